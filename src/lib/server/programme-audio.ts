import { mp3Seconds } from '#lib/audio/mp3.ts';
import type { MixStep } from '#lib/audio/mix.ts';
import { productionSettings, type Production } from '#lib/audio/produce.ts';
import type { AudioEntry } from '#lib/domain/audio.ts';
import { languages } from '#lib/domain/language.ts';
import type { Programme } from '#lib/domain/programme.ts';
import { audioTimingsVersion, toAudioTimings, type AudioTimings } from '#lib/domain/audio-timings.ts';
import { planSpeech, type SpeechPlan } from '#lib/audio/plan.ts';
import { tagMp3, tagsVersion } from './audio-tags.ts';
import { sha256 } from './line-cache.ts';
import { createLineSpeaker, type LineSpeakerOptions } from './say-lines.ts';

export interface ProgrammeAudioOptions extends LineSpeakerOptions {
  produce(steps: MixStep[]): Promise<Production>;
}

export interface ProgrammePlan extends Pick<SpeechPlan, 'sayings' | 'toSteps'> {
  /** Hash of everything that decides what is heard: while it is the same there is nothing to make. */
  made: string;
  voice: string;
  programme: Programme;
}

export interface ProgrammeAudio {
  bytes: Uint8Array;
  seconds: number;
  loudness: number;
  lines: AudioEntry['lines'];
  timings: AudioTimings;
}

/** Makes a programme's audio line by line: a line that has been said before, in whatever programme, comes from the cache. */
export function createProgrammeAudio({ cacheFolder, speech, produce, report }: ProgrammeAudioOptions) {
  const { counts, say } = createLineSpeaker({ cacheFolder, speech, report });

  function plan(programme: Programme): ProgrammePlan {
    const voice = `${speech.id} ${languages[programme.language].embeddedVoice}`;
    const { sayings, signature, toSteps } = planSpeech(programme, speech);
    // Words that sound the same may be written otherwise: then their timings are others.
    const written = programme.steps.map((step) => step.type === 'line' && [step.speaker, step.utterance]);
    const made = sha256(
      JSON.stringify({ plan: signature, voice, productionSettings, tagsVersion, audioTimingsVersion, written })
    );
    return { made, voice, programme, sayings, toSteps };
  }

  /** Says what has not been said, mixes, encodes and tags. Throws as createLineSpeaker's `say` does. */
  async function make(planned: ProgrammePlan): Promise<ProgrammeAudio> {
    const { programme, voice } = planned;
    const takes = await say(planned.sayings);
    const production = await produce(planned.toSteps(takes));
    const { title, language, draft } = programme;
    const bytes = tagMp3(production.mp3, { title, language, draft, voice });
    const seconds = mp3Seconds(bytes);
    return {
      bytes,
      seconds,
      timings: toAudioTimings({ programme, lines: production.lines, takes, voice, seconds }),
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
