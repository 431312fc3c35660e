import { mp3Seconds } from '#lib/audio/mp3.ts';
import type { MixStep } from '#lib/audio/mix.ts';
import { productionSettings, type Production } from '#lib/audio/produce.ts';
import type { AudioEntry } from '#lib/domain/audio.ts';
import type { Place } from '#lib/domain/issue.ts';
import { languages } from '#lib/domain/language.ts';
import type { Programme } from '#lib/domain/programme.ts';
import { toEngineText } from '#lib/speech/espeak-text.ts';
import type { SpeechProvider, SpeechRequest, Take } from '#lib/speech/voice.ts';
import { tagMp3, tagsVersion } from './audio-tags.ts';
import { DiskError, explainDiskError } from './disk-error.ts';
import { createLineCache, sha256, takeKey } from './line-cache.ts';

export interface ProgrammeAudioOptions {
  /** Takes the lines that have been said. */
  cacheFolder: string;
  speech: SpeechProvider;
  produce(steps: MixStep[]): Promise<Production>;
  report(line: string): void;
}

export interface LineCounts {
  linesSpoken: number;
  linesFromCache: number;
  /** Cached lines whose file was damaged; they are counted as spoken. */
  linesRepaired: number;
}

export interface ProgrammePlan {
  /** Hash of everything that decides what is heard: while it is the same there is nothing to make. */
  made: string;
  voice: string;
  programme: Programme;
  /** What is to be said: as often as it stands in the programme. */
  sayings: Saying[];
  toSteps(takes: Take[]): MixStep[];
}

export interface ProgrammeAudio {
  bytes: Uint8Array;
  seconds: number;
  loudness: number;
  lines: AudioEntry['lines'];
}

/** A line, or part of one, that is to be said, and where it stands. */
interface Saying {
  at: Place;
  key: string;
  request: SpeechRequest;
}

/** Lines that could not be said, each with its place. */
export class LinesError extends Error {
  override name = 'LinesError';
  readonly messages: string[];

  constructor(messages: string[]) {
    super(messages.join('\n'));
    this.messages = messages;
  }
}

/** Makes a programme's audio line by line: a line that has been said before, in whatever programme, comes from the cache. */
export function createProgrammeAudio({ cacheFolder, speech, produce, report }: ProgrammeAudioOptions) {
  const cache = createLineCache(cacheFolder);
  const counts: LineCounts = { linesSpoken: 0, linesFromCache: 0, linesRepaired: 0 };

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
      counts.linesFromCache++;
      return known.take;
    }
    const spoken = await speech.synthesize(request);
    requirePlausible(spoken, request);
    await cache.write(key, spoken).catch((error: unknown) => {
      throw explainDiskError(error, cache.folder);
    });
    if (known === 'damaged') {
      counts.linesRepaired++;
      report(`${cache.folder}: la línea guardada ${key.slice(0, 12)}… estaba dañada; se dijo de nuevo.`);
    }
    counts.linesSpoken++;
    return spoken;
  }

  function plan(programme: Programme): ProgrammePlan {
    const voice = `${speech.id} ${languages[programme.language].embeddedVoice}`;
    const { sayings, signature, toSteps } = toPlan(programme, speech);
    const made = sha256(JSON.stringify({ plan: signature, voice, productionSettings, tagsVersion }));
    return { made, voice, programme, sayings, toSteps };
  }

  /**
   * @throws LinesError when lines cannot be said: all of them have been tried.
   * @throws DiskError when the cache cannot be written.
   */
  async function say({ programme, sayings }: ProgrammePlan): Promise<Take[]> {
    const takes = await Promise.allSettled(sayings.map(take));
    const messages = takes.flatMap((outcome, index) => {
      if (outcome.status === 'fulfilled') return [];
      const reason = explainDiskError(outcome.reason, cache.folder);
      if (reason instanceof DiskError) throw reason;
      const at = sayings[index]?.at;
      const where = at ? `${at.file}:${at.line}` : `${programme.language}/${programme.slug}`;
      return [`${where}: ${reason instanceof Error ? reason.message : String(reason)}`];
    });
    if (messages.length > 0) throw new LinesError(messages);
    return takes.map((outcome) => (outcome as PromiseFulfilledResult<Take>).value);
  }

  /** Says what has not been said, mixes, encodes and tags. Throws as `say` does. */
  async function make(planned: ProgrammePlan): Promise<ProgrammeAudio> {
    const { programme, voice } = planned;
    const production = await produce(planned.toSteps(await say(planned)));
    const { title, language, draft } = programme;
    const bytes = tagMp3(production.mp3, { title, language, draft, voice });
    return {
      bytes,
      seconds: mp3Seconds(bytes),
      loudness: production.loudness,
      lines: production.lines.map(({ cue, startSeconds, durationSeconds }) => ({
        cue,
        startSeconds: roundSeconds(startSeconds),
        durationSeconds: roundSeconds(durationSeconds)
      }))
    };
  }

  return { counts, plan, say, make };
}

export const roundSeconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;

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
