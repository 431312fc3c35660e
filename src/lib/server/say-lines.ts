import type { Saying } from '#lib/audio/plan.ts';
import type { SpeechProvider, SpeechRequest, Take } from '#lib/speech/voice.ts';
import { DiskError, explainDiskError } from './disk-error.ts';
import { createLineCache } from './line-cache.ts';

export interface LineCounts {
  linesSpoken: number;
  linesFromCache: number;
  /** Cached lines whose file was damaged; they are counted as spoken. */
  linesRepaired: number;
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

export interface LineSpeakerOptions {
  /** Takes the lines that have been said. */
  cacheFolder: string;
  speech: SpeechProvider;
  report(line: string): void;
}

/** A take that is in the cache: its samples are read again when they are due, not kept. */
export interface Said extends Pick<Take, 'sampleRate' | 'wordSeconds'> {
  samples: number;
}

/** Lines that are asked for at the same time: each is in memory while it is. */
const sayingsAtOnce = 16;

/** Says lines; one that has been said before, in whatever programme, comes from the cache. */
export function createLineSpeaker({ cacheFolder, speech, report }: LineSpeakerOptions) {
  const cache = createLineCache(cacheFolder);
  const counts: LineCounts = { linesSpoken: 0, linesFromCache: 0, linesRepaired: 0 };

  const underway = new Map<string, Promise<Said>>();
  const take = (saying: Saying): Promise<Said> => {
    const going = underway.get(saying.key);
    if (going) return going;
    const started = readOrSpeak(saying).then(({ pcm, sampleRate, wordSeconds }) => ({
      samples: pcm.length,
      sampleRate,
      wordSeconds
    }));
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

  /**
   * @throws LinesError when lines cannot be said: all of them have been tried.
   * @throws DiskError when the cache cannot be written.
   */
  async function say(sayings: readonly Saying[]): Promise<Said[]> {
    const takes: PromiseSettledResult<Said>[] = [];
    for (let first = 0; first < sayings.length; first += sayingsAtOnce)
      takes.push(...(await Promise.allSettled(sayings.slice(first, first + sayingsAtOnce).map(take))));
    const messages = takes.flatMap((outcome, index) => {
      if (outcome.status === 'fulfilled') return [];
      const reason = explainDiskError(outcome.reason, cache.folder);
      if (reason instanceof DiskError) throw reason;
      const { file, line } = (sayings[index] as Saying).at;
      return [`${file}:${line}: ${reason instanceof Error ? reason.message : String(reason)}`];
    });
    if (messages.length > 0) throw new LinesError(messages);
    return takes.map((outcome) => (outcome as PromiseFulfilledResult<Said>).value);
  }

  return { counts, say };
}

/** Speech far from the length of its words is none, however well it is formed. */
function requirePlausible({ pcm, sampleRate }: Take, { text, rate }: SpeechRequest): void {
  const seconds = pcm.length / sampleRate;
  const expected = (text.replace(/[^\p{L}]/gu, '').length / 14) * (175 / rate);
  if (seconds < 0.3 * expected || seconds > 3 * expected + 2)
    throw new Error(`«${text}» dura ${seconds.toFixed(1)} s y debía durar unos ${expected.toFixed(1)} s.`);
}
