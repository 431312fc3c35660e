import type { Samples } from './samples.ts';

interface Biquad {
  b: [number, number, number];
  a: [number, number];
}

/** Two second-order filters of ITU-R BS.1770-5 (K-weighting), computed for any sample rate from its 48 kHz prototypes. */
function kWeighting(sampleRate: number): [Biquad, Biquad] {
  const shelf = () => {
    const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
    const q = 0.7071752369554196;
    const high = 10 ** (3.999843853973347 / 20);
    const middle = high ** 0.4996667741545416;
    const norm = 1 + k / q + k * k;
    return {
      b: [
        (high + (middle * k) / q + k * k) / norm,
        (2 * (k * k - high)) / norm,
        (high - (middle * k) / q + k * k) / norm
      ] as [number, number, number],
      a: [(2 * (k * k - 1)) / norm, (1 - k / q + k * k) / norm] as [number, number]
    };
  };
  const highPass = () => {
    const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
    const q = 0.5003270373238773;
    const norm = 1 + k / q + k * k;
    return {
      b: [1, -2, 1] as [number, number, number],
      a: [(2 * (k * k - 1)) / norm, (1 - k / q + k * k) / norm] as [number, number]
    };
  };
  return [shelf(), highPass()];
}

/**
 * K-weights what it is given, block after block, and hands over the energy (mean square) of every `groupLength` samples.
 * Blocks need not end where groups do.
 */
export function createWeighting(
  sampleRate: number,
  { groupLength, onGroup }: { groupLength: number; onGroup: (energy: number) => void }
): (block: Samples) => void {
  const [first, second] = kWeighting(sampleRate);
  const [b0, b1, b2] = first.b;
  const [a1, a2] = first.a;
  const [c0, c1, c2] = second.b;
  const [d1, d2] = second.a;
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  let energy = 0;
  let filled = 0;
  return (block) => {
    for (let index = 0; index < block.length; index++) {
      const x = block[index] as number;
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      const z = c0 * y + c1 * y1 + c2 * y2 - d1 * z1 - d2 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      energy += z * z;
      if (++filled === groupLength) {
        onGroup(energy / groupLength);
        energy = 0;
        filled = 0;
      }
    }
  };
}

const toLufs = (meanSquare: number): number => -0.691 + 10 * Math.log10(meanSquare);
const fromLufs = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);

/** Means over windows of so many tenths of a second, one every tenth. */
function windowsOf(tenths: ArrayLike<number>, length: number): Float64Array {
  const windows = new Float64Array(Math.max(0, tenths.length - length + 1));
  for (let index = 0; index < windows.length; index++) {
    let sum = 0;
    for (let tenth = index; tenth < index + length; tenth++) sum += tenths[tenth] as number;
    windows[index] = sum / length;
  }
  return windows;
}

/**
 * Integrated loudness in LUFS (ITU-R BS.1770: 400 ms blocks every 100 ms, gates at −70 LUFS and 10 LU below the ungated
 * mean) of the K-weighted energies of each tenth of a second. −Infinity for silence. Sounds shorter than a block are
 * measured whole, without gates.
 */
export function gatedLoudness(tenths: ArrayLike<number>): number {
  if (tenths.length < 4) {
    const mean = tenths.length > 0 ? meanOf(Float64Array.from(tenths)) : 0;
    return mean > 0 ? toLufs(mean) : -Infinity;
  }
  const audible = windowsOf(tenths, 4).filter((block) => block > fromLufs(-70));
  if (audible.length === 0) return -Infinity;
  const relative = fromLufs(toLufs(meanOf(audible)) - 10);
  return toLufs(meanOf(audible.filter((block) => block > relative)));
}

/** What EBU R128 asks to be told of a programme, in LUFS, and LU for the range (EBU Tech 3341 and 3342). */
export interface LoudnessReport {
  integrated: number;
  range: number;
  maxMomentary: number;
  maxShortTerm: number;
}

