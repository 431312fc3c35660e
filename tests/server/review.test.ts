import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reviewState } from '#lib/domain/review.ts';
import { readLibrary } from '#lib/server/library.ts';
import { approveText, stampTranslation } from '#lib/server/review.ts';

let root: string;
beforeEach(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'willakuy-review-'));
  root = path.join(folder, 'content');
  await cp('content', root, { recursive: true });
});
afterEach(() => rm(path.dirname(root), { recursive: true, force: true }));

const read = async () => {
  const { library } = await readLibrary(root);
  const { quz, es } = library?.items.find((item) => item.slug === 'la-llamada')?.texts ?? {};
  if (!quz || !es) throw new Error('falta la-llamada');
  return { quz, es };
};
const file = () => path.join(root, 'scripts/la-llamada/quz.md');

it('keeps a review for the very words that were reviewed, and lets it go when they change', async () => {
  const before = await read();
  expect(reviewState(before.quz.review, before.quz.hash)).toBe('draft');
  await approveText(root, before.quz, { by: 'Una "hablante" de prueba', on: '2026-12-01' });
  const approved = await read();
  expect(approved.quz.review).toMatchObject({ state: 'reviewed', by: 'Una "hablante" de prueba', on: '2026-12-01' });
  expect(reviewState(approved.quz.review, approved.quz.hash)).toBe('reviewed');
  await writeFile(file(), (await readFile(file(), 'utf8')).replace('summary: ', 'summary: Musuq. '));
  const changed = await read();
  expect(reviewState(changed.quz.review, changed.quz.hash)).toBe('draft');
});

it('stamps a translation without touching its words, and leaves no other file behind', async () => {
  const before = await read();
  await stampTranslation(root, before.quz, '0123456789abcdef');
  const after = await read();
  expect(after.quz.translatedFrom).toBe('0123456789abcdef');
  expect(after.quz.hash).toBe(before.quz.hash);
  expect((await readdir(path.dirname(file()))).sort()).toEqual(['es.md', 'item.yaml', 'quz.md']);
});
