import { SpeechError, type EngineRequest, type Take } from './voice.ts';
import { wordOffsets } from './espeak-text.ts';

/** The parts of the package that we use; it brings no types. */
interface EngineModule {
  eSpeakNGWorker: new () => EngineWorker;
  FS: { analyzePath(path: string): { exists: boolean } };
  /** The engine's whole memory. Another array after it has grown. */
  HEAPU8: Uint8Array;
}
interface EngineWorker {
  set_voice(name: string, language: string): number;
  set_rate(rate: number): void;
  set_pitch(pitch: number): void;
  list_voices(): { languages: { name: string }[] }[];
  get_samplerate(): number;
  synthesize(text: string, callback: (pcm: Int16Array, events: EngineEvent[]) => boolean | void): void;
}
interface EngineEvent {
  type: string;
  text_position: number;
  /** Milliseconds. */
  audio_position: number;
}
export type LoadEngine = (options: { getPreloadedPackage?: () => ArrayBuffer }) => Promise<unknown>;

const variantFolder = '/usr/share/espeak-ng-data/voices/!v';

/** Raise it whenever the same request comes out otherwise: cached speech is then made anew. */
export const espeakEngineVersion = 2;

/** What the clock of the engine's thread says, always, as in espeak-worker.ts: the engine seeds its noise from it. */
export const engineClock = 1_416_787_200_000;

/** Bytes of one text. The engine's glue would have to find a longer one another place in memory: see below. */
export const maxTextBytes = 8000;

export interface Espeak {
  /**
   * Speaks one text. Blocks the thread.
   *
   * @throws SpeechError when the voice does not exist or a word has not been spoken.
   */
  synthesize(request: EngineRequest): Take & { wordSeconds: number[] };
}

/**
 * The engine, which begins every text in the same state: what it carries from line to line (its noise, its phases) would
 * make the samples differ from run to run (audio.md, trap 1). A fresh instance for each line costs four times the work,
 * its code being optimised anew; so its memory is put back to how it was before the first line. That holds only if no
 * address of the engine's outlives the copy, and one does: the glue keeps the buffer by which texts go in. It is brought
 * to its full size before the copy is taken. The caller freezes the clock of the thread, which seeds the noise.
 */
export async function createEspeakEngine(load: LoadEngine, data: ArrayBuffer): Promise<Espeak> {
  const engine = (await load({ getPreloadedPackage: () => data })) as EngineModule;
  const worker = new engine.eSpeakNGWorker();
  const languages = new Set(worker.list_voices().flatMap((voice) => voice.languages.map((language) => language.name)));
  worker.set_voice('es-419', '');
  worker.synthesize(`a${' '.repeat(maxTextBytes)}`, () => {});
  worker.synthesize('a', () => {});
  const beginning = engine.HEAPU8.slice();

  return {
    synthesize(request) {
      requireVoice(engine, languages, request.voice);
      if (new TextEncoder().encode(request.text).length >= maxTextBytes)
        throw new SpeechError(`La línea pasa de ${maxTextBytes} bytes. Divídala: «${request.text.slice(0, 60)}…».`);
      engine.HEAPU8.set(beginning);
      engine.HEAPU8.fill(0, beginning.length);
      return speakOnce(worker, request);
    }
  };
}

function speakOnce(worker: EngineWorker, request: EngineRequest): Take & { wordSeconds: number[] } {
  worker.set_voice(request.voice, '');
  worker.set_rate(request.rate);
  worker.set_pitch(request.pitch);
  const chunks: Int16Array[] = [];
  const events: EngineEvent[] = [];
  worker.synthesize(request.text, (pcm, told) => {
    if (pcm.length > 0) chunks.push(pcm);
    events.push(...told);
  });
  const pcm = new Int16Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let written = 0;
  for (const chunk of chunks) {
    pcm.set(chunk, written);
    written += chunk.length;
  }
  const wordSeconds = timesOfWords(request.text, events);
  requireSound(request.text, pcm);
  return { pcm, sampleRate: worker.get_samplerate(), wordSeconds };
}

/** The engine takes an unknown voice or variant for granted and speaks with another (audio.md §1.2). */
function requireVoice(engine: EngineModule, languages: ReadonlySet<string>, name: string): void {
  const [language = '', variant] = name.split('+');
  if (!languages.has(language)) throw new SpeechError(`espeak-ng no tiene la voz «${language}».`);
  if (variant !== undefined && !engine.FS.analyzePath(`${variantFolder}/${variant}`).exists)
    throw new SpeechError(`espeak-ng no tiene la variante «${variant}».`);
}

/**
 * When each word begins. A word without its event has been swallowed as markup or otherwise lost: that line fails rather
 * than air incomplete.
 */
function timesOfWords(text: string, events: readonly EngineEvent[]): number[] {
  const starts = wordOffsets(text);
  const times: (number | undefined)[] = starts.map(() => undefined);
  for (const event of events) {
    if (event.type !== 'word') continue;
    const index = starts.findLastIndex((start) => start <= event.text_position);
    if (index >= 0) times[index] ??= event.audio_position / 1000;
  }
  const words = text.split(' ');
  return times.map((seconds, index) => {
    if (seconds !== undefined) return seconds;
    throw new SpeechError(`espeak-ng no dijo «${words[index] ?? ''}» de «${text}».`);
  });
}

/** Silence or a fraction of a second is no speech, whatever the engine reports. */
function requireSound(text: string, pcm: Int16Array): void {
  const loudest = pcm.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  if (loudest < 500) throw new SpeechError(`espeak-ng calló al decir «${text}».`);
}