/** Measures as it is fed; what it says holds for all it has heard so far. */
export function createLoudnessMeter(sampleRate: number): { add(block: Samples): void; report(): LoudnessReport } {
  const tenths: number[] = [];
  const add = createWeighting(sampleRate, {
    groupLength: Math.round(sampleRate / 10),
    onGroup: (energy) => void tenths.push(energy)
  });
  return {
    add,
    report: () => ({
      integrated: gatedLoudness(tenths),
      range: rangeOf(tenths),
      maxMomentary: toLufs(windowsOf(tenths, 4).reduce((most, energy) => Math.max(most, energy), 0)),
      maxShortTerm: toLufs(windowsOf(tenths, 30).reduce((most, energy) => Math.max(most, energy), 0))
    })
  };
}

/** Loudness range in LU (EBU Tech 3342): from the tenth to the 95th percentile of what lies above its two gates. */
function rangeOf(tenths: readonly number[]): number {
  const audible = windowsOf(tenths, 30).filter((energy) => energy > fromLufs(-70));
  if (audible.length === 0) return 0;
  const relative = fromLufs(toLufs(meanOf(audible)) - 20);
  const sorted = audible.filter((energy) => energy > relative).sort();
  const at = (share: number) => toLufs(sorted[Math.round((sorted.length - 1) * share)] as number);
  return at(0.95) - at(0.1);
}

/** Integrated loudness of whole samples in LUFS. */
export function measureLoudness(samples: Samples, sampleRate: number): number {
  const meter = createLoudnessMeter(sampleRate);
  meter.add(samples);
  return meter.report().integrated;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const phases = 4;
const taps = 12;

/** Interpolation filter: windowed sinc, one row of taps for each quarter of a sample. */
const interpolation: Float64Array[] = Array.from({ length: phases }, (_, phase) => {
  const row = Float64Array.from({ length: taps }, (_, tap) => {
    const x = tap - (taps / 2 - 1) - phase / phases;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (taps / 2));
    return (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * Math.max(0, window);
  });
  const sum = row.reduce((total, value) => total + value, 0);
  return row.map((value) => value / sum);
});

/** Samples a reader must have on either side of those it asks the peaks of. */
export const peakMargin = taps;

/**
 * The highest level of each `groupLength` samples of `padded` between its margins, four times oversampled (BS.1770
 * annex 2). Where nothing near reaches `floor` the samples' own level is taken: no limiter needs more there.
 */
export function groupPeaks(
  padded: Samples,
  { groupLength, floor, into, at }: { groupLength: number; floor: number; into: Float32Array; at: number }
): void {
  const end = padded.length - peakMargin;
  const [, first, second, third] = interpolation as [Float64Array, Float64Array, Float64Array, Float64Array];
  let loudUntil = -1;
  for (let index = peakMargin - taps; index < peakMargin; index++)
    if (Math.abs(padded[index] as number) >= floor) loudUntil = index + taps;
  let group = at;
  let filled = 0;
  let peak = 0;
  for (let index = peakMargin; index < end; index++) {
    const sample = padded[index] as number;
    const own = sample < 0 ? -sample : sample;
    const coming = padded[index + taps / 2] as number;
    if (own >= floor || coming >= floor || -coming >= floor) loudUntil = index + taps;
    if (own > peak) peak = own;
    if (index <= loudUntil) {
      const from = index - (taps / 2 - 1);
      let [a, b, c] = [0, 0, 0];
      for (let tap = 0; tap < taps; tap++) {
        const value = padded[from + tap] as number;
        a += value * (first[tap] as number);
        b += value * (second[tap] as number);
        c += value * (third[tap] as number);
      }
      if (a < 0) a = -a;
      if (b < 0) b = -b;
      if (c < 0) c = -c;
      if (a > peak) peak = a;
      if (b > peak) peak = b;
      if (c > peak) peak = c;
    }
    if (++filled === groupLength || index === end - 1) {
      into[group++] = peak;
      peak = 0;
      filled = 0;
    }
  }
}

/** Highest level in dBTP. */
export function measureTruePeak(samples: Samples): number {
  const padded = new Float32Array(samples.length + 2 * peakMargin);
  padded.set(samples, peakMargin);
  const into = new Float32Array(1);
  groupPeaks(padded, { groupLength: samples.length, floor: 0, into, at: 0 });
  return 20 * Math.log10(into[0] as number);
}

export const toGain = (decibels: number): number => 10 ** (decibels / 20);
