import { readFileSync } from 'node:fs';
import { create } from 'fontkit';
import { expect, it } from 'vitest';
import { fontFiles } from '#lib/export/fonts.ts';
import { woffToFont } from '#lib/export/woff.ts';

it.each(Object.values(fontFiles))('%s is the same font unpacked', (file) => {
  const woff = readFileSync(`static/fonts/${file}`);
  const font = woffToFont(woff);
  expect([...font.subarray(0, 4)]).toEqual([0, 1, 0, 0]);
  const [packed, plain] = [woff, Buffer.from(font)].map((bytes) => {
    const read = create(bytes);
    if (!('layout' in read)) throw new Error('not one font');
    const { glyphs, advanceWidth } = read.layout("¿Pitaq? Ch'aska, ñan → 1818");
    return {
      advanceWidth,
      outlines: glyphs.map(({ path }) => path.toSVG()),
      name: read.fullName,
      count: read.numGlyphs
    };
  });
  expect(plain).toEqual(packed);
  expect(packed?.count).toBeGreaterThan(200);
});

it('leaves alone what is no WOFF', () => {
  const bytes = new Uint8Array([0, 1, 0, 0]);
  expect(woffToFont(bytes)).toBe(bytes);
});
