import type { Samples } from './loudness.ts';

const taps = 32;
const before = taps / 2 - 1;

/** 16-bit samples as −1…1. */
export const fromPcm = (pcm: Int16Array): Samples => Float32Array.from(pcm, (sample) => sample / 32_768);

/**
 * Samples at another rate: windowed sinc, one row of taps for each phase. `start` and `end` cut a piece of the result, so
 * that a long programme can be taken in blocks; the blocks join without a seam.
 */
export function resample(
  samples: Samples,
  from: number,
  to: number,
  { start = 0, end = resampledLength(samples.length, from, to) } = {}
): Samples {
  if (from === to) return samples.subarray(start, end);
  const divisor = greatestDivisor(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const cutoff = Math.min(1, to / from);
  const rows = Array.from({ length: up }, (_, phase) => sincRow(phase / up, cutoff));
  const first = Math.floor((start * down) / up) - before;
  // A copy with silence on both sides: the inner loop needs no questions.
  const padded = new Float32Array(Math.ceil(((end - start) * down) / up) + taps + 2);
  const available = samples.subarray(Math.max(0, first), Math.max(0, first + padded.length));
  padded.set(available, Math.max(0, -first));
  const resampled = new Float32Array(Math.max(0, end - start));
  for (let index = 0; index < resampled.length; index++) {
    const position = (start + index) * down;
    const at = Math.floor(position / up) - before - first;
    const phase = position % up;
    if (phase === 0 && cutoff === 1) {
      resampled[index] = padded[at + before] as number;
      continue;
    }
    const row = rows[phase] as Float64Array;
    let value = 0;
    for (let tap = 0; tap < taps; tap++) value += (padded[at + tap] as number) * (row[tap] as number);
    resampled[index] = value;
  }
  return resampled;
}

export const resampledLength = (length: number, from: number, to: number): number => Math.ceil((length * to) / from);

function sincRow(fraction: number, cutoff: number): Float64Array {
  const row = Float64Array.from({ length: taps }, (_, tap) => {
    const x = tap - before - fraction;
    const window = 0.5 + 0.5 * Math.cos((2 * Math.PI * x) / taps);
    return (x === 0 ? 1 : Math.sin(Math.PI * x * cutoff) / (Math.PI * x * cutoff)) * window;
  });
  const sum = row.reduce((total, value) => total + value, 0);
  return row.map((value) => value / sum);
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
