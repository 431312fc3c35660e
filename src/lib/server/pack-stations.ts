import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { toVisible, type FieldIssue, type ParsedFile } from '#lib/domain/device-file.ts';
import { isInShard, type Shard } from '#lib/domain/shard.ts';
import { stationFile, type Station } from '#lib/domain/station.ts';
import { toSafeName } from '#lib/export/pack.ts';
import { sha256 } from './line-cache.ts';
import { packWords } from './pack-words.ts';
import { runJobs } from './run-jobs.ts';
import type { StationPackResult } from './station-pack.ts';

const mostBytes = 1_000_000;
const leftoverHours = 24;

/** A file of the desk, or what is wrong with it: file, field, problem and remedy, a line each. */
export async function readDeviceFile<T>(
  file: string,
  { parseSource }: { parseSource: (source: string) => ParsedFile<T> }
): Promise<{ value: T; problems: [] } | { value: undefined; problems: string[] }> {
  const fail = (issues: FieldIssue[]) => ({
    value: undefined,
    problems: issues.map((issue) => explainFieldIssue(file, issue))
  });
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > mostBytes) return fail([{ field: '', problem: 'too-large' }]);
    bytes = await readFile(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = missing
      ? 'no existe. Revise el nombre'
      : `no se puede leer (${(error as Error).message}). Revise los permisos`;
    return { value: undefined, problems: [`${toVisible(file)}: ${reason}.`] };
  }
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail([{ field: '', problem: 'not-json' }]);
  }
  const { value, issues } = parseSource(source);
  return value === undefined ? fail(issues) : { value, problems: [] };
}

const longestField = 60;

/** What is wrong with a field of a desk's file, with file and remedy. */
export const explainFieldIssue = (file: string, { field, problem, max }: FieldIssue): string => {
  const t = packWords.es;
  const name = field === '' ? t('problems.file') : toVisible([...field].slice(0, longestField).join(''));
  return `${toVisible(file)}: ${t(`problems.${problem}`, { field: name, max: max ?? '' })}`;
};

/** Profiles of a folder, in the order of their names, each with the name its pack will have. */
export async function listProfiles(folder: string): Promise<{ file: string; pack: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && /\.json$/i.test(entry.name))
    .map(({ name }) => ({ file: path.join(folder, name), pack: packNameOf(name) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/**
 * What the pack of a profile is called: as its file, whatever the others are called. Names that are not safe as they are get
 * a mark of their own, so that `Pampa.json` and `pampa.json` never write the same pack.
 */
export function packNameOf(file: string): string {
  const name = path.basename(file).replace(/\.json$/i, '');
  const safe = toSafeName(name);
  return safe === name ? safe : [safe || 'radio', sha256(name).slice(0, 6)].join('-');
}

export interface StationsReport {
  profiles: number;
  made: number;
  unchanged: number;
  bytes: number;
  /** Profiles that could not be read, or packs that lack something. */
  failures: string[];
}

/** A pack for each profile of a folder, or of one machine's share of it. A bad profile never stops the others. */
export async function packStations(options: {
  folder: string;
  shard: Shard;
  make: (pack: string, station: Station) => Promise<StationPackResult>;
  atOnce: number;
  report: (line: string) => void;
}): Promise<StationsReport> {
  const { folder, shard, make, atOnce, report } = options;
  const all = await listProfiles(folder);
  const own = all.filter(({ file }) => isInShard(path.basename(file), shard));
  const result: StationsReport = { profiles: own.length, made: 0, unchanged: 0, bytes: 0, failures: [] };
  await runJobs(own, atOnce, async ({ file, pack }) => {
    const { value, problems } = await readDeviceFile(file, stationFile);
    if (value === undefined) {
      result.failures.push(...problems);
      problems.forEach(report);
      return;
    }
    const made = await make(pack, value);
    result[made.state]++;
    result.bytes += made.bytes;
    result.failures.push(...made.failures.map((failure) => `${toVisible(file)}: ${failure}`));
    report(describePack(made));
  });
  return result;
}

export const describePack = ({ name, state, bytes, files }: StationPackResult): string =>
  `${name}.zip: ${state === 'made' ? 'hecho' : 'sin cambios'}, ${files} archivos, ${(bytes / 1e6).toFixed(1)} MB`;

/** Takes away what killed runs left half-written long ago; a run on another machine may be writing now. */
export async function removeLeftovers(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => /^willakuy-.*\.tmp$/.test(one))) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > leftoverHours * 3_600_000) await rm(file, { force: true });
  }
}
