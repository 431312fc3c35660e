import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import {
  bytesOf,
  chooseFiles,
  keptListPath,
  keptScopes,
  keptWorkerPath,
  type KeptFile,
  type KeptList,
  type KeptPart
} from '#lib/offline/kept-files.ts';

/**
 * Writes into a finished build what its families may keep: for each language the list of files with their sizes and
 * hashes, as a browser receives them, and the worker. The pages must be there already: they are on the list.
 */
export async function writeKept(
  buildFolder: string
): Promise<{ language: LanguageCode; files: number; bytes: number }[]> {
  const write = async (address: string, text: string) => {
    const file = path.join(buildFolder, 'client', address);
    const body = Buffer.from(text);
    await Promise.all([
      writeFile(file, body),
      writeFile(`${file}.br`, brotliCompressSync(body)),
      writeFile(`${file}.gz`, gzipSync(body))
    ]);
  };
  await write(keptWorkerPath, await bundleWorker());
  return Promise.all(
    languageCodes.map(async (language) => {
      const list = await listFiles(buildFolder, language);
      await write(keptListPath(language), JSON.stringify(list));
      return { language, files: list.files.length, bytes: bytesOf(chooseFiles(list.files, 'opus')) };
    })
  );
}

/** Every page that the worker rules over, and what those pages name of our own: scripts, sound, files to hand on. */
async function listFiles(buildFolder: string, language: LanguageCode): Promise<KeptList> {
  const roots = [path.join(buildFolder, 'prerendered'), path.join(buildFolder, 'client')];
  const read = async (address: string): Promise<Buffer | undefined> => {
    const name = address.endsWith('/') ? `${address}index.html` : address;
    for (const root of roots) {
      const body = await readFile(path.join(root, name)).catch(() => undefined);
      if (body) return body;
    }
    return undefined;
  };
  const pages = (await Promise.all(keptScopes(language).map((scope) => pagesBelow(roots[0] ?? '', scope)))).flat();
  const named = new Set(pages);
  for (const page of pages) {
    const html = (await read(page))?.toString() ?? '';
    for (const address of addressesIn(html, page)) if (partOf(address, language)) named.add(address);
  }
  const files = await Promise.all(
    [...named].sort().map(async (address) => toFile(address, language, await read(address)))
  );
  return { version: hashOf(JSON.stringify(files)).slice(0, 12), files };
}

async function pagesBelow(root: string, scope: string): Promise<string[]> {
  const names = await readdir(path.join(root, scope), { recursive: true });
  return names
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /(?:^|\/)index\.html$/.test(name))
    .map((name) => scope + name.replace(/index\.html$/, ''));
}

/** Addresses on our own site that a page names, from its root. */
function addressesIn(html: string, page: string): string[] {
  const origin = 'http://willakuy.invalid';
  return [...html.matchAll(/\s(?:src|href|data-timings)="([^"]+)"/g)].flatMap(([, address = '']) => {
    const url = URL.canParse(address, origin + page) ? new URL(address, origin + page) : undefined;
    return url?.origin === origin ? [url.pathname] : [];
  });
}

/** As what a file is kept; undefined for what is not: other pages, and files to print or edit. */
function partOf(address: string, language: LanguageCode): KeptPart | undefined {
  const extension = path.posix.extname(address).slice(1);
  if (address.startsWith('/_app/') || address === '/icon.svg') return 'text';
  if (address.startsWith(`/audio/${language}/`))
    return extension === 'opus' || extension === 'mp3' ? extension : extension === 'json' ? 'audio' : undefined;
  return keptScopes(language).some((scope) => address.startsWith(scope)) && /\/enviar\/[^/]+$/.test(address)
    ? 'text'
    : undefined;
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
