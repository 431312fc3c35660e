import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readLibrary } from '#lib/server/library.ts';
import type { ReadOptions } from '#lib/server/reader.ts';

export interface ContentCopy {
  /** The copied content/ folder, which a test may spoil. */
  root: string;
  remove(): Promise<void>;
}

export async function copyContent(source: string): Promise<ContentCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'willakuy-'));
  const root = path.join(folder, 'content');
  await cp(source, root, { recursive: true });
  return { root, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Writes the hash of each es.md where its quz.md says `translatedFrom: STAMP`, so that examples stay easy to edit. */
export async function stampTranslations(root: string, options: ReadOptions): Promise<void> {
  const { library } = await readLibrary(root, options);
  for (const { texts } of library?.items ?? []) {
    if (!texts.es || texts.quz?.translatedFrom !== 'STAMP') continue;
    const file = path.join(root, '..', texts.quz.file);
    const source = await readFile(file, 'utf8');
    await writeFile(file, source.replace(/^translatedFrom: STAMP$/m, `translatedFrom: '${texts.es.hash}'`));
  }
}
