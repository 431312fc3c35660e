import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Catalog, CatalogScript } from '#lib/domain/catalog.ts';
import { openBlanks, type Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { rundownFile, toSchedule, type Rundown } from '#lib/domain/rundown.ts';
import { lengthsOf } from '#lib/domain/script-length.ts';
import { stationLine, type Station } from '#lib/domain/station.ts';
import { fixedTime } from './archive.ts';
import { exportFileName, exportFormats, type ExportMeans } from './formats.ts';
import { toM3u8 } from './m3u8.ts';
import { toContactList, toLicenceText, toReadme } from './pack-texts.ts';
import type { PackTranslate } from './pack-words.ts';
import { toRundownCsv, toRundownIcs, toRundownM3u8 } from './rundown-files.ts';
import type { RundownSheet } from './rundown.ts';

/** What goes into a pack: everything is there already but the bytes of the audio. */
export interface PackContent {
  /** In the order in which they are listed; the first names the folders. */
  languages: readonly LanguageCode[];
  station: Station;
  /** Filled in with the station. */
  scripts: readonly PackScript[];
  /** For whoever conducts those scripts, filled in. */
  kits: readonly Edition[];
  rundown: Rundown | undefined;
  catalog: Catalog;
  words: Readonly<Record<LanguageCode, PackTranslate>>;
}

export interface PackScript {
  edition: Edition;
  audio: PackAudio | undefined;
}

export interface PackAudio {
  seconds: number;
  /** What it says before its script begins: that it is a draft. */
  slateSeconds: number;
  /** A tone stands in it for what a station has not filled in. */
  tones: boolean;
  read: () => Promise<Uint8Array>;
}

/** A file of a pack; its bytes are made when it is its turn. */
export interface PackFile {
  path: string;
  write: () => Promise<string | Uint8Array>;
}

export interface PackedFile {
  path: string;
  bytes: number;
  sha256: string;
}

export interface Pack {
  /** `willakuy-radio-pampa-es-quz-borrador.zip` */
  name: string;
  zip: Uint8Array<ArrayBuffer>;
  files: PackedFile[];
}

export interface PackOptions {
  means: ExportMeans;
  /** Called before each file. */
  progress?: (done: number, total: number, path: string) => void;
  signal?: AbortSignal | undefined;
}

const manifestPath = 'manifest.json';
/** Files that each script and each kit goes along as. */
const packFormats = exportFormats.filter(({ extension }) => extension === 'docx' || extension === 'pdf');

/**
 * A station's pack. Same content, same bytes, on every machine and in every time zone.
 *
 * @throws what `signal` was aborted with, and whatever a file's bytes cannot be had for.
 */
export async function makePack(name: string, content: PackContent, options: PackOptions): Promise<Pack> {
  const files = toPackFiles(content, options.means);
  const zipped: Zippable = {};
  const packed: PackedFile[] = [];
  for (const [index, { path, write }] of files.entries()) {
    options.signal?.throwIfAborted();
    options.progress?.(index, files.length, path);
    const written = await write();
    const bytes = typeof written === 'string' ? strToU8(written) : written;
    // What is packed already gains nothing.
    zipped[path] = [bytes, { mtime: fixedTime, level: /\.(?:mp3|docx|pdf)$/.test(path) ? 0 : 9 }];
    packed.push({ path, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) });
  }
  options.signal?.throwIfAborted();
  zipped[manifestPath] = [strToU8(toManifest(content, packed)), { mtime: fixedTime, level: 9 }];
  return { name: `${name}.zip`, zip: zipSync(zipped), files: packed };
}

export function toPackFiles(content: PackContent, means: ExportMeans): PackFile[] {
  const { languages, scripts, kits, rundown, station, words } = content;
  const paths = toPackPaths(content);
  const documents = ({ folder, edition }: { folder: 'scripts' | 'kits'; edition: Edition }): PackFile[] =>
    packFormats.map(({ extension, write }) => ({
      path: paths.document(folder, edition, extension),
      write: () => write(edition, means)
    }));
  return [
    ...languages.map((code) => ({
      path: paths.readme(code),
      write: async () => toReadme(content, paths, words[code], code)
    })),
    ...scripts.flatMap(({ edition }) => documents({ folder: 'scripts', edition })),
    ...scripts.flatMap(({ edition, audio }) => (audio ? [{ path: paths.audio(edition), write: audio.read }] : [])),
    ...languages.map((code) => ({ path: paths.list(code), write: async () => toList(content, paths, code) })),
    ...(rundown ? rundownFiles(content, rundown, paths) : []),
    ...kits.flatMap((edition) => documents({ folder: 'kits', edition })),
    ...languages.map((code) => ({
      path: paths.contacts(code),
      write: async () => toContactList([...scripts.map(({ edition }) => edition), ...kits], station, words[code], code)
    })),
    ...languages.map((code) => ({
      path: paths.licence(code),
      write: async () => toLicenceText(words[code])
    }))
  ];
}

export type PackPaths = ReturnType<typeof toPackPaths>;

