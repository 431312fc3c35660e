import { planSpeech, type RecordedLine, type Saying } from '#lib/audio/plan.ts';
import type { MixStep } from '#lib/audio/mix.ts';
import type { Production } from '#lib/audio/produce.ts';
import type { Pcm } from '#lib/audio/take-wav.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { toProgramme, type Programme, type Voices } from '#lib/domain/programme.ts';
import type { SpeechProvider, Take } from '#lib/speech/voice.ts';

/** A voice for the lines that nobody has read. */
export interface DeskVoice extends Pick<SpeechProvider, 'id' | 'version'> {
  /** A take for each, in their order. */
  say(sayings: readonly Saying[], signal: AbortSignal): Promise<Take[]>;
}

/** A line's take on this device. */
export interface MixTake extends RecordedLine {
  read(): Promise<Pcm>;
}

export interface TakesMix {
  mp3: Uint8Array<ArrayBuffer>;
  seconds: number;
  /** Whose voices are heard; without a voice for the lines that are missing, people's alone. */
  voices: Voices;
  /** Lines for which a tone stands. */
  missing: number;
}

/**
 * A script with the takes of this device, at the level of a finished programme. Lines that nobody has read are said by
 * `voice`; without one a tone stands in their place, and a draft's slate is left out: the file's name has to say it.
 *
 * @param produce Mixes and encodes beside the page (startMixer).
 * @throws when a take cannot be read or a line cannot be said, AbortError when `signal` says so.
 */
export async function mixTakes(
  edition: Edition,
  {
    takes,
    voice,
    produce,
    signal
  }: {
    takes: ReadonlyMap<number, MixTake>;
    voice: DeskVoice | undefined;
    produce: (steps: MixStep[], signal: AbortSignal) => Promise<Production>;
    signal: AbortSignal;
  }
): Promise<TakesMix> {
  const cues = edition.script?.cues.map(({ cue }) => cue) ?? [];
  const { programme } = toProgramme(edition.item, edition.text, { cues });
  const plan = planSpeech(voice ? programme : withTones(programme, takes), voice ?? silent, { recorded: takes });
  const readings: Pcm[] = [];
  for (const take of plan.recorded) {
    signal.throwIfAborted();
    readings.push(await take.read());
  }
  const said = voice ? await voice.say(plan.sayings, signal) : [];
  const { mp3, seconds } = await produce(plan.toSteps(said, readings), signal);
  const missing = voice ? 0 : programme.lines.filter(({ cue }) => !takes.has(cue)).length;
  return { mp3, seconds, voices: voice ? plan.voices : 'people', missing };
}

const silent = { id: 'none', version: '0' };

/** A tone in the place of every line that is not read. */
const withTones = (programme: Programme, takes: ReadonlyMap<number, MixTake>): Programme => ({
  ...programme,
  draft: false,
  steps: programme.steps
    .filter((step, index) => !(programme.draft && index === 0 && step.type === 'line'))
    .map((step) =>
      step.type === 'line' && (step.cue === undefined || !takes.has(step.cue))
        ? { ...step, utterance: [{ type: 'blank', id: 'take' }] }
        : step
    )
});

/** Mixes in a worker of its own, which ends with its work. */
export function produceInWorker(steps: MixStep[], signal: AbortSignal): Promise<Production> {
  const worker = new Worker(new URL('./mix-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Production>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<{ production: Production } | { error: string }>) =>
      'error' in data ? reject(new Error(data.error)) : resolve(data.production);
    worker.postMessage(steps);
  }).finally(() => worker.terminate());
}
