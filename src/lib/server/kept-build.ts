import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { keepPath } from '#lib/domain/family-paths.ts';
import { readPack } from '#lib/domain/kept-packs.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemPath, sitePath } from '#lib/domain/paths.ts';
import { keepLessonsPath, lessonPaperPath } from '#lib/domain/school-paths.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import {
  bytesOf,
  chooseFiles,
  keptListPath,
  keptWorkerPath,
  type KeptFile,
  type KeptList,
  type KeptNotes,
  type KeptPart
} from '#lib/offline/kept-files.ts';

/**
 * Writes into a finished build what may be kept of it: for each pack that a page offers the list of files with their sizes and
 * hashes, as a browser receives them, and the worker. The sizes are written into those pages, so that nobody has to ask for them.
 */
export async function writeKept(buildFolder: string): Promise<{ pack: string; files: number; bytes: number }[]> {
  const site = readSite(buildFolder);
  await site.write(keptWorkerPath, await bundleWorker());
  const offers = languageCodes.flatMap((language) => [keepPath(language), keepLessonsPath(language)]);
  const plain = new Map<string, string>();
  for (const page of offers) plain.set(page, withoutSizes(await site.text(page)));
  for (const [page, html] of plain) await site.write(page, html);
  const packs = new Set([...plain.values()].flatMap(packsIn));
  const lists = new Map<string, KeptList>();
  for (const pack of packs) lists.set(pack, await listFiles(site, pack));

  for (const [page, html] of withSizes(plain, lists)) await site.write(page, html);
  return Promise.all(
    [...lists].map(async ([pack, list]) => {
      await site.write(keptListPath(pack), JSON.stringify(list));
      return { pack, files: list.files.length, bytes: bytesOf(chooseFiles(list.files, 'opus')) };
    })
  );
}

interface Site {
  pagesBelow: (address: string) => Promise<string[]>;
  read: (address: string) => Promise<Buffer | undefined>;
  text: (address: string) => Promise<string>;
  write: (address: string, text: string) => Promise<void>;
}

function readSite(buildFolder: string): Site {
  const [pages, files] = [path.join(buildFolder, 'prerendered'), path.join(buildFolder, 'client')];
  const nameOf = (address: string) => (address.endsWith('/') ? `${address}index.html` : address);
  const read = async (address: string): Promise<Buffer | undefined> => {
    for (const root of [pages, files]) {
      const body = await readFile(path.join(root, nameOf(address))).catch(() => undefined);
      if (body) return body;
    }
    return undefined;
  };
  return {
    read,
    pagesBelow: (address) => pagesBelow(pages, address),
    text: async (address) => (await read(address))?.toString() ?? '',
    write: async (address, text) => {
      const file = path.join(address.endsWith('/') ? pages : files, nameOf(address));
      const body = Buffer.from(text);
      await Promise.all([
        writeFile(file, body),
        writeFile(`${file}.br`, brotliCompressSync(body)),
        writeFile(`${file}.gz`, gzipSync(body))
      ]);
    }
  };
}

const packsIn = (html: string): string[] =>
  [...html.matchAll(/<input[^>]*\bname="pack"[^>]*\bvalue="([^"]+)"/g)].map(([, pack = '']) => pack);

const withoutSizes = (html: string): string => html.replace(/ data-(?:text|opus|mp3)="\d+"/g, '');

/**
 * Pages with the sizes of what they offer: `value="es-familia" data-text="1000" data-opus="3000" data-mp3="8000"`. They are on lists
 * themselves and grow by it, until nothing changes any more.
 */
function withSizes(pages: ReadonlyMap<string, string>, lists: ReadonlyMap<string, KeptList>): Map<string, string> {
  const sizesOf = (files: KeptFile[]) =>
    ([undefined, 'opus', 'mp3'] as const).map(
      (audio) => ` data-${audio ?? 'text'}="${bytesOf(chooseFiles(files, audio))}"`
    );
  const sized = new Map(pages);
  for (let changed = true; changed;) {
    changed = false;
    for (const [page, plain] of pages) {
      const html = plain.replace(/\bvalue="([a-z0-9-]+)"/g, (value, pack: string) => {
        const list = lists.get(pack);
        return list ? value + sizesOf(list.files).join('') : value;
      });
      if (html === sized.get(page)) continue;
      changed = true;
      sized.set(page, html);
      const made = { bytes: Buffer.byteLength(html), sha256: hashOf(html) };
      for (const { files } of lists.values())
        for (const file of files) if (file.path === page) Object.assign(file, made);
    }
  }
  return sized;
}

