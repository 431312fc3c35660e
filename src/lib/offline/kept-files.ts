import { readPack } from '#lib/domain/kept-packs.ts';

/**
 * What may be kept on a device when someone asks for it, in packs: the guides for families, or one lesson, in a language.
 * Shared by the pages (components/keep/keep.ts), their worker (kept-worker.ts) and the build, which writes the lists
 * (server/kept-build.ts).
 */
export interface KeptList {
  /** Of these very files: other files, another version. */
  version: string;
  notes: KeptNotes;
  files: KeptFile[];
}

/** A list beside the files that it names, and the day on which they came: `2026-11-29`. */
export interface KeptCopy extends KeptList {
  savedOn: string;
}

/** What a kept page says of itself. `{date}` stands for the day on which it was kept. */
export interface KeptNotes {
  saved: string;
  /** And after some months. */
  old: string;
  /** The way to keep it anew, and its words. */
  renewPath: string;
  renew: string;
  /** The page that answers for those that were not kept. */
  absentPath: string;
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
export const keptListPath = (pack: string): string => `/guardado-${pack}.json`;

/**
 * The whole site, and only once someone has asked: a kept page leads to others that were not kept, and there the worker says so.
 * A desk that was kept has workers of its own, which come before it at their addresses.
 */
export const keptScope = '/';

/** A version of a pack is a cache of its own. */
const prefix = 'willakuy-casa-';
export const keptCache = (pack: string, version: string): string => `${prefix}${pack}-${version}`;
export const isKeptCache = (name: string): boolean => name.startsWith(prefix);
export function packOfCache(name: string): string | undefined {
  const pack = isKeptCache(name) ? name.slice(prefix.length).replace(/-[^-]*$/, '') : '';
  return readPack(pack) && pack;
}

/** Stored last, once every file is there and whole: the copy's list. Without it a cache answers nothing. */
export const keptMark = '/guardado-completo';

/** Files of a list that are kept with sound in a format, or without any. */
export const chooseFiles = (files: readonly KeptFile[], audio: 'opus' | 'mp3' | undefined): KeptFile[] =>
  files.filter(({ part }) => part === 'text' || (audio !== undefined && (part === 'audio' || part === audio)));

export const bytesOf = (files: readonly KeptFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** A list as it came over the wire; undefined where it is none of ours. */
export function parseKeptList(value: unknown): KeptList | undefined {
  if (!isRecord(value) || typeof value.version !== 'string' || !Array.isArray(value.files)) return undefined;
  const notes = parseNotes(value.notes);
  const files = value.files.flatMap((file: unknown) => parseFile(file) ?? []);
  return notes && files.length === value.files.length ? { version: value.version, notes, files } : undefined;
}

/** A copy's list out of its cache. */
export function parseKeptCopy(value: unknown): KeptCopy | undefined {
  const list = parseKeptList(value);
  return list && isRecord(value) && typeof value.savedOn === 'string' ? { ...list, savedOn: value.savedOn } : undefined;
}

function parseNotes(value: unknown): KeptNotes | undefined {
  if (!isRecord(value)) return undefined;
  const { saved, old, renewPath, renew, absentPath } = value;
  return typeof saved === 'string' &&
    typeof old === 'string' &&
    typeof renewPath === 'string' &&
    typeof renew === 'string' &&
    typeof absentPath === 'string'
    ? { saved, old, renewPath, renew, absentPath }
    : undefined;
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
