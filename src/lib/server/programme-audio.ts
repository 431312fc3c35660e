import { mp3Seconds } from '#lib/audio/mp3.ts';
import type { MixStep } from '#lib/audio/mix.ts';
import { productionSettings, type Production } from '#lib/audio/produce.ts';
import type { AudioEntry } from '#lib/domain/audio.ts';
import type { Programme } from '#lib/domain/programme.ts';
import { planSpeech, type SpeechPlan } from '#lib/audio/plan.ts';
import { tagMp3, tagsVersion } from './audio-tags.ts';
import { sha256 } from './line-cache.ts';
import { createLineSpeaker, type LineSpeakerOptions, type SaidTake } from './say-lines.ts';
import { describeVoices } from './voice-names.ts';

export interface ProgrammeAudioOptions extends LineSpeakerOptions {
  produce(steps: MixStep[]): Promise<Production>;
}

export interface ProgrammePlan extends Pick<SpeechPlan, 'sayings' | 'toSteps'> {
  /** Hash of everything that decides what is heard: while it is the same there is nothing to make. */
  made: string;
  /** What is to speak. */
  voice: string;
  programme: Programme;
}

export interface ProgrammeAudio {
  bytes: Uint8Array;
  seconds: number;
  loudness: number;
  /** What spoke: another than was planned where lines fell back. */
  voice: string;
  /** Lines that fell back: audio of which there are some is made again next time. */
  fallenBack: number;
  lines: AudioEntry['lines'];
}

/** Makes a programme's audio line by line: a line that has been said before, in whatever programme, comes from the cache. */
export function createProgrammeAudio({ produce, ...lines }: ProgrammeAudioOptions) {
  const { speech } = lines;
  const { counts, say, has } = createLineSpeaker(lines);

  function plan(programme: Programme): ProgrammePlan {
    const { sayings, signature, toSteps } = planSpeech(programme, speech);
    const voice = describeVoices(
      sayings.map(({ request }) => request),
      speech
    );
    const made = sha256(JSON.stringify({ plan: signature, voice, productionSettings, tagsVersion }));
    return { made, voice, programme, sayings, toSteps };
  }

  /** Says what has not been said, mixes, encodes and tags. Throws as createLineSpeaker's `say` does. */
  async function make(planned: ProgrammePlan): Promise<ProgrammeAudio> {
    const { programme } = planned;
    const takes: SaidTake[] = await say(planned.sayings);
    const voice = describeVoices(
      takes.map(({ request }) => request),
      speech
    );
    const production = await produce(planned.toSteps(takes));
    const { title, language, draft } = programme;
    const bytes = tagMp3(production.mp3, { title, language, draft, voice });
    return {
      bytes,
      seconds: mp3Seconds(bytes),
      loudness: production.loudness,
      voice,
      fallenBack: takes.filter((take) => take.fallenBack).length,
      lines: production.lines.map(({ cue, startSeconds, durationSeconds }) => ({
        cue,
        startSeconds: roundSeconds(startSeconds),
        durationSeconds: roundSeconds(durationSeconds)
      }))
    };
  }

  return { counts, plan, say, make, has };
}

export const roundSeconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
