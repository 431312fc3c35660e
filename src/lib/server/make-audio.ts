import { access, constants, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { audioKey, type AudioEntry, type AudioManifest } from '#lib/domain/audio.ts';
import { formatIssue } from '#lib/domain/issue.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { toProgramme, type Programme } from '#lib/domain/programme.ts';
import { writeAtomically } from './atomic-file.ts';
import { manifestName, readAudioManifest } from './audio-manifest.ts';
import { DiskError, explainDiskError } from './disk-error.ts';
import { sha256 } from './line-cache.ts';
import {
  createProgrammeAudio,
  roundSeconds,
  type ProgrammeAudio,
  type ProgrammeAudioOptions
} from './programme-audio.ts';
import { runJobs } from './run-jobs.ts';
import { LinesError, type LineCounts } from './say-lines.ts';

export interface MakeAudioOptions extends ProgrammeAudioOptions {
  library: Library;
  /** Takes `<language>/<slug>.mp3` and the manifest. */
  outFolder: string;
  /** Only this item, only this language; nothing else is touched then. */
  only?: string | undefined;
  language?: LanguageCode | undefined;
  /** Some content could not be read: audio of what is missing must not be taken for stale. */
  incomplete?: boolean;
  /** Programmes in work at the same time. */
  atOnce?: number;
}

export interface AudioReport extends LineCounts {
  made: number;
  unchanged: number;
  removed: number;
  /** Of the programmes made. */
  audioSeconds: number;
  /** One message each, with its place. The others were made all the same. */
  failures: string[];
}

/**
 * Audio for every script and guide. What has not changed is left alone; a line that has been said before comes from the
 * cache; a failing line or item is reported and never stops the others.
 *
 * @throws DiskError when a file cannot be written: nothing half-written stays, and what was finished stays finished.
 */
export async function makeAudio(options: MakeAudioOptions): Promise<AudioReport> {
  const {
    library,
    outFolder,
    cacheFolder,
    speech,
    produce,
    recordings,
    only,
    language,
    incomplete = false,
    atOnce = 3,
    report
  } = options;
  const audio = createProgrammeAudio({ cacheFolder, speech, produce, recordings, report });
  const result: AudioReport = {
    ...audio.counts,
    made: 0,
    unchanged: 0,
    removed: 0,
    audioSeconds: 0,
    failures: []
  };
  const fail = (message: string) => {
    result.failures.push(message);
    report(message);
  };

  const manifest: AudioManifest = await readAudioManifest(outFolder).catch((error: Error) => {
    report(`${error.message} Todo se comprueba de nuevo.`);
    return {};
  });
  const manifestFile = path.join(outFolder, manifestName);
  let manifestSaved: Promise<void> = Promise.resolve();
  const saveManifest = (): Promise<void> => {
    const source = formatManifest(manifest);
    manifestSaved = manifestSaved.then(() => write(manifestFile, source));
    return manifestSaved;
  };

  let prepared: Promise<void> | undefined;
  const prepareFolders = () =>
    (prepared ??= requireFolders([...languageCodes.map((code) => path.join(outFolder, code)), cacheFolder]));

  async function makeProgramme(programme: Programme): Promise<void> {
    const key = audioKey(programme.language, programme.slug);
    const planned = audio.plan(programme);
    const { made, voice, people } = planned;
    const url = `/audio/${key}${programme.draft ? '-borrador' : ''}.mp3`;
    const file = path.join(outFolder, `${key}${programme.draft ? '-borrador' : ''}.mp3`);
    const before = manifest[key];
    if (before && before.made === made && before.url === url && (await hashOf(file)) === before.sha256) {
      result.unchanged++;
      return;
    }
    await prepareFolders();
    let heard: ProgrammeAudio;
    try {
      heard = await audio.make(planned);
    } catch (error) {
      if (!(error instanceof LinesError)) throw error;
      error.messages.forEach(fail);
      return withdraw(key);
    }
    const { bytes, seconds, lines, loudness } = heard;
    await write(file, bytes);
    manifest[key] = {
      url,
      seconds: roundSeconds(seconds),
      bytes: bytes.length,
      voice,
      ...(people ? { people } : {}),
      draft: programme.draft,
      lines,
      sha256: sha256(bytes),
      made
    };
    await saveManifest();
    result.made++;
    result.audioSeconds += seconds;
    report(`${key}: ${roundSeconds(seconds)} s, ${Math.round(bytes.length / 1024)} KiB, ${loudness.toFixed(1)} LUFS`);
  }

  /** The words have changed and their audio could not be made: the old one no longer says what the page says. */
  async function withdraw(key: string): Promise<void> {
    if (!(key in manifest)) return;
    delete manifest[key];
    await saveManifest();
  }

  const wanted = [...itemsOf(library, 'script'), ...itemsOf(library, 'guide')].filter(
    (item) => !only || item.slug === only
  );
  if (only && wanted.length === 0) fail(`No hay guion ni guía «${only}». Revise --only.`);
  const jobs = wanted.flatMap((item) =>
    languageCodes
      .filter((code) => !language || code === language)
      .flatMap((code) => {
        const text = item.texts[code];
        return text ? [{ item, text }] : [];
      })
  );
  try {
    await runJobs(jobs, atOnce, async ({ item, text }) => {
      const { programme, issues } = toProgramme(item, text, library.sounds);
      const key = audioKey(text.language, item.slug);
      if (issues.length > 0) {
        issues.forEach((issue) => fail(formatIssue(issue)));
        return withdraw(key);
      }
      try {
        await makeProgramme(programme);
      } catch (error) {
        if (error instanceof DiskError) throw error;
        fail(`${text.file}: ${messageOf(error)}`);
        await withdraw(key);
      }
    });
  } finally {
    await manifestSaved;
  }

  if (!only && !language && !incomplete && result.failures.length === 0) {
    const current = new Set(jobs.map(({ item, text }) => audioKey(text.language, item.slug)));
    const stale = Object.keys(manifest).filter((key) => !current.has(key));
    stale.forEach((key) => delete manifest[key]);
    if (stale.length > 0) await saveManifest();
    result.removed = await removeStale(outFolder, manifest);
  }
  return { ...result, ...audio.counts };
}

async function requireFolders(folders: string[]): Promise<void> {
  for (const folder of folders)
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
    } catch (error) {
      throw explainDiskError(error, folder);
    }
}

