import { master } from './limiter.ts';
import { mixProgramme, mixVersion, type Mix, type MixStep } from './mix.ts';
import { encodeMp3, mp3Seconds } from './mp3.ts';
import { mixRate, soundsVersion } from './sounds.ts';

/**
 * How every programme is finished: for web and messages. Stations' −23 LUFS at 128 kb/s is to be a second one. The ceiling
 * is 1 dB below the usual −3: at 64 kb/s the encoder lifts an ejective's burst by up to 3 dB, and decoded peaks are to
 * stay below −1.
 */
const delivery = { loudness: -16, ceiling: -4, kilobits: 64 } as const;

/** Everything besides its steps that shapes a programme's sound. */
export const productionSettings = {
  ...delivery,
  mixRate,
  mixVersion,
  soundsVersion,
  mastering: 1,
  encoder: 'lame 0.7.0'
};

export interface Production {
  mp3: Uint8Array<ArrayBuffer>;
  seconds: number;
  loudness: number;
  lines: Mix['lines'];
}

/** Steps → finished MP3 without tags. Same steps, same bytes. Takes about a hundredth of the programme's length; blocks. */
export async function produce(steps: readonly MixStep[]): Promise<Production> {
  const { samples, lines } = mixProgramme(steps);
  const mastered = master(samples, { sampleRate: mixRate, ...delivery });
  const mp3 = await encodeMp3(mastered.samples, { sampleRate: mixRate, kilobits: delivery.kilobits });
  return { mp3, seconds: mp3Seconds(mp3), loudness: mastered.loudness, lines };
}
