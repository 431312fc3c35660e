import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Every file of content/ by its path below it. */
export type Files = ReadonlyMap<string, string>;

/** A fault in the content: the files it writes (undefined: deletes), and where it must be reported. */
export interface Planted {
  writes: Record<string, string | Buffer | undefined>;
  file: string;
  line: number;
}
export type Plant = (files: Files) => Planted;

export const readFiles = (root: string): Files =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .sort()
      .map((file) => [file, readFileSync(path.join(root, file), 'utf8')])
  );

export const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;

/** The first match in the first file of these that has one. A fault without its anchor would prove nothing. */
export function anchor(
  files: Files,
  where: RegExp,
  find: RegExp
): { file: string; source: string; match: RegExpExecArray } {
  for (const [file, source] of files) {
    const match = where.test(file) ? find.exec(source) : null;
    if (match) return { file, source, match };
  }
  throw new Error(`no anchor: ${find} in ${where}`);
}

/** Puts something else in place of the first match; reported at the line of `at` in it, or at its first line. */
export const change =
  (where: RegExp, find: RegExp, to: string | ((match: RegExpExecArray) => string), at?: string): Plant =>
  (files) => {
    const { file, source, match } = anchor(files, where, find);
    const put = typeof to === 'string' ? to : to(match);
    const after = source.slice(0, match.index) + put + source.slice(match.index + match[0].length);
    const inside = at === undefined ? 0 : put.indexOf(at);
    if (inside < 0) throw new Error(`«${at}» is not in «${put}»`);
    if (after === source) throw new Error(`nothing changed: ${find} in ${file}`);
    return { writes: { [file]: after }, file, line: lineOf(after, match.index + inside) };
  };

/** Puts something else in place of every match in the first file that has one; reported where `at` first stands then. */
export const changeAll =
  (where: RegExp, find: RegExp, to: string, at: RegExp): Plant =>
  (files) => {
    for (const [file, source] of files) {
      if (!where.test(file) || source.search(find) < 0 || source.search(at) < 0) continue;
      const after = source.replaceAll(new RegExp(find.source, `${find.flags}g`), to);
      const offset = after.search(at);
      if (offset >= 0) return { writes: { [file]: after }, file, line: lineOf(after, offset) };
    }
    throw new Error(`no anchor: ${find} and ${at} in ${where}`);
  };

/** A sentence more: at the end of a script's first line, or as a paragraph below the first heading. */
export const say = (where: RegExp, words: string): Plant =>
  where.source.includes('scripts')
    ? change(where, /^\*\*[^*\n]+:\*\* .*$/m, ([line]) => `${line} ${words}`)
    : change(where, /^## .*\n/m, ([heading]) => `${heading}\n${words}\n`, words);

/** The first text that links to something in a scheme, with all its links to that same thing made plain words. */
export const unlink =
  (where: RegExp, scheme: string): Plant =>
  (files) => {
    const { file, source, match } = anchor(files, where, new RegExp(`\\]\\((${scheme}[^)]*)\\)`));
    const key = match[1] ?? '';
    const after = source.replaceAll(/\[([^\]\n]*)\]\(([^)\s]*)\)/g, (link, words: string, target: string) =>
      target === key ? words : link
    );
    const twin = file.endsWith('/es.md') ? file.replace(/es\.md$/, 'quz.md') : file.replace(/quz\.md$/, 'es.md');
    const said = files.get(twin) ?? '';
    return { writes: { [file]: after }, file: twin, line: lineOf(said, said.indexOf(`(${key})`)) };
  };

/** A whole file rewritten; reported at its first line. */
export const rewrite =
  (where: RegExp, to: (source: string) => string | Buffer | undefined, line = 1): Plant =>
  (files) => {
    const { file, source } = anchor(files, where, /^/);
    return { writes: { [file]: to(source) }, file, line };
  };

/** The same fault, reported at the start of its file or of another one beside it. */
export const atStart =
  (plant: Plant, name?: string): Plant =>
  (files) => {
    const planted = plant(files);
    return { ...planted, file: name ? `${path.posix.dirname(planted.file)}/${name}` : planted.file, line: 1 };
  };

/** The same fault, reported in the file beside it where something stands. */
export const beside =
  (plant: Plant, name: string, find: RegExp): Plant =>
  (files) => {
    const planted = plant(files);
    const file = `${path.posix.dirname(planted.file)}/${name}`;
    const source = files.get(file) ?? '';
    const offset = source.search(find);
    if (offset < 0) throw new Error(`no anchor: ${find} in ${file}`);
    return { ...planted, file, line: lineOf(source, offset) };
  };

/** A copy of an item's folder under another name, with something changed in each of its files; reported in its item.yaml. */
export const copyItem =
  (
    where: RegExp,
    to: string | ((slug: string) => string),
    edit = (source: string) => source,
    at: number | RegExp = 1
  ): Plant =>
  (files) => {
    const { file, source } = anchor(files, where, /^/);
    const folder = path.posix.dirname(file);
    const target = typeof to === 'string' ? to : to(path.posix.basename(folder));
    const inside = [...files].filter(([name]) => name.startsWith(`${folder}/`));
    const writes = inside.map(([name, text]) => [name.replace(folder, target), edit(text)] as const);
    const line = typeof at === 'number' ? at : lineOf(source, source.search(at));
    return { writes: Object.fromEntries(writes), file: `${target}/item.yaml`, line };
  };

/** A change inside an entry of the registry; reported at the entry's `- id:`. */
export const entry =
  (where: RegExp, find: RegExp, to: string): Plant =>
  (files) => {
    const planted = change(where, find, to)(files);
    const before = String(planted.writes[planted.file]).split('\n').slice(0, planted.line);
    return { ...planted, line: before.findLastIndex((line) => line.startsWith('- id:')) + 1 };
  };
