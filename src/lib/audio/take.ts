import { measureLoudness } from './loudness.ts';
import type { Samples } from './samples.ts';
import type { Pcm } from './take-wav.ts';

/** What was recorded or brought as a file, ready to be kept. */
export interface CutTake extends Pcm {
  seconds: number;
  /** LUFS. */
  loudness: number;
  verdict: TakeVerdict;
}

/** `clipped`: too loud for the microphone, which cannot be mended; `soft`: usable, but its noise comes up with it. */
export type TakeVerdict = 'good' | 'soft' | 'clipped';

const windowSeconds = 0.01;
/** Left at both ends: the breath before a word and the end of its last sound. */
const marginSeconds = 0.08;
/** Shorter sounds are a key, a chair or the tap on the screen. */
const shortestWindows = 4;
/** Below it there is nothing to hear, dBFS. */
const silence = -55;
const softLoudness = -36;

/**
 * A take without the silence at its ends and with what is to be said of its level; `silent` where nothing is heard,
 * `short` where only a knock is. The silence is the room's own: what lies little above its quietest tenth.
 */
export function cutTake(samples: Samples, sampleRate: number): CutTake | 'silent' | 'short' {
  const length = Math.round(sampleRate * windowSeconds);
  const levels = Array.from({ length: Math.floor(samples.length / length) }, (_, index) =>
    levelOf(samples.subarray(index * length, (index + 1) * length))
  );
  const sorted = levels.filter((level) => level > -120).sort((a, b) => a - b);
  const floor = sorted[Math.floor(sorted.length / 10)] ?? -120;
  const loudest = sorted.at(-1) ?? -120;
  if (loudest < silence + 5) return 'silent';
  const threshold = Math.max(silence, Math.min(floor + 8, loudest - 25));
  const heard = soundingRuns(levels, threshold);
  const [first, last] = [heard.at(0), heard.at(-1)];
  if (!first || !last) return 'short';
  const margin = Math.round(marginSeconds * sampleRate);
  const kept = samples.subarray(Math.max(0, first.start * length - margin), last.end * length + margin);
  const measured = measureLoudness(kept, sampleRate);
  // A single short word can be too short for the meter.
  const loudness = Number.isFinite(measured) ? measured : loudest;
  return {
    pcm: Int16Array.from(kept, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)),
    sampleRate,
    seconds: kept.length / sampleRate,
    loudness: Math.round(loudness * 10) / 10,
    verdict: isClipped(kept) ? 'clipped' : loudness < softLoudness ? 'soft' : 'good'
  };
}

/** dBFS of the mean square. */
function levelOf(samples: Samples): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return 10 * Math.log10(energy / Math.max(1, samples.length) + 1e-13);
}

/** Runs of windows above a level that last as long as speech does. */
function soundingRuns(levels: readonly number[], threshold: number): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let start: number | undefined;
  for (let index = 0; index <= levels.length; index++) {
    const sounds = (levels[index] ?? -Infinity) > threshold;
    if (sounds) start ??= index;
    else if (start !== undefined) {
      if (index - start >= shortestWindows) runs.push({ start, end: index });
      start = undefined;
    }
  }
  return runs;
}

/** Three samples on end at full scale are a wave whose top was cut off. */
function isClipped(samples: Samples): boolean {
  let onEnd = 0;
  for (const sample of samples) {
    onEnd = Math.abs(sample) >= 0.999 ? onEnd + 1 : 0;
    if (onEnd === 3) return true;
  }
  return false;
}

/** A meter's word for a moment's level: peak of a tenth of a second, dBFS. */
export const levelVerdict = (peak: number): 'soft' | 'good' | 'loud' =>
  peak < -30 ? 'soft' : peak > -3 ? 'loud' : 'good';