async function write(file: string, data: string | Uint8Array): Promise<void> {
  try {
    await writeAtomically(file, data);
  } catch (error) {
    throw explainDiskError(error, file);
  }
}

/** Hash of a file; undefined where there is none. */
async function hashOf(file: string): Promise<string | undefined> {
  try {
    return sha256(await readFile(file));
  } catch {
    return undefined;
  }
}

/** Removes audio that the manifest does not name, and what a killed run left half-written. */
async function removeStale(outFolder: string, manifest: AudioManifest): Promise<number> {
  const current = new Set(Object.values(manifest).map((entry: AudioEntry) => entry.url.replace(/^\/audio\//, '')));
  let removed = 0;
  for (const code of languageCodes) {
    const names = await readdir(path.join(outFolder, code)).catch(() => []);
    for (const name of names) {
      const left = /\.(\d+)\.tmp$/.exec(name)?.[1];
      const stale = name.endsWith('.mp3')
        ? !current.has(`${code}/${name}`)
        : left !== undefined && !isRunning(Number(left));
      if (!stale) continue;
      await rm(path.join(outFolder, code, name), { force: true });
      removed++;
    }
  }
  return removed;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One programme a line, sorted: a change shows where it is. */
const formatManifest = (manifest: AudioManifest): string =>
  `{\n${Object.keys(manifest)
    .sort()
    .map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(manifest[key])}`)
    .join(',\n')}\n}\n`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
