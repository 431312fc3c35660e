import { createLoudnessMeter, gatedLoudness, groupPeaks, peakMargin, toGain, type LoudnessReport } from './loudness.ts';
import { blocksOf, type SampleSource, type Samples } from './samples.ts';

/**
 * Levels are kept for groups of a millisecond, not for samples: a programme of an hour then needs 15 MB for each kind of
 * them, and the gain that suits its loudness is found without going through its samples again.
 */
const groupsPerTenth = 105;
const groupsPerSecond = groupsPerTenth * 10;

/** Mixing rates are multiples of the groups' own: 21 samples at 22,050 Hz, 42 at 44,100. */
export const groupLengthAt = (sampleRate: number): number => Math.max(1, Math.round(sampleRate / groupsPerSecond));

/** 5 ms. */
const lookAheadGroups = 5;
const releaseSeconds = 0.08;
const blockSeconds = 2;

/** More than this a limiter takes from speech is heard as pumping: then the programme stays a little quieter. */
const searchDecibels = 10;
/** How much lower than a preset's a format's own ceiling may be. */
const lowerDecibels = 1.5;

/** A mix to be mastered: its samples, and the K-weighted energy of each group (createWeighting). */
export interface MeasuredMix {
  source: SampleSource;
  sampleRate: number;
  energies: Float32Array;
}

export interface Mastered extends LoudnessReport {
  /** Computed as it is read: nothing of it is kept. */
  source: SampleSource;
  /** Highest level in dBTP: an upper bound, hardly above what is measured. */
  truePeak: number;
  /** The same loudness below a ceiling up to 1.5 dB lower, found from levels alone: within a tenth of a LU. */
  below(ceiling: number): Pick<Mastered, 'source' | 'integrated' | 'truePeak'>;
}

/**
 * Brings a mix to loudnesses (LUFS) below true-peak ceilings (dBTP). The peaks are looked up once for all of them. A mix
 * of silence stays as it is.
 */
export function createMastering({ source, sampleRate, energies }: MeasuredMix) {
  const measured = gatedLoudness(tenthsOf(energies, undefined, 1));
  const groupLength = groupLengthAt(sampleRate);
  let known: { floor: number; peaks: Float32Array } | undefined;
  const peaksFrom = (floor: number): Float32Array => {
    if (!known || floor < known.floor) known = { floor, peaks: peaksOf(source, { groupLength, floor, sampleRate }) };
    return known.peaks;
  };

  return function master({ loudness, ceiling }: { loudness: number; ceiling: number }): Mastered {
    if (!Number.isFinite(measured))
      return {
        source,
        integrated: measured,
        range: 0,
        maxMomentary: measured,
        maxShortTerm: measured,
        truePeak: measured,
        below: () => ({ source, integrated: measured, truePeak: measured })
      };
    const top = toGain(ceiling);
    const needed = loudness - measured;
    // What stays below the ceiling at the highest gain needs no interpolation (between samples it can be 3 dB higher).
    const peaks = peaksFrom((top / toGain(needed + searchDecibels + lowerDecibels)) * 0.7);
    const at = (decibels: number, ceiling = top) => {
      const gain = toGain(decibels);
      return { gain, reductions: reductionsOf(peaks, ceiling / gain) };
    };

    // Energies of groups are not quite those of samples: what is missing after the first time is asked for the second.
    let aim = loudness;
    let best = at(searchGain(aim));
    let mastered = limited(source, { ...best, groupLength });
    let report = measure(mastered);
    for (let step = 0; step < 2 && Math.abs(loudness - report.integrated) > 0.03; step++) {
      aim += loudness - report.integrated;
      best = at(searchGain(aim));
      mastered = limited(source, { ...best, groupLength });
      report = measure(mastered);
    }
    let highest = 0;
    for (let group = 0; group < peaks.length; group++) {
      const reduction = Math.max(best.reductions[group] as number, best.reductions[group + 1] as number);
      highest = Math.max(highest, (peaks[group] as number) * best.gain * reduction);
    }
    return {
      ...report,
      source: mastered,
      truePeak: 20 * Math.log10(highest),
      below(lower) {
        const found = at(searchGain(aim, toGain(lower)), toGain(lower));
        return {
          source: limited(source, { ...found, groupLength }),
          integrated: gatedLoudness(tenthsOf(energies, found.reductions, found.gain)) + loudness - aim,
          truePeak: lower
        };
      }
    };

    /** The limiter costs loudness, so the gain that brings it is sought in steps; in dB. */
    function searchGain(wanted: number, ceiling = top): number {
      let gain = wanted - measured;
      let slope = 1;
      let last: { gain: number; reached: number } | undefined;
      for (let step = 0; step < 12; step++) {
        const { gain: linear, reductions } = at(gain, ceiling);
        const reached = gatedLoudness(tenthsOf(energies, reductions, linear));
        const missing = wanted - reached;
        if (Math.abs(missing) < 0.005) break;
        // The deeper the limiter works, the less a step of gain brings.
        if (last && reached > last.reached) slope = Math.max(0.25, (reached - last.reached) / (gain - last.gain));
        last = { gain, reached };
        gain = Math.min(gain + missing / slope, needed + searchDecibels);
        if (gain === last.gain) break;
      }
      return gain;
    }
  };

  function measure(mastered: SampleSource): LoudnessReport {
    const meter = createLoudnessMeter(sampleRate);
    for (const block of blocksOf(mastered, blockSeconds * sampleRate)) meter.add(block);
    return meter.report();
  }
}

