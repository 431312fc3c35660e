import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import type { FieldIssue } from '#lib/domain/device-file.ts';
import { takesFile, toTakesFile, type PersonTake, type TakesFile, type VoiceCredit } from '#lib/domain/takes.ts';
import { fixedTime } from './archive.ts';

/** The list of a takes ZIP. */
export const takesListName = 'tomas.json';

/** What a ZIP may hold: an hour of one channel at 48 kHz is 350 MB. */
export const takesLimits = { entries: 3100, fileBytes: 60_000_000, totalBytes: 500_000_000, listBytes: 4_000_000 };

export interface TakeWithAudio extends PersonTake {
  audio: Uint8Array;
}

export interface Takes {
  takes: TakeWithAudio[];
  credits: VoiceCredit[];
}

/** Codes of what can be wrong with the archive itself; what is wrong in its list is a FieldIssue. */
export const archiveProblems = ['not-zip', 'no-list', 'too-big', 'no-audio', 'damaged-audio'] as const;
export interface ArchiveIssue {
  /** Name inside the ZIP; empty for all of it. */
  file: string;
  problem: (typeof archiveProblems)[number];
}
export type TakesIssue = ArchiveIssue | FieldIssue;

/** Takes as a ZIP, for another device or `npm run audio -- --takes`. Same takes, same bytes. */
export function writeTakesZip({ takes, credits }: Takes): Uint8Array<ArrayBuffer> {
  const list = toTakesFile({ takes: takes.map(({ audio: _, ...take }) => take), credits });
  const files: Zippable = { [takesListName]: [strToU8(takesFile.toSource(list)), { mtime: fixedTime, level: 9 }] };
  // Sound hardly gets smaller, and a phone has other things to do.
  for (const { file, audio } of takes) files[file] = [audio, { mtime: fixedTime, level: 0 }];
  return zipSync(files);
}

/** A takes ZIP's list, and a way to its audio; nothing is unpacked before it is asked for. */
export type OpenedTakes =
  | { list: TakesFile; audioOf(file: string): Uint8Array | undefined; issues: [] }
  | { list: undefined; issues: TakesIssue[] };

/**
 * Opens a takes ZIP. Only what its list names is ever unpacked, and nothing is written by a name of the archive's own.
 * Sizes are looked at before anything is unpacked: an archive that would fill the memory is refused.
 */
export function openTakesZip(zip: Uint8Array): OpenedTakes {
  const fail = (file: string, problem: ArchiveIssue['problem']): OpenedTakes => ({
    list: undefined,
    issues: [{ file, problem }]
  });
  const unpack = (name: string): Uint8Array | undefined =>
    unzipSync(zip, { filter: (entry) => entry.name === name })[name];
  const sizes: { name: string; bytes: number }[] = [];
  try {
    unzipSync(zip, {
      filter({ name, originalSize }) {
        sizes.push({ name, bytes: originalSize });
        return false;
      }
    });
    if (sizes.length > takesLimits.entries) return fail('', 'too-big');
    const listed = sizes.find(({ name }) => name === takesListName);
    if (!listed) return fail('', 'no-list');
    if (listed.bytes > takesLimits.listBytes) return fail(takesListName, 'too-big');
    const { value: list, issues } = takesFile.parseSource(strFromU8(unpack(takesListName) ?? new Uint8Array()));
    if (!list) return { list: undefined, issues };
    const wanted = new Set(list.takes.map(({ file }) => file));
    let total = 0;
    for (const { name, bytes } of sizes) {
      if (!wanted.has(name)) continue;
      total += bytes;
      if (bytes > takesLimits.fileBytes || total > takesLimits.totalBytes) return fail(name, 'too-big');
    }
    return {
      list,
      issues: [],
      audioOf(file) {
        if (!wanted.has(file)) return undefined;
        try {
          return unpack(file);
        } catch {
          // Its bytes are no archive's: the same as another audio.
          return new Uint8Array();
        }
      }
    };
  } catch {
    return fail('', 'not-zip');
  }
}

/** A takes ZIP with its audio: what is missing or not what was recorded is left out and named, the others are there. */
export function readTakesZip(zip: Uint8Array): { value: Takes | undefined; issues: TakesIssue[] } {
  const opened = openTakesZip(zip);
  if (!opened.list) return { value: undefined, issues: opened.issues };
  const { list, audioOf } = opened;
  const issues: ArchiveIssue[] = [];
  const takes = list.takes.flatMap((take): TakeWithAudio[] => {
    const audio = audioOf(take.file);
    const problem = audioProblem(take, audio);
    if (problem) issues.push({ file: take.file, problem });
    return audio && !problem ? [{ ...take, audio }] : [];
  });
  return { value: { takes, credits: list.credits }, issues };
}

/** What is wrong with a take's audio, if anything. */
export const audioProblem = (
  { sha256 }: Pick<PersonTake, 'sha256'>,
  audio: Uint8Array | undefined
): 'no-audio' | 'damaged-audio' | undefined =>
  audio === undefined ? 'no-audio' : hashOf(audio) === sha256 ? undefined : 'damaged-audio';

export const hashOf = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
