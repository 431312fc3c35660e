import { measureLoudness, toGain, truePeaks, type Samples } from './loudness.ts';

const lookAheadSeconds = 0.005;
const releaseSeconds = 0.08;

/**
 * `samples` × `gain` with no peak above `ceiling` (linear). The gain is down before a peak comes and recovers slowly after
 * it: sliding minimum over the look-ahead, then the mean over the same length. `peaks` are those of truePeaks.
 */
function limit(
  samples: Samples,
  peaks: Float32Array,
  { gain, ceiling, sampleRate, into }: { gain: number; ceiling: number; sampleRate: number; into: Samples }
): void {
  const length = Math.round(lookAheadSeconds * sampleRate);
  const recovery = 1 - Math.exp(-1 / (releaseSeconds * sampleRate));
  const harmless = ceiling / gain;
  // What is needed within the look-ahead, ever higher; the first is its minimum. A ring: at most `length` are in it.
  const needs = new Float64Array(length + 1);
  const places = new Int32Array(length + 1);
  let head = 0;
  let count = 0;
  const window = new Float64Array(length).fill(1);
  let slot = 0;
  let sum = length;
  let held = 1;
  for (let index = 0; index < samples.length + length; index++) {
    const peak = index < samples.length ? (peaks[index] as number) : 0;
    if (count > 0 && (places[head] as number) <= index - length) {
      head = head === length ? 0 : head + 1;
      count--;
    }
    if (peak > harmless) {
      const need = harmless / peak;
      while (count > 0 && (needs[(head + count - 1) % (length + 1)] as number) >= need) count--;
      const last = (head + count) % (length + 1);
      needs[last] = need;
      places[last] = index;
      count++;
    }
    const lowest = count > 0 ? (needs[head] as number) : 1;
    held = Math.min(lowest, held + (1 - held) * recovery);
    sum += held - (window[slot] as number);
    window[slot] = held;
    slot = slot === length - 1 ? 0 : slot + 1;
    const out = index - length + 1;
    if (out >= 0 && out < samples.length) into[out] = (samples[out] as number) * gain * Math.min(1, sum / length);
  }
}

export interface Mastered {
  samples: Samples;
  /** Integrated, of the result. */
  loudness: number;
}

/** More than this a limiter takes from speech is heard as pumping: then the programme stays a little quieter. */
const searchDecibels = 10;

/** A mix brought to a loudness (LUFS) below a true-peak ceiling (dBTP). The limiter costs loudness, so it is sought in steps. */
export function master(
  mix: Samples,
  { sampleRate, loudness, ceiling }: { sampleRate: number; loudness: number; ceiling: number }
): Mastered {
  const measured = measureLoudness(mix, sampleRate);
  if (!Number.isFinite(measured)) return { samples: mix, loudness: measured };
  const top = toGain(ceiling);
  const needed = loudness - measured;
  // What stays below the ceiling at the highest gain needs no interpolation (between samples it can be 3 dB higher).
  const peaks = truePeaks(mix, (top / toGain(needed + searchDecibels)) * 0.7);
  const samples = new Float32Array(mix.length);
  let gain = needed;
  let reached = measured;
  let slope = 1;
  let lastGain = 0;
  for (let step = 0; step < 8; step++) {
    limit(mix, peaks, { gain: toGain(gain), ceiling: top, sampleRate, into: samples });
    const now = measureLoudness(samples, sampleRate);
    const missing = loudness - now;
    if (Math.abs(missing) < 0.05 || gain >= needed + searchDecibels) return { samples, loudness: now };
    // The deeper the limiter works, the less a step of gain brings.
    if (step > 0 && now > reached) slope = Math.max(0.25, (now - reached) / (gain - lastGain));
    const lastStep = gain;
    gain = Math.min(gain + missing / slope, needed + searchDecibels);
    lastGain = lastStep;
    reached = now;
  }
  return { samples, loudness: reached };
}
