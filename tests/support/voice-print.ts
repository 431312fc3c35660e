/** What tells one voice from another, measured on its speech. */
export interface VoicePrint {
  /** Median fundamental frequency, Hz. */
  pitchHz: number;
  /** Level of each band against the mean of all, dB: the shape that formants give. */
  bandsDb: number[];
}

const frameSeconds = 0.04;
/** From 150 Hz to 6 kHz, a sixth of the way in logarithm each. */
const bandsHz = Array.from({ length: 24 }, (_, index) => 150 * 40 ** (index / 23));

/** A small estimator, good for comparing voices that say the same words; no more. */
export function printVoice(pcm: Int16Array, sampleRate: number): VoicePrint {
  const length = Math.round(frameSeconds * sampleRate);
  const frames: Int16Array[] = [];
  for (let start = 0; start + 2 * length <= pcm.length; start += length)
    frames.push(pcm.subarray(start, start + 2 * length));
  const loud = frames.filter((frame) => energyOf(frame) > 0.1 * Math.max(...frames.map(energyOf)));
  const pitches = loud.flatMap((frame) => pitchOf(frame, length, sampleRate) ?? []).sort((a, b) => a - b);
  const levels = bandsHz.map((hz) => {
    const power = loud.reduce((sum, frame) => sum + goertzel(frame, length, (2 * Math.PI * hz) / sampleRate), 0);
    return 10 * Math.log10(power / loud.length + 1);
  });
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  return { pitchHz: pitches[Math.floor(pitches.length / 2)] ?? 0, bandsDb: levels.map((level) => level - mean) };
}

/** How far apart two voices are: in semitones of pitch and in dB (root mean square) of their bands. */
export const voiceDistance = (a: VoicePrint, b: VoicePrint): { semitones: number; decibels: number } => ({
  semitones: Math.abs(12 * Math.log2(a.pitchHz / b.pitchHz)),
  decibels: Math.sqrt(
    a.bandsDb.reduce((sum, level, band) => sum + (level - (b.bandsDb[band] ?? 0)) ** 2, 0) / a.bandsDb.length
  )
});

const energyOf = (frame: Int16Array): number => frame.reduce((sum, sample) => sum + sample * sample, 0);

/** By the lag at which a frame is most like itself; undefined where it is like nothing (unvoiced). */
function pitchOf(frame: Int16Array, length: number, sampleRate: number): number | undefined {
  let best = { lag: 0, score: 0.6 };
  for (let lag = Math.round(sampleRate / 420); lag <= sampleRate / 60; lag++) {
    let product = 0;
    let own = 0;
    let other = 0;
    for (let index = 0; index < length; index++) {
      const a = frame[index] ?? 0;
      const b = frame[index + lag] ?? 0;
      product += a * b;
      own += a * a;
      other += b * b;
    }
    const score = product / Math.sqrt(own * other + 1);
    // Twice the period fits as well: the shorter one is the pitch unless the longer is clearly better.
    if (score > best.score * (best.lag > 0 ? 1.05 : 1)) best = { lag, score };
  }
  return best.lag > 0 ? sampleRate / best.lag : undefined;
}

function goertzel(frame: Int16Array, length: number, angle: number): number {
  const factor = 2 * Math.cos(angle);
  let one = 0;
  let two = 0;
  for (let index = 0; index < length; index++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (length - 1));
    const next = (frame[index] ?? 0) * window + factor * one - two;
    two = one;
    one = next;
  }
  return one * one + two * two - factor * one * two;
}
