/** Samples from −1 to 1, one channel. */
export type Samples = Float32Array;

/** Two second-order filters of ITU-R BS.1770-5 (K-weighting), computed for any sample rate from its 48 kHz prototypes. */
function kWeighting(sampleRate: number): { b: [number, number, number]; a: [number, number] }[] {
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

/** Mean square of each tenth of a second after K-weighting. */
function weightedTenths(samples: Samples, sampleRate: number): Float64Array {
  const [first, second] = kWeighting(sampleRate);
  if (!first || !second) return new Float64Array(0);
  const [b0, b1, b2] = first.b;
  const [a1, a2] = first.a;
  const [c0, c1, c2] = second.b;
  const [d1, d2] = second.a;
  const length = Math.round(sampleRate / 10);
  const tenths = new Float64Array(Math.floor(samples.length / length));
  let x1 = 0,
    x2 = 0,
    y1 = 0,
    y2 = 0,
    z1 = 0,
    z2 = 0;
  for (let tenth = 0; tenth < tenths.length; tenth++) {
    let energy = 0;
    for (let index = tenth * length; index < (tenth + 1) * length; index++) {
      const x = samples[index] as number;
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      const z = c0 * y + c1 * y1 + c2 * y2 - d1 * z1 - d2 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      energy += z * z;
    }
    tenths[tenth] = energy / length;
  }
  return tenths;
}

const toLufs = (meanSquare: number): number => -0.691 + 10 * Math.log10(meanSquare);
const fromLufs = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);

/**
 * Integrated loudness in LUFS (ITU-R BS.1770: K-weighting, 400 ms blocks every 100 ms, gates at −70 LUFS and 10 LU below
 * the ungated mean). −Infinity for silence. Sounds shorter than a block are measured whole, without gates.
 */
export function measureLoudness(samples: Samples, sampleRate: number): number {
  const tenths = weightedTenths(samples, sampleRate);
  if (tenths.length < 4) {
    const mean = tenths.reduce((sum, tenth) => sum + tenth, 0) / Math.max(1, tenths.length);
    return mean > 0 ? toLufs(mean) : -Infinity;
  }
  const blocks = new Float64Array(tenths.length - 3);
  for (let index = 0; index < blocks.length; index++)
    blocks[index] =
      ((tenths[index] ?? 0) + (tenths[index + 1] ?? 0) + (tenths[index + 2] ?? 0) + (tenths[index + 3] ?? 0)) / 4;
  const audible = blocks.filter((block) => block > fromLufs(-70));
  if (audible.length === 0) return -Infinity;
  const relative = fromLufs(toLufs(meanOf(audible)) - 10);
  return toLufs(meanOf(audible.filter((block) => block > relative)));
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

/**
 * For each sample the highest level between it and the next, four times oversampled (BS.1770 annex 2). Where nothing
 * near reaches `floor` the sample's own level is taken: no limiter needs more there.
 */
export function truePeaks(samples: Samples, floor = 0): Float32Array {
  const before = taps / 2 - 1;
  const padded = new Float32Array(samples.length + taps);
  padded.set(samples, before);
  const peaks = new Float32Array(samples.length);
  let loudUntil = -1;
  for (let index = 0; index < samples.length; index++) {
    const own = Math.abs(padded[index + before] as number);
    if (own >= floor || Math.abs(padded[index + taps - 1] as number) >= floor) loudUntil = index + taps - 1;
    let peak = own;
    if (index <= loudUntil)
      for (let phase = 1; phase < phases; phase++) {
        const row = interpolation[phase] as Float64Array;
        let value = 0;
        for (let tap = 0; tap < taps; tap++) value += (padded[index + tap] as number) * (row[tap] as number);
        const level = value < 0 ? -value : value;
        if (level > peak) peak = level;
      }
    peaks[index] = peak;
  }
  return peaks;
}

/** Highest level in dBTP. */
export const measureTruePeak = (samples: Samples): number =>
  20 * Math.log10(truePeaks(samples).reduce((highest, peak) => Math.max(highest, peak), 0));

export const toGain = (decibels: number): number => 10 ** (decibels / 20);
