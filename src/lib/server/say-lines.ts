import type { Saying } from '#lib/audio/plan.ts';
import { FatalSpeechError, type SpeechProviders, type SpeechRequest, type Take } from '#lib/speech/voice.ts';
import { DiskError, explainDiskError } from './disk-error.ts';
import { createLineCache } from './line-cache.ts';
import { BudgetError } from './spending.ts';

export interface LineCounts {
  linesSpoken: number;
  linesFromCache: number;
  /** Cached lines whose file was damaged; they are counted as spoken. */
  linesRepaired: number;
  /** Lines that another voice said than the one cast. */
  linesFallenBack: number;
}

/** Lines that could not be said, each with its place. */
export class LinesError extends Error {
  override name = 'LinesError';
  readonly messages: string[];
  readonly sayings: readonly Saying[];

  constructor(failed: readonly { saying: Saying; message: string }[]) {
    super(failed.map(({ message }) => message).join('\n'));
    this.messages = failed.map(({ message }) => message);
    this.sayings = failed.map(({ saying }) => saying);
  }
}

export interface LineSpeakerOptions {
  /** Takes the lines that have been said. */
  cacheFolder: string;
  speech: SpeechProviders;
  report(line: string): void;
  /** Told of each line that has been said or fetched, once for each key that was asked for at the same time. */
  onLine?: ((line: { key: string; from: 'voice' | 'cache' }) => void) | undefined;
  /** Ends what is being said; nothing half-said is kept. */
  signal?: AbortSignal | undefined;
}

/** A take that is in the cache, and what said it: its samples are read again when they are due, not kept. */
export interface Said extends Pick<Take, 'sampleRate' | 'wordSeconds'> {
  key: string;
  samples: number;
  request: SpeechRequest;
  fallenBack: boolean;
}

/** Lines that are asked for at the same time: each is in memory while it is. */
const sayingsAtOnce = 16;

/** Says lines; one that has been said before, in whatever programme, comes from the cache. */
export function createLineSpeaker({ cacheFolder, speech, report, onLine, signal }: LineSpeakerOptions) {
  const cache = createLineCache(cacheFolder);
  const counts: LineCounts = { linesSpoken: 0, linesFromCache: 0, linesRepaired: 0, linesFallenBack: 0 };

  const underway = new Map<string, Promise<Said>>();
  const take = (saying: Saying): Promise<Said> => {
    const going = underway.get(saying.key);
    if (going) return going;
    const started = sayOrFallBack(saying);
    underway.set(saying.key, started);
    const forget = () => void underway.delete(saying.key);
    started.then(forget, forget);
    return started;
  };
  async function sayOrFallBack(saying: Saying): Promise<Said> {
    try {
      return toSaid(saying, await readOrSpeak(saying), false);
    } catch (error) {
      // A full disk or a spent budget is no reason to go on with another voice.
      if (!saying.fallback || error instanceof DiskError || error instanceof BudgetError) throw error;
      const said = await readOrSpeak(saying.fallback);
      counts.linesFallenBack++;
      const { file, line } = saying.at;
      report(`${file}:${line}: la dice ${saying.fallback.request.voice}: ${messageOf(error)}`);
      return toSaid(saying.fallback, said, true);
    }
  }
  async function readOrSpeak({ key, request }: Pick<Saying, 'key' | 'request'>): Promise<Take> {
    const known = await cache.read(key);
    if (typeof known === 'object') {
      counts.linesFromCache++;
      onLine?.({ key, from: 'cache' });
      return known.take;
    }
    const provider = speech[request.provider];
    if (!provider) throw new Error(`Falta el proveedor de voz «${request.provider}».`);
    const spoken = await provider.synthesize(request, signal);
    requirePlausible(spoken, request);
    await cache.write(key, spoken).catch((error: unknown) => {
      throw explainDiskError(error, cache.folder);
    });
    if (known === 'damaged') {
      counts.linesRepaired++;
      report(`${cache.folder}: la línea guardada ${key.slice(0, 12)}… estaba dañada; se dijo de nuevo.`);
    }
    counts.linesSpoken++;
    onLine?.({ key, from: 'voice' });
    return spoken;
  }

  /**
   * @throws LinesError when lines cannot be said: all of them have been tried.
   * @throws FatalSpeechError when no further line could be said either.
   * @throws DiskError when the cache cannot be written.
   */
  async function say(sayings: readonly Saying[]): Promise<Said[]> {
    const takes: PromiseSettledResult<Said>[] = [];
    for (let first = 0; first < sayings.length; first += sayingsAtOnce)
      takes.push(...(await Promise.allSettled(sayings.slice(first, first + sayingsAtOnce).map(take))));
    const failed = takes.flatMap((outcome, index) => {
      if (outcome.status === 'fulfilled') return [];
      const reason = explainDiskError(outcome.reason, cache.folder);
      if (reason instanceof DiskError || reason instanceof FatalSpeechError) throw reason;
      const saying = sayings[index] as Saying;
      const { file, line } = saying.at;
      return [{ saying, message: `${file}:${line}: ${messageOf(reason)}` }];
    });
    if (failed.length > 0) throw new LinesError(failed);
    return takes.map((outcome) => (outcome as PromiseFulfilledResult<Said>).value);
  }

  return { counts, say, has: cache.has };
}

const toSaid = (
  { key, request }: Pick<Saying, 'key' | 'request'>,
  { pcm, sampleRate, wordSeconds }: Take,
  fallenBack: boolean
): Said => ({ key, request, samples: pcm.length, sampleRate, wordSeconds, fallenBack });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Speech far from the length of its words is none, however well it is formed. A person may take any time. */
function requirePlausible({ pcm, sampleRate }: Take, { provider, text, pace }: SpeechRequest): void {
  if (provider === 'recorded') return;
  const seconds = pcm.length / sampleRate;
  const words = text.replace(/<[^>]*>/g, '');
  const expected = words.replace(/[^\p{L}]/gu, '').length / 14 / pace;
  if (seconds < 0.3 * expected || seconds > 3 * expected + 2)
    throw new Error(`«${words}» dura ${seconds.toFixed(1)} s y debía durar unos ${expected.toFixed(1)} s.`);
}
