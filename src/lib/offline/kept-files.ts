import { isLanguageCode, type LanguageCode } from '#lib/domain/language.ts';
import { sitePath } from '#lib/domain/paths.ts';

/**
 * What a family may keep on its telephone when it asks for it: shared by the page (components/family/keep.ts), its worker
 * (kept-worker.ts) and the build, which writes the list (server/kept-build.ts).
 */
export interface KeptList {
  /** Of these very files: other files, another version. */
  version: string;
  files: KeptFile[];
}

export interface KeptFile {
  path: string;
  /** As it is kept, without the compression it travels with. */
  bytes: number;
  sha256: string;
  /** Sound is kept where it is wished; of its two formats, the one that the browser plays. */
  part: KeptPart;
}
const keptParts = ['text', 'audio', 'opus', 'mp3'] as const;
export type KeptPart = (typeof keptParts)[number];

/** Plain names at the root: a worker may only rule below its own address. */
export const keptWorkerPath = '/guardado.js';
export const keptListPath = (language: LanguageCode): string => `/guardado-${language}.json`;

/** Only here does the worker rule, and only once someone has asked for it. */
export const keptScopes = (language: LanguageCode): string[] => [
  sitePath(language, 'familia'),
  sitePath(language, 'ayuda')
];

/** A version in a language is a cache of its own. */
const prefix = 'willakuy-casa-';
export const keptCache = (language: LanguageCode, version: string): string => `${prefix}${language}-${version}`;
export const isKeptCache = (name: string): boolean => name.startsWith(prefix);
export const languageOfCache = (name: string): LanguageCode | undefined => {
  const code = name.slice(prefix.length).split('-')[0] ?? '';
  return isKeptCache(name) && isLanguageCode(code) ? code : undefined;
};

/** Stored last, once every file is there and whole: the list of what is kept. Without it a cache answers nothing. */
export const keptMark = '/guardado-completo';

/** Files of a list that are kept with sound in a format, or without any. */
export const chooseFiles = (files: readonly KeptFile[], audio: 'opus' | 'mp3' | undefined): KeptFile[] =>
  files.filter(({ part }) => part === 'text' || (audio !== undefined && (part === 'audio' || part === audio)));

export const bytesOf = (files: readonly KeptFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** A list as it came over the wire or out of a cache; undefined where it is none of ours. */
export function parseKeptList(value: unknown): KeptList | undefined {
  if (!isRecord(value) || typeof value.version !== 'string' || !Array.isArray(value.files)) return undefined;
  const files = value.files.flatMap((file: unknown) => parseFile(file) ?? []);
  return files.length === value.files.length ? { version: value.version, files } : undefined;
}

function parseFile(value: unknown): KeptFile | undefined {
  if (!isRecord(value)) return undefined;
  const { path, bytes, sha256 } = value;
  const part = keptParts.find((known) => known === value.part);
  return typeof path === 'string' && typeof bytes === 'number' && typeof sha256 === 'string' && part
    ? { path, bytes, sha256, part }
    : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