/** K-weighted energy of each tenth of a second after a gain and the limiter's own, one value for each group's beginning. */
function tenthsOf(energies: Float32Array, reductions: Float32Array | undefined, gain: number): Float64Array {
  const tenths = new Float64Array(Math.floor(energies.length / groupsPerTenth));
  const power = gain * gain;
  for (let tenth = 0; tenth < tenths.length; tenth++) {
    let sum = 0;
    for (let group = tenth * groupsPerTenth; group < (tenth + 1) * groupsPerTenth; group++) {
      const reduction = reductions ? ((reductions[group] as number) + (reductions[group + 1] as number)) / 2 : 1;
      sum += (energies[group] as number) * reduction * reduction;
    }
    tenths[tenth] = (sum * power) / groupsPerTenth;
  }
  return tenths;
}

function peaksOf(
  source: SampleSource,
  { groupLength, floor, sampleRate }: { groupLength: number; floor: number; sampleRate: number }
): Float32Array {
  const peaks = new Float32Array(Math.ceil(source.length / groupLength));
  const blockGroups = Math.ceil((blockSeconds * sampleRate) / groupLength);
  for (let group = 0; group < peaks.length; group += blockGroups) {
    const start = group * groupLength;
    const end = Math.min(source.length, start + blockGroups * groupLength);
    const padded = source.read(start - peakMargin, end + peakMargin);
    groupPeaks(padded, { groupLength, floor, into: peaks, at: group });
  }
  return peaks;
}

/**
 * The limiter's gain where each group begins, and after the last. It is down before a peak comes and recovers slowly after
 * it: the lowest need within the look-ahead, held and released, then the mean over the same length.
 */
function reductionsOf(peaks: Float32Array, harmless: number): Float32Array {
  const reductions = new Float32Array(peaks.length + 1).fill(1);
  const recovery = 1 - Math.exp(-1 / (releaseSeconds * groupsPerSecond));
  // What is needed within the look-ahead, ever higher; the first is its minimum. A ring: few are in it at a time.
  const size = lookAheadGroups + 2;
  const needs = new Float64Array(size);
  const places = new Int32Array(size);
  let head = 0;
  let count = 0;
  const window = new Float64Array(lookAheadGroups).fill(1);
  let held = 1;
  let busyUntil = -1;
  for (let index = 1 - lookAheadGroups; index <= peaks.length; index++) {
    const coming = index + lookAheadGroups - 1;
    const peak = coming < peaks.length ? (peaks[coming] as number) : 0;
    // Both groups that a gain lies between must be safe with it, so the one before is still in the window.
    if (count > 0 && (places[head] as number) < index - 1) {
      head = (head + 1) % size;
      count--;
    }
    if (peak > harmless) {
      const need = harmless / peak;
      while (count > 0 && (needs[(head + count - 1) % size] as number) >= need) count--;
      const last = (head + count) % size;
      needs[last] = need;
      places[last] = coming;
      count++;
    }
    held = Math.min(count > 0 ? (needs[head] as number) : 1, held + (1 - held) * recovery);
    window[(index + lookAheadGroups) % lookAheadGroups] = held;
    if (held < 0.9999) busyUntil = index + lookAheadGroups;
    if (index < 0 || index > busyUntil) continue;
    let sum = 0;
    for (let slot = 0; slot < lookAheadGroups; slot++) sum += window[slot] as number;
    reductions[index] = Math.min(1, sum / lookAheadGroups);
  }
  return reductions;
}

/** A source with a gain and the limiter's over it, computed as it is read. */
function limited(
  source: SampleSource,
  { gain, reductions, groupLength }: { gain: number; reductions: Float32Array; groupLength: number }
): SampleSource {
  const last = reductions.length - 1;
  return {
    length: source.length,
    read(start, end) {
      const samples: Samples = source.read(start, end).slice();
      for (let index = 0; index < samples.length;) {
        const place = start + index;
        const group = Math.floor(place / groupLength);
        const from = reductions[Math.max(0, Math.min(last, group))] as number;
        const to = reductions[Math.max(0, Math.min(last, group + 1))] as number;
        const until = Math.min(samples.length, (group + 1) * groupLength - start);
        for (let inGroup = place - group * groupLength; index < until; index++, inGroup++)
          samples[index] = (samples[index] as number) * gain * (from + ((to - from) * (inGroup + 0.5)) / groupLength);
      }
      return samples;
    }
  };
}
