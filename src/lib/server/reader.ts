import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type * as v from 'valibot';
import type { EntryPlaces } from '#lib/domain/check/rule.ts';
import { issueAt, startOf, type Issue, type Place } from '#lib/domain/issue.ts';
import { parseYaml, type Parsed } from '#lib/domain/parse.ts';

export interface ReadOptions {
  /** What was parsed before, by file and source: a test that reads a hundred nearly equal libraries keeps it. */
  cache?: Map<string, unknown>;
  /** No text of ours comes near this; a file that does is a mistake. */
  maxFileBytes?: number;
}

export type Reader = ReturnType<typeof createReader>;

/** Reads the files below `root` and keeps every problem found on the way, and where each entry stands. */
export function createReader(root: string, { cache, maxFileBytes = 256 * 1024 }: ReadOptions) {
  const issues: Issue[] = [];
  const places = new Map<string, Parsed<unknown>['placeOf']>() satisfies EntryPlaces;
  const name = (relative: string) => path.posix.join(path.basename(root), relative);
  const report = (at: Place, rule: string, message: string) => void issues.push(issueAt(at, rule, message));

  /** A file's text; undefined, and a report, when it is missing, too long, empty or not UTF-8. */
  async function text(relative: string): Promise<string | undefined> {
    const at = startOf(name(relative));
    try {
      const bytes = await readFile(path.join(root, relative));
      const decoded = decode(bytes, maxFileBytes);
      if (typeof decoded === 'string') return decoded;
      report({ ...at, line: decoded.line }, decoded.rule, decoded.message);
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      const reason = missing ? 'Falta este archivo' : `No se puede leer (${String(error)})`;
      report(at, 'missing-file', `${reason}. Créelo o corrija su nombre.`);
    }
    return undefined;
  }

  /** What `make` gives for a source, kept in the cache where there is one. */
  async function once<T>(key: string, make: () => T | Promise<T>): Promise<T> {
    if (!cache) return make();
    if (!cache.has(key)) cache.set(key, await make());
    return cache.get(key) as T;
  }

  async function yaml<Schema extends v.GenericSchema>(
    relative: string,
    schema: Schema
  ): Promise<Parsed<v.InferOutput<Schema>>> {
    const source = await text(relative);
    if (source === undefined) return { value: undefined, issues: [], placeOf: () => startOf(name(relative)) };
    const parsed = await once(`yaml\0${relative}\0${source}`, () => parseYaml(name(relative), source, schema));
    issues.push(...parsed.issues);
    return parsed;
  }

  /** Sorted names in a folder: its folders, or its files with an ending. */
  async function list(relative: string, ending?: string): Promise<string[]> {
    try {
      const entries = await readdir(path.join(root, relative), { withFileTypes: true });
      return entries
        .filter((entry) => !entry.name.startsWith('.'))
        .filter((entry) => (ending ? entry.isFile() && entry.name.endsWith(ending) : entry.isDirectory()))
        .map((entry) => entry.name)
        .sort();
    } catch {
      report(startOf(name(relative)), 'missing-file', 'Falta esta carpeta. Créela o corrija su nombre.');
      return [];
    }
  }

  function place(entry: string, parsed: Parsed<unknown>, at: readonly (string | number)[]): void {
    const first = places.get(entry)?.([]);
    if (first)
      report(
        parsed.placeOf(at),
        'duplicate-id',
        `«${entry}» ya está en ${first.file}:${first.line}. Cambie uno de los dos identificadores.`
      );
    else places.set(entry, (inside) => parsed.placeOf([...at, ...inside]));
  }

  const register = (scheme: string, parsed: Parsed<readonly { id: string }[]>) =>
    parsed.value?.forEach((entry, index) => place(`${scheme}:${entry.id}`, parsed, [index]));

  return { issues, places, name, report, text, once, yaml, list, place, register };
}

function decode(bytes: Buffer, maxFileBytes: number): string | { rule: string; message: string; line: number } {
  if (bytes.length > maxFileBytes) {
    const message = `Pesa ${bytes.length} bytes y el límite es ${maxFileBytes}. ¿Es el archivo correcto?`;
    return { rule: 'too-long', message, line: 1 };
  }
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = 'No está en UTF-8. Guárdelo de nuevo con la codificación UTF-8.';
    return { rule: 'not-utf-8', message, line: 1 };
  }
  const zero = decoded.indexOf('\0');
  if (zero >= 0) {
    const message = 'Hay un carácter nulo: no es un archivo de texto. Guárdelo de nuevo como UTF-8.';
    return { rule: 'not-text', message, line: decoded.slice(0, zero).split('\n').length };
  }
  if (decoded.trim() === '')
    return { rule: 'empty-file', message: 'El archivo está vacío. Escriba su contenido o bórrelo.', line: 1 };
  // One form for every accent: a letter and a loose accent would hide a word from the rules.
  return decoded.normalize('NFC').replace(/\r\n?/g, '\n');
}
