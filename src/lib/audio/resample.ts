import { sourceOf, type SampleSource, type Samples } from './samples.ts';

const taps = 32;
const before = taps / 2 - 1;

/** 16-bit samples as −1…1. */
export function fromPcm(pcm: Int16Array): Samples {
  const samples = new Float32Array(pcm.length);
  for (let index = 0; index < pcm.length; index++) samples[index] = (pcm[index] as number) / 32_768;
  return samples;
}

/** Samples at another rate: windowed sinc, one row of taps for each phase. Pieces of it join without a seam. */
export function resampled(source: SampleSource, from: number, to: number): SampleSource {
  if (from === to) return source;
  const divisor = greatestDivisor(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const cutoff = Math.min(1, to / from);
  const rows = Array.from({ length: up }, (_, phase) => sincRow(phase / up, cutoff));
  return {
    length: resampledLength(source.length, from, to),
    read(start, end) {
      const first = Math.floor((start * down) / up) - before;
      // Silence stands on both sides: the inner loop needs no questions.
      const there = source.read(first, first + Math.ceil(((end - start) * down) / up) + taps + 2);
      const result = new Float32Array(Math.max(0, end - start));
      // One phase after another: all its samples share a row of taps and lie equally far apart.
      for (let offset = 0; offset < Math.min(up, result.length); offset++) {
        const position = (start + offset) * down;
        const phase = position % up;
        const row = rows[phase] as Float64Array;
        const isCopy = phase === 0 && cutoff === 1;
        let at = Math.floor(position / up) - before - first;
        for (let index = offset; index < result.length; index += up, at += down)
          result[index] = isCopy ? (there[at + before] as number) : convolve(there, row, at);
      }
      return result;
    }
  };
}

/** Two sums side by side: the processor works on both at once. */
function convolve(samples: Samples, row: Float64Array, at: number): number {
  let even = 0;
  let odd = 0;
  for (let tap = 0; tap < taps; tap += 2) {
    even += (samples[at + tap] as number) * (row[tap] as number);
    odd += (samples[at + tap + 1] as number) * (row[tap + 1] as number);
  }
  return even + odd;
}

/** Whole samples at another rate. */
export function resample(samples: Samples, from: number, to: number): Samples {
  const source = resampled(sourceOf(samples), from, to);
  return source.read(0, source.length);
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
