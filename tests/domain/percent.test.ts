import { expect, it } from 'vitest';
import { keepPercents } from '#lib/domain/percent.ts';
import { readLibrary } from '#lib/server/library.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('content/ cannot be read');

it('no percent sign can stand alone at the start of a line, on a page or in a file', () => {
  expect(keepPercents('El 24,1 % y el 6 %; 5 de 30')).toBe('El 24,1\u00a0% y el 6\u00a0%; 5 de 30');
  const texts = library.items.flatMap(({ file, texts: editions }) =>
    Object.values(editions).map(({ html, document }) => ({ file, shown: html + JSON.stringify(document) }))
  );
  const claims = library.facts.map(({ id, claim }) => ({ file: id, shown: JSON.stringify(claim) }));
  const shown = [...texts, ...claims];
  expect(shown.filter((one) => one.shown.includes('\u00a0%')).length).toBeGreaterThan(20);
  expect(shown.filter((one) => /\d %/.test(one.shown)).map(({ file }) => file)).toEqual([]);
});