function toPackPaths({ languages, words }: Pick<PackContent, 'languages' | 'words'>) {
  const t = words[languages[0] ?? 'es'];
  const name = (part: Parameters<typeof t>[0]) => toSafeName(t(part)) || 'x';
  return {
    folder: (part: 'scripts' | 'kits', language: LanguageCode) => `${name(`packFile.names.${part}`)}/${language}`,
    document: (part: 'scripts' | 'kits', edition: Edition, extension: string) =>
      `${name(`packFile.names.${part}`)}/${edition.language}/${exportFileName(edition, extension)}`,
    /** As on the site, so that a rundown's playlist plays here too. */
    audio: ({ language, item, draft }: Pick<Edition, 'language' | 'item' | 'draft'>) =>
      `audio/${language}/${item.slug}${draft ? '-borrador' : ''}.mp3`,
    readme: (code: LanguageCode) => `${words[code]('packFile.names.readme')}.txt`,
    list: (code: LanguageCode) => `${name('packFile.names.list')}-${code}.m3u8`,
    rundown: (extension: string) => `${name('packFile.names.rundown')}.${extension}`,
    contacts: (code: LanguageCode) => `${name('packFile.names.contacts')}-${code}.txt`,
    licence: (code: LanguageCode) => `${name('packFile.names.licence')}-${code}.txt`,
    manifest: manifestPath
  };
}

const toList = ({ scripts, words }: PackContent, paths: PackPaths, language: LanguageCode): string =>
  toM3u8(
    scripts
      .filter(({ edition }) => edition.language === language)
      .map(({ edition, audio }) => ({
        title: [...(edition.draft ? [words[language]('item.draft')] : []), edition.text.title].join(' · '),
        seconds: audio?.seconds ?? edition.script?.seconds ?? 0,
        file: audio && paths.audio(edition)
      }))
  );

function rundownFiles(content: PackContent, rundown: Rundown, paths: PackPaths): PackFile[] {
  const { languages, words, station } = content;
  const catalog = toPackCatalog(content, paths);
  const sheet: RundownSheet = {
    rundown,
    schedule: toSchedule(rundown, catalog, lengthsOf(station)),
    catalog,
    t: words[languages[0] ?? 'es']
  };
  const calendar = toRundownIcs(sheet, station.name || undefined);
  return [
    { path: paths.rundown('csv'), write: async () => toRundownCsv(sheet) },
    { path: paths.rundown('json'), write: async () => rundownFile.toSource(rundown) },
    { path: paths.rundown('m3u8'), write: async () => toRundownM3u8(sheet) },
    ...(calendar === undefined ? [] : [{ path: paths.rundown('ics'), write: async () => calendar }])
  ];
}

/** The catalog with the audio of the pack and no other: a playlist names what is there. */
function toPackCatalog({ catalog, scripts }: PackContent, paths: PackPaths): Catalog {
  const withAudio = (script: CatalogScript): CatalogScript => ({
    ...script,
    texts: Object.fromEntries(
      Object.entries(script.texts).map(([code, text]) => {
        const packed = scripts.find(({ edition }) => edition.item.slug === script.slug && edition.language === code);
        const audio = packed?.audio && {
          url: `/${paths.audio(packed.edition)}`,
          seconds: packed.audio.seconds,
          bytes: 0,
          sha256: ''
        };
        return [code, { ...text, audio }];
      })
    )
  });
  return { ...catalog, scripts: catalog.scripts.map(withAudio) };
}

/** What is in a pack, for programs: `sha256sum` and a player of the future find everything here. */
function toManifest(content: PackContent, files: readonly PackedFile[]): string {
  const { languages, scripts, kits, catalog, station, rundown } = content;
  const paths = toPackPaths(content);
  const describe = (edition: Edition, folder: 'scripts' | 'kits') => ({
    id: edition.item.slug,
    language: edition.language,
    title: edition.text.title,
    version: edition.version,
    hash: edition.text.hash,
    state: edition.draft ? 'draft' : 'reviewed',
    openBlanks: openBlanks(edition),
    files: packFormats.map(({ extension }) => paths.document(folder, edition, extension))
  });
  const manifest = {
    format: 'willakuy-pack',
    version: 1,
    licence: 'CC BY 4.0',
    attribution: 'Willakuy',
    library: catalog.version,
    station: stationLine(station) || null,
    quechua: station.quechua,
    languages,
    draft: [...scripts.map(({ edition }) => edition), ...kits].some(({ draft }) => draft),
    scripts: scripts.map(({ edition, audio }) => ({
      ...describe(edition, 'scripts'),
      seconds: Math.round((edition.script?.seconds ?? 0) * 10) / 10,
      audio: audio ? { file: paths.audio(edition), seconds: audio.seconds, tones: audio.tones } : null
    })),
    kits: kits.map((edition) => describe(edition, 'kits')),
    rundown: rundown ? { title: rundown.title, date: rundown.date, file: paths.rundown('json') } : null,
    files
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** `willakuy-radio-pampa-es-quz-borrador`: without ending. */
export const packName = (
  station: string,
  { languages, draft }: { languages: readonly LanguageCode[]; draft: boolean }
): string => ['willakuy', toSafeName(station) || 'radio', ...languages, ...(draft ? ['borrador'] : [])].join('-');

const longestName = 40;

/** Letters that every disk and every player takes: `Radio Ñusta, ../99.9` → `radio-nusta-99-9`. Empty where none is left. */
export const toSafeName = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()
    .slice(0, longestName)
    .replace(/^-+|-+$/g, '');
