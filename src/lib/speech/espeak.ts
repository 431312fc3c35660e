import type { SpeechRequest, Take } from './voice.ts';
import { wordOffsets } from './espeak-text.ts';

/** The parts of the package that we use; it brings no types. */
interface EngineModule {
  eSpeakNGWorker: new () => EngineWorker;
  FS: { analyzePath(path: string): { exists: boolean } };
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

/** Speech that is not to be trusted; the message says what is wrong with which text. */
export class SpeechError extends Error {
  override name = 'SpeechError';
}

const variantFolder = '/usr/share/espeak-ng-data/voices/!v';

/**
 * One text spoken by a fresh instance of the engine: state that it would carry from line to line makes its samples differ
 * from run to run (audio.md, trap 1). The caller freezes the clock of its thread for the same reason. Blocks the thread.
 *
 * @throws SpeechError when the voice does not exist or a word has not been spoken.
 */
export async function synthesizeOnce(load: LoadEngine, data: ArrayBuffer, request: SpeechRequest): Promise<Take> {
  const engine = (await load({ getPreloadedPackage: () => data })) as EngineModule;
  const worker = new engine.eSpeakNGWorker();
  requireVoice(engine, worker, request.voice);
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
function requireVoice(engine: EngineModule, worker: EngineWorker, name: string): void {
  const [language = '', variant] = name.split('+');
  const known = worker.list_voices().some((voice) => voice.languages.some((tongue) => tongue.name === language));
  if (!known) throw new SpeechError(`espeak-ng no tiene la voz «${language}».`);
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
