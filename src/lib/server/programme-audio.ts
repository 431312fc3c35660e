import { planSpeech, type SpeechPlan } from '#lib/audio/plan.ts';
import { productionSettings, type Delivery, type ProducedFile } from '#lib/audio/produce.ts';
import type { AudioEntry } from '#lib/domain/audio.ts';
import { audioTimingsVersion, toAudioTimings, type AudioTimings } from '#lib/domain/audio-timings.ts';
import type { Programme } from '#lib/domain/programme.ts';
import type { SpeechProviders, SpeechRequest } from '#lib/speech/voice.ts';
import { sha256 } from './line-cache.ts';
import type { Produce } from './produce-job.ts';
import type { Recordings } from './recorded.ts';
import { createLineSpeaker, type LineSpeakerOptions } from './say-lines.ts';
import { describeVoices } from './voice-names.ts';

export interface ProgrammeAudioOptions extends LineSpeakerOptions {
  produce: Produce;
  /** Whose takes `speech.recorded` has, for their names (readRecordings). */
  recordings?: Pick<Recordings, 'names'> | undefined;
}

export interface ProgrammePlan extends Pick<SpeechPlan, 'sayings' | 'toSteps'> {
  /** Hash of everything that decides what is heard: while it is the same there is nothing to make. */
  made: string;
  /** What is to speak. */
  voice: string;
  people: AudioEntry['people'];
  programme: Programme;
}

export interface ProgrammeAudio {
  files: ProducedFile[];
  seconds: number;
  /** What spoke: another than was planned where lines fell back. */
  voice: string;
  /** Lines that fell back: audio of which there are some is made again next time. */
  fallenBack: number;
  lines: AudioEntry['lines'];
  timings: AudioTimings;
}

/** Makes a programme's audio line by line: a line that has been said before, in whatever programme, comes from the cache. */
export function createProgrammeAudio({ produce, recordings, ...options }: ProgrammeAudioOptions) {
  const { speech, cacheFolder } = options;
  const { counts, say, has } = createLineSpeaker(options);

  function plan(read: Programme): ProgrammePlan {
    const { programme, sayings, voices, signature, toSteps } = planSpeech(read, speech);
    const voice = describeSynthetic(
      sayings.map(({ request }) => request),
      speech
    );
    const people = voices === 'synthetic' ? undefined : { voices, names: recordings?.names(programme) ?? [] };
    // Words that sound the same may be written otherwise: then their timings are others.
    const written = programme.steps.map((step) => step.type === 'line' && [step.speaker, step.utterance]);
    const made = sha256(
      JSON.stringify({ plan: signature, voice, productionSettings, audioTimingsVersion, written, people })
    );
    return { made, voice, people, programme, sayings, toSteps };
  }

  /**
   * Says what has not been said, mixes, encodes and tags. Throws as createLineSpeaker's `say` does.
   *
   * @param options.wavFile Takes the WAV, if one is among the deliveries.
   */
  async function make(
    { programme, people, sayings, toSteps }: ProgrammePlan,
    { deliveries, wavFile }: { deliveries: Delivery[]; wavFile?: string | undefined }
  ): Promise<ProgrammeAudio> {
    const { title, language, draft } = programme;
    const takes = await say(sayings);
    const voice = describeSynthetic(
      takes.map(({ request }) => request),
      speech
    );
    const steps = toSteps(takes);
    const tags = { title, language, draft, voice, people };
    const { files, seconds, lines } = await produce({ steps, deliveries, tags, cacheFolder, wavFile });
    return {
      files,
      seconds,
      voice,
      fallenBack: takes.filter((take) => take.fallenBack).length,
      timings: toAudioTimings({
        programme,
        lines,
        takes: takes.map(({ wordSeconds, request }) => ({ wordSeconds, whole: request.provider === 'recorded' })),
        voice,
        people,
        seconds: roundSeconds(seconds)
      }),
      lines: lines.map(({ cue, startSeconds, durationSeconds }) => ({
        cue,
        startSeconds: roundSeconds(startSeconds),
        durationSeconds: roundSeconds(durationSeconds)
      }))
    };
  }

  return { counts, plan, say, make, has };
}

/** People are named as they wish, and never among the voices of engines. */
const describeSynthetic = (requests: readonly SpeechRequest[], speech: SpeechProviders): string =>
  describeVoices(
    requests.filter(({ provider }) => provider !== 'recorded'),
    speech
  );

export const roundSeconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
