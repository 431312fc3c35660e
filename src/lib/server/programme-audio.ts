import { mp3Seconds } from '#lib/audio/mp3.ts';
import type { MixStep } from '#lib/audio/mix.ts';
import { productionSettings, type Production } from '#lib/audio/produce.ts';
import type { Pcm } from '#lib/audio/take-wav.ts';
import type { AudioEntry } from '#lib/domain/audio.ts';
import { languages } from '#lib/domain/language.ts';
import type { Programme } from '#lib/domain/programme.ts';
import { planSpeech, type SpeechPlan } from '#lib/audio/plan.ts';
import { tagMp3, tagsVersion } from './audio-tags.ts';
import { sha256 } from './line-cache.ts';
import type { RecordedTake, Recordings } from './recorded.ts';
import { createLineSpeaker, LinesError, type LineSpeakerOptions } from './say-lines.ts';

export interface ProgrammeAudioOptions extends LineSpeakerOptions {
  produce(steps: MixStep[]): Promise<Production>;
  /** Lines that people have read (readRecordings). */
  recordings?: Recordings | undefined;
}

export interface ProgrammePlan extends Pick<SpeechPlan<RecordedTake>, 'sayings' | 'recorded' | 'toSteps'> {
  /** Hash of everything that decides what is heard: while it is the same there is nothing to make. */
  made: string;
  voice: string;
  people: AudioEntry['people'];
  programme: Programme;
}

export interface ProgrammeAudio {
  bytes: Uint8Array;
  seconds: number;
  loudness: number;
  lines: AudioEntry['lines'];
}

/** Makes a programme's audio line by line: a line that has been said before, in whatever programme, comes from the cache. */
export function createProgrammeAudio({ cacheFolder, speech, produce, recordings, report }: ProgrammeAudioOptions) {
  const { counts, say } = createLineSpeaker({ cacheFolder, speech, report });

  function plan(programme: Programme): ProgrammePlan {
    const voice = `${speech.id} ${languages[programme.language].embeddedVoice}`;
    const read = recordings?.of(programme);
    const { voices, signature, ...planned } = planSpeech(programme, speech, { recorded: read?.recorded ?? new Map() });
    const people = read && voices !== 'synthetic' ? { voices, names: read.names } : undefined;
    const made = sha256(JSON.stringify({ plan: signature, voice, productionSettings, tagsVersion, people }));
    return { made, voice, people, programme, ...planned };
  }

  /** Says what has not been said, mixes, encodes and tags. Throws as createLineSpeaker's `say` does. */
  async function make(planned: ProgrammePlan): Promise<ProgrammeAudio> {
    const { programme, voice, people } = planned;
    const readings = await readAll(planned);
    const production = await produce(planned.toSteps(await say(planned.sayings), readings));
    const { title, language, draft } = programme;
    const bytes = tagMp3(production.mp3, { title, language, draft, voice, people });
    return {
      bytes,
      seconds: mp3Seconds(bytes),
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

/** @throws LinesError when some cannot be heard: all of them have been tried. */
async function readAll({ recorded }: ProgrammePlan): Promise<Pcm[]> {
  const readings = await Promise.allSettled(recorded.map((take) => take.read()));
  const messages = readings.flatMap((one) =>
    one.status === 'rejected' ? [one.reason instanceof Error ? one.reason.message : String(one.reason)] : []
  );
  if (messages.length > 0) throw new LinesError(messages);
  return readings.map((one) => (one as PromiseFulfilledResult<Pcm>).value);
}

export const roundSeconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
