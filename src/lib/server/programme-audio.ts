import { planSpeech, type SpeechPlan } from '#lib/audio/plan.ts';
import { productionSettings, type Delivery, type ProducedFile } from '#lib/audio/produce.ts';
import type { AudioEntry } from '#lib/domain/audio.ts';
import { languages } from '#lib/domain/language.ts';
import type { Programme } from '#lib/domain/programme.ts';
import { sha256 } from './line-cache.ts';
import type { Produce } from './produce-job.ts';
import { createLineSpeaker, type LineSpeakerOptions } from './say-lines.ts';

export interface ProgrammeAudioOptions extends LineSpeakerOptions {
  produce: Produce;
}

export interface ProgrammePlan extends Pick<SpeechPlan, 'sayings' | 'toSteps'> {
  /** Hash of everything that decides what is heard: while it is the same there is nothing to make. */
  made: string;
  voice: string;
  programme: Programme;
}

export interface ProgrammeAudio {
  files: ProducedFile[];
  seconds: number;
  lines: AudioEntry['lines'];
}

/** Makes a programme's audio line by line: a line that has been said before, in whatever programme, comes from the cache. */
export function createProgrammeAudio({ cacheFolder, speech, produce, report }: ProgrammeAudioOptions) {
  const { counts, say } = createLineSpeaker({ cacheFolder, speech, report });

  function plan(programme: Programme): ProgrammePlan {
    const voice = `${speech.id} ${languages[programme.language].embeddedVoice}`;
    const { sayings, signature, toSteps } = planSpeech(programme, speech);
    const made = sha256(JSON.stringify({ plan: signature, voice, productionSettings }));
    return { made, voice, programme, sayings, toSteps };
  }

  /**
   * Says what has not been said, mixes, encodes and tags. Throws as createLineSpeaker's `say` does.
   *
   * @param options.wavFile Takes the WAV, if one is among the deliveries.
   */
  async function make(
    { programme, voice, sayings, toSteps }: ProgrammePlan,
    { deliveries, wavFile }: { deliveries: Delivery[]; wavFile?: string | undefined }
  ): Promise<ProgrammeAudio> {
    const { title, language, draft } = programme;
    const steps = toSteps(await say(sayings));
    const tags = { title, language, draft, voice };
    const { files, seconds, lines } = await produce({ steps, deliveries, tags, cacheFolder, wavFile });
    return {
      files,
      seconds,
      lines: lines.map(({ cue, startSeconds, durationSeconds }) => ({
        cue,
        startSeconds: roundSeconds(startSeconds),
        durationSeconds: roundSeconds(durationSeconds)
      }))
    };
  }

  return { counts, plan, say, make };
}

export const roundSeconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
