import { planSpeech, type Saying } from '#lib/audio/plan.ts';
import type { ProducedFile } from '#lib/audio/produce.ts';
import type { Pcm } from '#lib/audio/take-wav.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { toProgramme, type Programme } from '#lib/domain/programme.ts';
import type { SpeechProvider, Take } from '#lib/speech/voice.ts';
import type { Mixer } from './mixer.ts';

/** A voice for the lines that nobody has read: the embedded one. */
export interface DeskVoice extends Pick<SpeechProvider, 'id' | 'version'> {
  /** A take for each, in their order. */
  say(sayings: readonly Saying[], signal: AbortSignal): Promise<Pick<Take, 'pcm' | 'sampleRate'>[]>;
}

/** A line's take on this device. */
export interface MixTake {
  /** Of its audio. */
  sha256: string;
  read(): Promise<Pcm>;
}

export interface TakesMix {
  mp3: Uint8Array<ArrayBuffer>;
  seconds: number;
  /** Lines for which a tone stands. */
  missing: number;
}

/**
 * A script with the takes of this device, at the level of a finished programme, with whose voices they are in its tags.
 * Lines that nobody has read are said by `voice`; without one a tone stands in their place, and a draft's slate is left
 * out: tags and the file's name say it.
 *
 * @throws when a take cannot be read or a line cannot be said, AbortError when `signal` says so.
 */
export async function mixTakes(
  edition: Edition,
  {
    takes,
    names,
    voice,
    mixer,
    signal
  }: {
    takes: ReadonlyMap<number, MixTake>;
    /** Of those who have read and wish to be named. */
    names: string[];
    voice: DeskVoice | undefined;
    mixer: Pick<Mixer, 'run'>;
    signal: AbortSignal;
  }
): Promise<TakesMix> {
  const cues = edition.script?.cues.map(({ cue }) => cue) ?? [];
  const { programme } = toProgramme(edition.item, edition.text, { cues }, edition.voices);
  const plan = planSpeech(voice ? programme : withTones(programme, takes), {
    ...(voice ? { espeak: voice } : {}),
    recorded: { id: 'personas', version: '1', holds: ({ cue }) => takes.get(cue)?.sha256 }
  });
  const isRead = ({ request }: Saying) => request.provider === 'recorded';
  const said = voice
    ? await voice.say(
        plan.sayings.filter((saying) => !isRead(saying)),
        signal
      )
    : [];
  const bySound = new Map([...takes.values()].map((take) => [take.sha256, take]));
  const heard: Pick<Take, 'pcm' | 'sampleRate'>[] = [];
  let next = 0;
  for (const saying of plan.sayings) {
    signal.throwIfAborted();
    const take = isRead(saying) ? await bySound.get(saying.request.voice)?.read() : said[next++];
    if (!take) throw new Error(saying.request.text);
    heard.push(take);
  }
  const { title, language, draft } = programme;
  const voices = voice && plan.voices === 'mixed' ? 'mixed' : 'people';
  const tags = { title, language, draft, voice: voice?.id ?? '', people: { voices, names } } as const;
  const { files, seconds } = await mixer.run(
    { steps: plan.toSteps(heard), deliveries: [{ preset: 'web', format: 'mp3' }], tags },
    signal
  );
  const [{ bytes }] = files as [ProducedFile];
  const missing = voice ? 0 : programme.lines.filter(({ cue }) => !takes.has(cue)).length;
  return { mp3: bytes, seconds, missing };
}

/** A tone in the place of every line that is not read. */
const withTones = (programme: Programme, takes: ReadonlyMap<number, MixTake>): Programme => ({
  ...programme,
  steps: programme.steps
    .filter((step) => !(step.type === 'line' && step.slate))
    .map((step) =>
      step.type === 'line' && (step.cue === undefined || !takes.has(step.cue))
        ? { ...step, utterance: [{ type: 'blank', id: 'take', written: '' }] }
        : step
    )
});
