import { unzipSync, strFromU8 } from 'fflate';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { textOf, inlineRuns } from '#lib/domain/document.ts';
import { toEdition, type Edition } from '#lib/domain/edition.ts';
import { toDocx } from '#lib/export/docx.ts';
import { toTxt } from '#lib/export/txt.ts';
import { readLibrary } from '#lib/server/library.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');
const editions: [string, Edition][] = library.items.flatMap((item) =>
  Object.values(item.texts).map((text): [string, Edition] => [text.file, toEdition(library, item, text)])
);
/** Words only: source numbers, blanks' lines and spacing are the export's own. */
const words = (text: string) =>
  text
    .replace(/\[\d+\]/g, '')
    .replace(/_{5,} \(([^)]*)\)/g, '$1')
    .replace(/[\s\uFEFF]+/g, '');
const spokenLines = (edition: Edition) =>
  (edition.script?.cues ?? []).flatMap(({ cue }) => (cue.type === 'line' ? [textOf(cue.content)] : []));

describe.each(editions)('%s', (_file, edition) => {
  it('goes into Word and comes back with every word', async () => {
    const bytes = await toDocx(edition);
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    const whole = words(value);
    const said = edition.script ? spokenLines(edition) : [...inlineRuns(edition.text.document.blocks)].map(textOf);
    expect(said.length).toBeGreaterThan(5);
    for (const run of said) expect(whole).toContain(words(run));
    expect(value.includes('BORRADOR')).toBe(edition.draft);
    for (const source of edition.sources)
      if (source.type === 'fact') expect(whole).toContain(words(source.fact.claim[edition.language]));
  });

  it('is the same file twice, without a trace of where and when it was made', async () => {
    const [first, second] = [await toDocx(edition), await toDocx(edition)];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const parts = unzipSync(first);
    expect(strFromU8(parts['docProps/core.xml'] ?? new Uint8Array())).toContain('2020-01-01T00:00:00Z');
    expect(Object.keys(parts).filter((name) => /vbaProject|\.bin$/.test(name))).toEqual([]);
    for (const [name, part] of Object.entries(parts))
      if (name.endsWith('.rels')) expect(strFromU8(part)).not.toContain('TargetMode="External"');
  });
});

describe('a script as plain text', () => {
  const scripts = editions.filter(([, edition]) => edition.script);

  it.each(scripts)('%s keeps every spoken word, numbered and timed, in 94 columns', (_file, edition) => {
    const text = toTxt(edition);
    const lines = text.split('\r\n');
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(96);
    const locution = lines.map((line) => line.slice(39)).join(' ');
    for (const said of spokenLines(edition)) expect(words(locution)).toContain(words(said));
    for (const { cue } of edition.script?.cues ?? [])
      expect(text).toMatch(new RegExp(`^ *${cue.number} +\\d+:\\d\\d  `, 'm'));
    expect(text.startsWith('\uFEFFBORRADOR')).toBe(edition.draft);
  });
});
