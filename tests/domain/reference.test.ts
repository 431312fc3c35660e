import { expect, it } from 'vitest';
import { inlineRuns } from '#lib/domain/document.ts';
import { callUrl } from '#lib/domain/paths.ts';
import { formatReference, sourceAnchor } from '#lib/domain/reference.ts';
import { readLibrary } from '#lib/server/library.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');

it('names each source of the library by an anchor of its own, which says nothing of it', () => {
  const references = library.items
    .flatMap(({ texts }) => Object.values(texts))
    .flatMap(({ document }) => [...inlineRuns(document.blocks)].flat())
    .flatMap((inline) => (inline.type === 'link' ? [inline.reference] : []));
  const names = new Set(references.map(formatReference));
  expect(names.size).toBeGreaterThan(60);
  const anchors = new Set(references.map(sourceAnchor));
  expect(anchors.size).toBe(names.size);
  expect([...anchors].filter((anchor) => !/^f[0-9a-z]{3,9}$/.test(anchor))).toEqual([]);
});

it.each([
  ['105', 'tel:105'],
  ['0800-15-170', 'tel:080015170'],
  ['113, opción 5', 'tel:113'],
  ['Línea 100', 'tel:100'],
  ['de lunes a sábado, de 7 a 7', undefined],
  ['comisaría', undefined]
])('%s dials %s', (words, url) => {
  expect(callUrl(words)).toBe(url);
});
