import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { mp3Seconds } from '#lib/audio/mp3.ts';
import type { Delivery } from '#lib/audio/produce.ts';
import { audioKey, audioUrl, type AudioEntry, type AudioFile, type AudioManifest } from '#lib/domain/audio.ts';
import { itemVoices } from '#lib/domain/casting.ts';
import { toAudioVtt } from '#lib/export/audio-vtt.ts';
import { formatIssue } from '#lib/domain/issue.ts';
import type { Kind } from '#lib/domain/kind.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { toProgramme, type Programme } from '#lib/domain/programme.ts';
import { FatalSpeechError } from '#lib/speech/voice.ts';
import { writeAtomically } from './atomic-file.ts';
import { withFileLock } from './file-lock.ts';
import { manifestName, readAudioManifest } from './audio-manifest.ts';
import { DiskError, explainDiskError } from './disk-error.ts';
import { sha256 } from './line-cache.ts';
import {
  createProgrammeAudio,
  roundSeconds,
  type ProgrammeAudio,
  type ProgrammeAudioOptions,
  type ProgrammePlan
} from './programme-audio.ts';
import { runJobs } from './run-jobs.ts';
import { LinesError, type LineCounts } from './say-lines.ts';

export interface MakeAudioOptions extends ProgrammeAudioOptions {
  library: Library;
  /** Takes the files (domain/audio.ts, audioUrl), their timings (`.json`, `.vtt`) and the manifest. */
  outFolder: string;
  /** Only this item, only this language; nothing else is touched then. */
  only?: string | undefined;
  language?: LanguageCode | undefined;
  /** Some content could not be read: audio of what is missing must not be taken for stale. */
  incomplete?: boolean;
  /** A WAV for broadcasting as well. */
  wav?: boolean;
  /** Programmes in work at the same time. */
  atOnce?: number;
  /** Where given nothing is made: it gets the plan of each programme that would be. */
  survey?: ((planned: ProgrammePlan) => void) | undefined;
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
    only,
    language,
    incomplete = false,
    wav = false,
    atOnce = 3,
    survey,
    report
  } = options;
  const audio = createProgrammeAudio(options);
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
  /** What this run has made or withdrawn (undefined): another run may be writing other entries of the same file. */
  const changes = new Map<string, AudioEntry | undefined>();
  const saveManifest = (): Promise<void> => {
    manifestSaved = manifestSaved.then(async () => {
      try {
        await withFileLock(manifestFile, async () => {
          const now = await readAudioManifest(outFolder).catch(() => ({}));
          const entries = Object.entries({ ...now, ...Object.fromEntries(changes) });
          await writeAtomically(
            manifestFile,
            formatManifest(Object.fromEntries(entries.filter(([, entry]) => entry !== undefined)) as AudioManifest)
          );
        });
      } catch (error) {
        throw explainDiskError(error, manifestFile);
      }
    });
    return manifestSaved;
  };
  const setEntry = (key: string, entry: AudioEntry | undefined): Promise<void> => {
    changes.set(key, entry);
    if (entry) manifest[key] = entry;
    else delete manifest[key];
    return saveManifest();
  };

  const pathOf = (url: string): string => path.join(outFolder, url.replace(/^\/audio\//, ''));
  let prepared: Promise<void> | undefined;
  const prepareFolders = () =>
    (prepared ??= requireFolders([...languageCodes.map((code) => path.join(outFolder, code)), cacheFolder]));

  async function makeProgramme(programme: Programme, deliveries: readonly Delivery[]): Promise<void> {
    const { language, slug, draft } = programme;
    const key = audioKey(language, slug);
    const planned = audio.plan(programme);
    const { made } = planned;
    const nameOf = (delivery: Delivery) => audioUrl({ language, slug, draft, ...delivery });
    const timingsUrl = `/audio/${key}${draft ? '-borrador' : ''}.json`;
    const captionsUrl = timingsUrl.replace(/json$/, 'vtt');
    const hashOfTimings = () => hashOf(pathOf(timingsUrl), pathOf(captionsUrl));
    const before = manifest[key]?.made === made ? manifest[key] : undefined;
    // What was made on another occasion (a WAV) stays as long as it says what the page says.
    const wanted = new Set(deliveries.map(nameOf));
    const kept = await Promise.all(
      (before?.files ?? []).map(async (file) => ({
        file,
        whole: wanted.has(file.url) ? (await hashOf(pathOf(file.url))) === file.sha256 : await isFile(pathOf(file.url))
      }))
    );
    const files = kept.flatMap(({ file, whole }) => (whole ? [file] : []));
    const missing = deliveries.filter((delivery) => !files.some(({ url }) => url === nameOf(delivery)));
    if (before && missing.length === 0 && (await hashOfTimings()) === before.timings.sha256) {
      result.unchanged++;
      return;
    }
    if (survey) return survey(planned);
    await prepareFolders();
    const wav = missing.find(({ format }) => format === 'wav');
    const wavFile = wav && `${pathOf(nameOf(wav))}.${process.pid}.tmp`;
    let heard: ProgrammeAudio;
    try {
      heard = await audio.make(planned, { deliveries: missing, wavFile });
      for (const { preset, format, bytes } of heard.files) {
        const url = nameOf({ preset, format });
        const isWav = format === 'wav' && wavFile !== undefined;
        if (isWav) await rename(wavFile, pathOf(url));
        else await write(pathOf(url), bytes);
        const written = isWav ? await describeFile(pathOf(url)) : { bytes: bytes.length, sha256: sha256(bytes) };
        files.push({ preset, format, url, ...written });
      }
    } catch (error) {
      if (!(error instanceof LinesError)) throw explainDiskError(error, outFolder);
      error.messages.forEach(fail);
      return withdraw(key);
    } finally {
      if (wavFile) await rm(wavFile, { force: true });
    }
    const order = deliveries.map(nameOf);
    files.sort((one, other) => order.indexOf(one.url) - order.indexOf(other.url));
    const web = files.find(({ preset, format }) => preset === 'web' && format === 'mp3');
    if (!web) throw new Error(`${key}: falta su MP3 para la web.`);
    const fresh = heard.files.find(({ preset, format }) => preset === 'web' && format === 'mp3');
    const seconds = fresh ? roundSeconds(mp3Seconds(fresh.bytes)) : (before?.seconds ?? roundSeconds(heard.seconds));
    const { lines, voice, fallenBack } = heard;
    await write(pathOf(timingsUrl), `${JSON.stringify(heard.timings)}\n`);
    await write(pathOf(captionsUrl), toAudioVtt(heard.timings));
    await setEntry(key, {
      url: web.url,
      seconds,
      bytes: web.bytes,
      voice,
      ...(planned.people ? { people: planned.people } : {}),
      draft,
      lines,
      timings: { url: timingsUrl, captionsUrl, sha256: (await hashOfTimings()) ?? '' },
      sha256: web.sha256,
      files,
      // What another voice had to say is tried again with the right one next time.
      made: fallenBack > 0 ? sha256(`${made} ${fallenBack}`) : made
    });
    result.made++;
    result.audioSeconds += seconds;
    const sizes = heard.files.map(({ preset, format, loudness }) => {
      const { bytes } = files.find(({ url }) => url === nameOf({ preset, format })) as AudioFile;
      return `${preset} ${format} ${Math.round(bytes / 1024)} KiB, ${loudness.toFixed(1)} LUFS antes de codificar`;
    });
    report(`${key}: ${seconds} s; ${sizes.join('; ')}`);
  }

  /** The words have changed and their audio could not be made: the old one no longer says what the page says. */
  async function withdraw(key: string): Promise<void> {
    if (survey || !(key in manifest)) return;
    await setEntry(key, undefined);
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
      const { programme, issues } = toProgramme(
        item,
        text,
        library.sounds,
        itemVoices(library.casting, item, text.language)
      );
      const key = audioKey(text.language, item.slug);
      if (issues.length > 0) {
        issues.forEach((issue) => fail(formatIssue(issue)));
        return withdraw(key);
      }
      try {
        await makeProgramme(programme, deliveriesOf(item.kind, { wav }));
      } catch (error) {
        if (error instanceof DiskError || error instanceof FatalSpeechError) throw error;
        fail(`${text.file}: ${messageOf(error)}`);
        await withdraw(key);
      }
    });
  } finally {
    await manifestSaved;
  }

  if (!survey && !only && !language && !incomplete && result.failures.length === 0) {
    const current = new Set(jobs.map(({ item, text }) => audioKey(text.language, item.slug)));
    const stale = Object.keys(manifest).filter((key) => !current.has(key));
    for (const key of stale) await setEntry(key, undefined);
    await removeLeftovers(cacheFolder);
    result.removed = await removeStale(outFolder, manifest);
  }
  return { ...result, ...audio.counts };
}

