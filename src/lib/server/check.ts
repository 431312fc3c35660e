import { stat } from 'node:fs/promises';
import path from 'node:path';
import { checkLibrary } from '#lib/domain/check/check.ts';
import { compareIssues, type Issue } from '#lib/domain/issue.ts';
import type { Library } from '#lib/domain/library.ts';
import { readLibrary } from './library.ts';
import type { ReadOptions } from './reader.ts';

export interface CheckedContent {
  /** Undefined when a file the rest stands on cannot be read; then no rule has run. */
  library: Library | undefined;
  /** What is wrong with the files and with what they say, by place. */
  issues: Issue[];
}

/** Today in Peru, `YYYY-MM-DD`. */
export const todayInPeru = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Lima' }).format();

/** The library below `root` and every problem of it. Throws where `root` is no folder. */
export async function checkContent(
  root: string,
  { today = todayInPeru(), ...options }: ReadOptions & { today?: string } = {}
): Promise<CheckedContent> {
  const folder = path.resolve(root);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`No se puede leer la carpeta ${folder}: no existe o no es una carpeta.`);
  const { library, places, issues } = await readLibrary(folder, options);
  const faults = library ? checkLibrary({ library, places, today, readIssues: issues }) : [];
  return { library, issues: [...issues, ...faults].sort(compareIssues) };
}