/** The pages of a pack, and what those name of our own: scripts, sound, files to hand on. */
async function listFiles(site: Site, pack: string): Promise<KeptList> {
  const read = readPack(pack);
  if (!read) throw new Error(`Una página ofrece guardar ${pack}, que no es nada que se guarde.`);
  const { language, slug } = read;
  const pages = slug === undefined ? await familyPages(site, language) : await lessonPages(site, language, slug);
  const named = new Set(pages);
  for (const page of pages)
    for (const address of addressesIn(await site.text(page), page)) if (partOf(address, language)) named.add(address);
  if (slug !== undefined) named.add(lessonPaperPath(language, { kind: 'lesson', slug }, 'sheet', 'pdf'));
  const files = await Promise.all(
    [...named].sort().map(async (address) => toFile(address, language, await site.read(address)))
  );
  const notes = notesOf(language, slug === undefined ? 'familia' : 'escuela', pack);
  return { version: hashOf(JSON.stringify([notes, files])).slice(0, 12), notes, files };
}

const familyPages = async (site: Site, language: LanguageCode): Promise<string[]> =>
  (await Promise.all((['familia', 'ayuda'] as const).map((name) => site.pagesBelow(sitePath(language, name))))).flat();

/** Its own pages, the ways there and back, and what it goes with: a script for the radio, and the protocol. */
async function lessonPages(site: Site, language: LanguageCode, slug: string): Promise<string[]> {
  const lesson = itemPath(language, { kind: 'lesson', slug });
  const withIt = addressesIn(await site.text(lesson), lesson).filter((address) =>
    (['radio', 'conducir'] as const).some((name) => new RegExp(`^${sitePath(language, name)}[^/]+/$`).test(address))
  );
  return [
    sitePath(language, 'escuela'),
    keepLessonsPath(language),
    absentPath(language, 'escuela'),
    sitePath(language, 'ayuda'),
    ...new Set(withIt),
    ...(await site.pagesBelow(lesson))
  ];
}

const absentPath = (language: LanguageCode, area: 'familia' | 'escuela'): string =>
  `${sitePath(language, area)}no-guardado/`;

function notesOf(language: LanguageCode, area: 'familia' | 'escuela', pack: string): KeptNotes {
  const t = translateFor(language);
  const date = '{date}';
  return {
    saved: t('keep.note.saved', { date }),
    old: t('keep.note.old', { date }),
    renewPath: area === 'familia' ? keepPath(language) : keepLessonsPath(language, pack),
    renew: t('keep.note.renew'),
    absentPath: absentPath(language, area)
  };
}

async function pagesBelow(root: string, scope: string): Promise<string[]> {
  const names = await readdir(path.join(root, scope), { recursive: true });
  return names
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /(?:^|\/)index\.html$/.test(name))
    .map((name) => scope + name.replace(/index\.html$/, ''));
}

/**
 * Addresses on our own site that a page names, from its root. Styles that stand in the page are named once more and never loaded;
 * sound is what the page plays, not what it hands over to a station.
 */
function addressesIn(html: string, page: string): string[] {
  const origin = 'http://willakuy.invalid';
  const loaded = html.replace(/<link[^>]*\sdisabled[^>]*>/g, '');
  return [...loaded.matchAll(/\s(src|href|data-timings)="([^"]+)"/g)].flatMap(([, name, address = '']) => {
    const url = URL.canParse(address, origin + page) ? new URL(address, origin + page) : undefined;
    if (url?.origin !== origin || (name === 'href' && url.pathname.startsWith('/audio/'))) return [];
    return [url.pathname];
  });
}

/** As what a file is kept; undefined for what is not: other pages, and files to print or edit. */
function partOf(address: string, language: LanguageCode): KeptPart | undefined {
  const extension = path.posix.extname(address).slice(1);
  if (address.startsWith('/_app/') || address === '/icon.svg') return 'text';
  if (address.startsWith(`/audio/${language}/`))
    return extension === 'opus' || extension === 'mp3' ? extension : extension === 'json' ? 'audio' : undefined;
  return address.startsWith(sitePath(language, 'familia')) && /\/enviar\/[^/]+$/.test(address) ? 'text' : undefined;
}

function toFile(address: string, language: LanguageCode, body: Buffer | undefined): KeptFile {
  if (!body) throw new Error(`Una página nombra ${address}, que no está en build/.`);
  return { path: address, bytes: body.byteLength, sha256: hashOf(body), part: partOf(address, language) ?? 'text' };
}

const hashOf = (body: Buffer | string): string => createHash('sha256').update(body).digest('hex');

/** One classic script: telephones of the last six years run it. */
async function bundleWorker(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2019',
      copyPublicDir: false,
      lib: { entry: 'src/lib/offline/kept-worker.ts', formats: ['iife'], name: 'kept' }
    }
  });
  const output = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const code = output.find((one) => one.type === 'chunk')?.code;
  if (code === undefined) throw new Error('No se pudo armar guardado.js.');
  return code;
}
