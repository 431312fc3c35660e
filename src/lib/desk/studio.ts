import { planSpeech, type Saying, type SpeechPlan } from '#lib/audio/plan.ts';
import type { Delivery, ProducedFile } from '#lib/audio/produce.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { toProgramme, type Programme } from '#lib/domain/programme.ts';
import type { EspeakJob } from '#lib/speech/espeak-web-worker.ts';
import type { Take } from '#lib/speech/voice.ts';
import { createMixer, startMixer } from './mixer.ts';
import { createWorkerClient, WorkerFault, type WorkerLike } from './worker-client.ts';

export interface StudioAudio {
  file: ProducedFile;
  seconds: number;
  /** Of the lines that are heard: said now, and taken from before. */
  said: number;
  kept: number;
  /** Which words, voices and sounds it was made of: another one's differs. */
  signature: string;
}

export interface StudioPlan {
  programme: Programme;
  speech: SpeechPlan;
  signature: string;
  /** Lines that have not been said yet. */
  newLines: number;
}

interface MakeOptions {
  delivery: Delivery;
  signal: AbortSignal;
  /** Lines said or taken from before; once all are there, they are mixed. */
  progress: (done: number, total: number) => void;
}

/** The embedded voice, the mixer and the encoder in the browser. Holds what has been said until it is closed. */
export interface Studio {
  plan(edition: Edition): StudioPlan;
  /**
   * @throws WorkerFault when a line cannot be said, or the device cannot go on: then the studio is closed.
   * @throws AbortError when `signal` says so; what has been said stays.
   */
  make(plan: StudioPlan, options: MakeOptions): Promise<StudioAudio>;
  /** A take for each, in their order. Throws as `make` does. */
  say(sayings: readonly Saying[], signal: AbortSignal): Promise<Take[]>;
  readonly id: string;
  readonly version: string;
  /** Ends the workers and frees what they and the studio hold. */
  close(): void;
  readonly closed: boolean;
}

export interface StudioMeans {
  startEngine: () => WorkerLike;
  startMixer: () => WorkerLike;
}

const browserMeans: StudioMeans = {
  startEngine: () => new Worker(new URL('../speech/espeak-web-worker.ts', import.meta.url), { type: 'module' }),
  startMixer
};

/**
 * A studio with its engine started.
 *
 * @throws WorkerFault when the engine does not start.
 * @throws AbortError
 */
export async function openStudio(
  voice: { version: string; engineUrl: string; slim: Uint8Array<ArrayBuffer> },
  { signal, means = browserMeans }: { signal: AbortSignal; means?: StudioMeans }
): Promise<Studio> {
  const engine = createWorkerClient<EspeakJob>(means.startEngine);
  const { engineUrl, slim } = voice;
  await engine.run({ load: { engineUrl, slim } }, { signal, transfer: [slim.buffer] });
  // It compiles while the first lines are said.
  const mixer = createMixer(means.startMixer);
  const speech = { id: 'espeak-ng', version: voice.version };
  const takes = new Map<string, Take>();

  function plan(edition: Edition): StudioPlan {
    const cues = edition.script?.cues.map(({ cue }) => cue) ?? [];
    const { programme } = toProgramme(edition.item, edition.text, { cues }, edition.voices);
    const planned = planSpeech(programme, { espeak: speech });
    const missing = new Set(planned.sayings.map(({ key }) => key).filter((key) => !takes.has(key)));
    return { programme, speech: planned, signature: JSON.stringify(planned.signature), newLines: missing.size };
  }

  async function sayLine({ key, request, cue, filled }: Saying): Promise<Take> {
    try {
      // Ended by nobody: a line is short, and a stopped engine would have to be loaded again.
      const take = await engine.run<Take>({ say: request }, { signal: new AbortController().signal });
      takes.set(key, take);
      return take;
    } catch (error) {
      if (error instanceof WorkerFault && error.kind === 'line')
        throw new WorkerFault('line', error.message, { line: { cue, filled } });
      throw error;
    }
  }

  async function say(sayings: readonly Saying[], signal: AbortSignal, progress?: MakeOptions['progress']) {
    const heard: Take[] = [];
    for (const saying of sayings) {
      signal.throwIfAborted();
      heard.push(takes.get(saying.key) ?? (await sayLine(saying)));
      progress?.(heard.length, sayings.length);
    }
    signal.throwIfAborted();
    return heard;
  }

  async function make({ programme, speech: planned, signature }: StudioPlan, options: MakeOptions) {
    const { delivery, signal, progress } = options;
    const { sayings } = planned;
    const said = sayings.filter(({ key }) => !takes.has(key)).length;
    progress(0, sayings.length);
    const heard = await say(sayings, signal, progress);
    const { title, language, draft } = programme;
    const tags = { title, language, draft, voice: `${speech.id} ${languages[language].embeddedVoice}` };
    const { files, seconds } = await mixer.run({ steps: planned.toSteps(heard), deliveries: [delivery], tags }, signal);
    forgetAllBut(sayings);
    const [file] = files as [ProducedFile];
    return { file, seconds, said, kept: sayings.length - said, signature };
  }

  /** What an audio no longer says is not held either: a phone has little memory. */
  function forgetAllBut(sayings: readonly Saying[]): void {
    const current = new Set(sayings.map(({ key }) => key));
    for (const key of takes.keys()) if (!current.has(key)) takes.delete(key);
  }

  return {
    ...speech,
    plan,
    make,
    say: (sayings, signal) => say(sayings, signal),
    close() {
      engine.close();
      mixer.close();
      takes.clear();
    },
    get closed() {
      return engine.closed;
    }
  };
}