/** A guide is for pages and telephones; a script is also broadcast. */
const deliveriesOf = (kind: Kind, { wav }: { wav: boolean }): Delivery[] => [
  { preset: 'web', format: 'mp3' },
  ...(kind === 'script' ? [{ preset: 'station', format: 'mp3' } as const] : []),
  { preset: 'web', format: 'opus' },
  ...(wav ? [{ preset: 'station', format: 'wav' } as const] : [])
];

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

/** Hash of a file, or of several together; undefined where one is missing. */
async function hashOf(...files: string[]): Promise<string | undefined> {
  try {
    return sha256(Buffer.concat(await Promise.all(files.map((file) => readFile(file)))));
  } catch {
    return undefined;
  }
}

const isFile = async (file: string): Promise<boolean> => (await stat(file).catch(() => undefined))?.isFile() ?? false;

/** Size and hash of a file that is too large to be read at once. */
async function describeFile(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(file)) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Removes audio that the manifest does not name, and what killed runs left half-written. */
async function removeStale(outFolder: string, manifest: AudioManifest): Promise<number> {
  const current = new Set(
    Object.values(manifest).flatMap(({ files, timings }) =>
      [...files.map(({ url }) => url), timings.url, timings.captionsUrl].map((url) => url.replace(/^\/audio\//, ''))
    )
  );
  let removed = await removeLeftovers(outFolder);
  for (const code of languageCodes) {
    const names = await readdir(path.join(outFolder, code)).catch(() => []);
    for (const name of names) {
      if (!/\.(?:mp3|opus|wav|json|vtt)$/.test(name) || current.has(`${code}/${name}`)) continue;
      await rm(path.join(outFolder, code, name), { force: true });
      removed++;
    }
  }
  return removed;
}

/** Removes the temporary files below a folder whose run is no more. */
async function removeLeftovers(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const left = names.filter((name) => {
    const pid = /\.(\d+)\.tmp$/.exec(name)?.[1];
    return pid !== undefined && !isRunning(Number(pid));
  });
  await Promise.all(left.map((name) => rm(path.join(folder, name), { force: true })));
  return left.length;
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
