import { writeTakeWav } from '#lib/audio/take-wav.ts';
import { takeAudioPath, type PersonTake } from '#lib/domain/takes.ts';
import { hashOf, type TakeWithAudio } from '#lib/export/takes-zip.ts';

/** A voice as far as a recorder cares: bursts of a tone, with the room's noise before, between and after. */
export function voiceSamples(
  seconds: number,
  { hertz = 220, level = 0.2, rate = 48_000, silenceSeconds = 0, noise = 0.0005 } = {}
): Float32Array {
  const edge = Math.round(silenceSeconds * rate);
  const length = Math.round(seconds * rate);
  // A noise of our own: the same in every run.
  let seed = 7;
  const hiss = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * 2 * noise;
  };
  return Float32Array.from({ length: length + 2 * edge }, (_, index) => {
    const at = index - edge;
    const speaks = at >= 0 && at < length && at % 9600 < 8200;
    return hiss() + (speaks ? level * Math.sin((2 * Math.PI * hertz * index) / rate) : 0);
  });
}

export const toPcm = (samples: Float32Array): Int16Array =>
  Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767));

/** A take of a line with a WAV of so many seconds, or with any other audio. */
export function takeOf(
  line: Pick<PersonTake, 'slug' | 'language' | 'cue' | 'speaker' | 'words'> & Partial<PersonTake>,
  {
    seconds = 1,
    hertz = 220,
    audio = writeTakeWav({ pcm: toPcm(voiceSamples(seconds, { hertz })), sampleRate: 48_000 }) as Uint8Array,
    extension = 'wav' as 'wav' | 'mp3' | 'ogg' | 'opus'
  } = {}
): TakeWithAudio {
  const sha256 = hashOf(audio);
  return {
    seconds,
    loudness: -20,
    clipped: false,
    recordedOn: '2026-11-20',
    sha256,
    file: takeAudioPath({ ...line, sha256 }, extension),
    ...line,
    audio
  };
}
