import { access, constants, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MixStep } from '#lib/audio/mix.ts';
import { mp3Seconds } from '#lib/audio/mp3.ts';
import { productionSettings, type Production } from '#lib/audio/produce.ts';
import { audioKey, type AudioEntry, type AudioManifest } from '#lib/domain/audio.ts';
import { formatIssue, type Place } from '#lib/domain/issue.ts';
import { languageCodes, languages, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { toProgramme, type Programme } from '#lib/domain/programme.ts';
import { toEngineText } from '#lib/speech/espeak-text.ts';
import type { SpeechProvider, SpeechRequest, Take } from '#lib/speech/voice.ts';
import { writeAtomically } from './atomic-file.ts';
import { manifestName, readAudioManifest } from './audio-manifest.ts';
import { tagMp3, tagsVersion } from './audio-tags.ts';
import { DiskError, explainDiskError } from './disk-error.ts';
import { createLineCache, sha256, takeKey } from './line-cache.ts';

export interface MakeAudioOptions {
  library: Library;
  /** Takes `<language>/<slug>.mp3` and the manifest. */
  outFolder: string;
  cacheFolder: string;
  speech: SpeechProvider;
  produce(steps: MixStep[]): Promise<Production>;
  /** Only this item, only this language; nothing else is touched then. */
  only?: string | undefined;
  language?: LanguageCode | undefined;
  /** Some content could not be read: audio of what is missing must not be taken for stale. */
  incomplete?: boolean;
  /** Programmes in work at the same time. */
  atOnce?: number;
  report(line: string): void;
}

export interface AudioReport {
  linesSpoken: number;
  linesFromCache: number;
  /** Cached lines whose file was damaged; they are counted as spoken. */
  linesRepaired: number;
  made: number;
  unchanged: number;
  removed: number;
  /** Of the programmes made. */
  audioSeconds: number;
  /** One message each, with its place. The others were made all the same. */
  failures: string[];
}

/** A line, or part of one, that is to be said, and where it stands. */
interface Saying {
  at: Place;
  key: string;
  request: SpeechRequest;
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
    only,
    language,
    incomplete = false,
    atOnce = 3,
    report
  } = options;
  const cache = createLineCache(cacheFolder);
  const result: AudioReport = {
    linesSpoken: 0,
    linesFromCache: 0,
    linesRepaired: 0,
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

  const underway = new Map<string, Promise<Take>>();
  const take = (saying: Saying): Promise<Take> => {
    const going = underway.get(saying.key);
    if (going) return going;
    const started = readOrSpeak(saying);
    underway.set(saying.key, started);
    const forget = () => void underway.delete(saying.key);
    started.then(forget, forget);
    return started;
  };
  async function readOrSpeak({ key, request }: Saying): Promise<Take> {
    const known = await cache.read(key);
    if (typeof known === 'object') {
      result.linesFromCache++;
      return known.take;
    }
    const spoken = await speech.synthesize(request);
    requirePlausible(spoken, request);
    await cache.write(key, spoken).catch((error: unknown) => {
      throw explainDiskError(error, cache.folder);
    });
    if (known === 'damaged') {
      result.linesRepaired++;
      report(`${cache.folder}: la línea guardada ${key.slice(0, 12)}… estaba dañada; se dijo de nuevo.`);
    }
    result.linesSpoken++;
    return spoken;
  }

  async function makeProgramme(programme: Programme): Promise<void> {
    const key = audioKey(programme.language, programme.slug);
    const voice = `${speech.id} ${languages[programme.language].embeddedVoice}`;
    const plan = toPlan(programme, speech);
    const made = sha256(JSON.stringify({ plan: plan.signature, voice, productionSettings, tagsVersion }));
    const url = `/audio/${key}${programme.draft ? '-borrador' : ''}.mp3`;
    const file = path.join(outFolder, `${key}${programme.draft ? '-borrador' : ''}.mp3`);
    const before = manifest[key];
    if (before && before.made === made && before.url === url && (await hashOf(file)) === before.sha256) {
      result.unchanged++;
      return;
    }
    await prepareFolders();
    const takes = await Promise.allSettled(plan.sayings.map(take));
    let failed = false;
    takes.forEach((outcome, index) => {
      if (outcome.status === 'fulfilled') return;
      const reason = explainDiskError(outcome.reason, cache.folder);
      if (reason instanceof DiskError) throw reason;
      const at = plan.sayings[index]?.at;
      fail(`${at ? `${at.file}:${at.line}` : key}: ${messageOf(reason)}`);
      failed = true;
    });
    if (failed) return withdraw(key);

    const production = await produce(
      plan.toSteps(takes.map((outcome) => (outcome as PromiseFulfilledResult<Take>).value))
    );
    const bytes = tagMp3(production.mp3, {
      title: programme.title,
      language: programme.language,
      draft: programme.draft,
      voice
    });
    const seconds = mp3Seconds(bytes);
    await write(file, bytes);
    manifest[key] = {
      url,
      seconds: round(seconds),
      bytes: bytes.length,
      voice,
      draft: programme.draft,
      lines: production.lines.map(({ cue, startSeconds, durationSeconds }) => ({
        cue,
        startSeconds: round(startSeconds),
        durationSeconds: round(durationSeconds)
      })),
      sha256: sha256(bytes),
      made
    };
    await saveManifest();
    result.made++;
    result.audioSeconds += seconds;
    report(
      `${key}: ${round(seconds)} s, ${Math.round(bytes.length / 1024)} KiB, ${production.loudness.toFixed(1)} LUFS`
    );
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
  return result;
}

/** What a programme needs said, what decides its sound, and its steps once it has been said. */
function toPlan(programme: Programme, speech: SpeechProvider) {
  const sayings: Saying[] = [];
  const steps = programme.steps.map((step) => {
    if (step.type !== 'line') return step;
    const parts = step.utterance.map((part) => {
      if (part.type === 'blank') return { type: 'blank' as const };
      const request: SpeechRequest = { ...step.voice, text: toEngineText(part.spoken, programme.language) };
      const key = takeKey(speech, request);
      sayings.push({ at: step.at, key, request });
      return { type: 'speech' as const, key };
    });
    return { type: 'line' as const, cue: step.cue, restSeconds: step.restSeconds, parts };
  });
  return {
    sayings,
    signature: { steps, title: programme.title, draft: programme.draft },
    toSteps(takes: Take[]): MixStep[] {
      let next = 0;
      return steps.map((step): MixStep => {
        if (step.type !== 'line') return step;
        const parts = step.parts.map((part) => {
          const said = part.type === 'speech' ? takes[next++] : undefined;
          return said
            ? { type: 'speech' as const, pcm: said.pcm, sampleRate: said.sampleRate }
            : { type: 'blank' as const };
        });
        return { ...step, parts };
      });
    }
  };
}

/** Speech far from the length of its words is none, however well it is formed. */
function requirePlausible({ pcm, sampleRate }: Take, { text, rate }: SpeechRequest): void {
  const seconds = pcm.length / sampleRate;
  const expected = (text.replace(/[^\p{L}]/gu, '').length / 14) * (175 / rate);
  if (seconds < 0.3 * expected || seconds > 3 * expected + 2)
    throw new Error(`«${text}» dura ${seconds.toFixed(1)} s y debía durar unos ${expected.toFixed(1)} s.`);
}

async function runJobs<T>(jobs: readonly T[], atOnce: number, run: (job: T) => Promise<void>): Promise<void> {
  let next = 0;
  let stopped = false;
  const outcomes = await Promise.allSettled(
    Array.from({ length: atOnce }, async () => {
      while (next < jobs.length && !stopped) {
        const job = jobs[next++] as T;
        try {
          await run(job);
        } catch (error) {
          stopped = true;
          throw error;
        }
      }
    })
  );
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken) throw broken.reason;
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

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
