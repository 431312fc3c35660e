import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kindFolders } from '#lib/domain/kind.ts';
import { readLibrary } from '#lib/server/library.ts';
import type { ReadOptions } from '#lib/server/reader.ts';

const itemFolders: string[] = Object.values(kindFolders);

export interface ContentCopy {
  /** The copied content/ folder, which a test may spoil. */
  root: string;
  remove(): Promise<void>;
}

/** A copy of a content/ folder; with `item`, of its registry and of the item with that slug. */
export async function copyContent(source: string, { item }: { item?: string } = {}): Promise<ContentCopy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'willakuy-'));
  const root = path.join(folder, 'content');
  const isWanted = (file: string) => {
    const [top = '', slug] = path.relative(source, file).split(path.sep);
    return item === undefined || slug === undefined || slug === item || !itemFolders.includes(top);
  };
  await cp(source, root, { recursive: true, filter: isWanted });
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
