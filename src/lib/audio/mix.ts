import type { PauseStep, SoundStep } from '#lib/domain/programme.ts';
import { groupLengthAt, type MeasuredMix } from './limiter.ts';
import { createWeighting, measureLoudness, toGain } from './loudness.ts';
import { fromPcm, resample, resampled, resampledLength } from './resample.ts';
import { createMemoryStore, sourceOf, type SampleSource, type Samples, type SampleStore } from './samples.ts';
import { createSound, renderBlankTone, soundRate } from './sounds.ts';
import { duckDecibels, duckingAt, joinLines, toTimeline, type Run, type Timeline } from './timeline.ts';

/** Raise it whenever the same steps come out otherwise: programmes are then made anew. */
export const mixVersion = 2;

export type MixStep = MixLine | SoundStep | PauseStep;

/** Samples in memory, or their number and the name by which they are read when they are due. */
export type SpeechPart =
  | { type: 'speech'; pcm: Int16Array; sampleRate: number }
  | { type: 'speech'; key: string; samples: number; sampleRate: number };

export interface MixLine {
  type: 'line';
  cue: number | undefined;
  /** Who speaks, for the marks in a file. */
  label?: string | undefined;
  parts: (SpeechPart | { type: 'blank' })[];
  restSeconds: number;
}

export interface MixedLine {
  cue: number;
  label: string | undefined;
  startSeconds: number;
  durationSeconds: number;
  /** Where each part of the line begins, speech and blanks. */
  partSeconds: number[];
}

export interface Mix extends MeasuredMix {
  source: SampleStore;
  lines: MixedLine[];
}

export interface MixOptions {
  /** Reads a take that a step only names. */
  readTake?: ((key: string) => Promise<Int16Array>) | undefined;
  /** Takes the mix; in memory where nothing else is said. */
  store?: SampleStore | undefined;
}

/** LUFS of every line. */
const lineLoudness = -18;
const blankMarginSeconds = 0.09;
const blockSeconds = 4;

/**
 * The embedded voice has nothing above 11 kHz: mixing at its rate halves time and memory. One take of more, a person's,
 * and the programme is mixed at 44,100 Hz.
 */
export const mixRateOf = (steps: readonly MixStep[]): number =>
  steps.some(
    (step) => step.type === 'line' && step.parts.some((part) => part.type === 'speech' && part.sampleRate > soundRate)
  )
    ? 44_100
    : soundRate;

/** All steps one after another on one channel, block by block; not yet at its final loudness. */
export async function mixProgramme(
  steps: readonly MixStep[],
  { readTake, store = createMemoryStore() }: MixOptions = {}
): Promise<Mix> {
  const rate = mixRateOf(steps);
  const timeline = toTimeline(steps, (line: MixLine) => layOut(line, rate).length / rate);
  const length = Math.ceil(timeline.seconds * rate);
  const groupLength = groupLengthAt(rate);
  const energies = new Float32Array(Math.floor(length / groupLength));
  let group = 0;
  const weigh = createWeighting(rate, { groupLength, onGroup: (energy) => (energies[group++] = energy) });

  const sounds = timeline.runs.map((run) => createRunSound(run, timeline, rate));
  const voices = new Map<Timeline<MixLine>['lines'][number], Samples>();
  const blockLength = blockSeconds * rate;
  for (let start = 0; start < length; start += blockLength) {
    const block = new Float32Array(Math.min(blockLength, length - start));
    for (const sound of sounds) sound.addTo(block, start);
    for (const line of timeline.lines) {
      const at = Math.round(line.startSeconds * rate);
      if (at >= start + block.length) break;
      if (at + Math.ceil(line.spokenSeconds * rate) + 1 <= start) continue;
      const samples = voices.get(line) ?? (await renderLine(line.step, rate, readTake));
      voices.set(line, samples);
      const from = Math.max(0, at - start);
      const heard = samples.subarray(Math.max(0, start - at), start - at + block.length);
      for (let index = 0; index < heard.length && from + index < block.length; index++)
        block[from + index] = (block[from + index] as number) + (heard[index] as number);
      if (at + samples.length <= start + block.length) voices.delete(line);
    }
    if (start === 0) liftOpening(block, rate);
    weigh(block);
    store.append(block);
  }

  const lines = timeline.lines.flatMap(({ step, startSeconds, durationSeconds }) =>
    step.cue === undefined
      ? []
      : [
          {
            cue: step.cue,
            label: step.label,
            startSeconds,
            durationSeconds,
            partSeconds: layOut(step, rate).starts.map((at) => startSeconds + at / rate)
          }
        ]
  );
  return { source: store, sampleRate: rate, energies, lines };
}

const toneLength = (rate: number): number => resampledLength(renderBlankTone().length, soundRate, rate);

/** Where the parts of a line begin, and its length, in samples at the mix's rate. */
function layOut({ parts }: MixLine, rate: number): { starts: number[]; length: number } {
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length +=
      part.type === 'blank'
        ? toneLength(rate) + 2 * Math.round(blankMarginSeconds * rate)
        : resampledLength('pcm' in part ? part.pcm.length : part.samples, part.sampleRate, rate);
  }
  return { starts, length };
}

/** A line at its loudness. */
async function renderLine(line: MixLine, rate: number, readTake: MixOptions['readTake']): Promise<Samples> {
  const { starts, length } = layOut(line, rate);
  const samples = new Float32Array(length);
  const speech: Samples[] = [];
  for (const part of line.parts) {
    if (part.type === 'blank') continue;
    const pcm = 'pcm' in part ? part.pcm : await readTake?.(part.key);
    if (!pcm) throw new Error(`Nadie lee la toma ${'key' in part ? part.key : ''}.`);
    speech.push(resample(fromPcm(pcm), part.sampleRate, rate));
  }
  const measured = measureLoudness(join(speech), rate);
  const gain = Number.isFinite(measured) ? toGain(Math.min(18, lineLoudness - measured)) : 1;
  line.parts.forEach((part, index) => {
    const at = starts[index] as number;
    if (part.type === 'blank') {
      const tone = resample(renderBlankTone(), soundRate, rate);
      samples.set(tone, at + Math.round(blankMarginSeconds * rate));
    } else
      samples.set(
        (speech.shift() as Samples).map((sample) => sample * gain),
        at
      );
  });
  return samples;
}

/** A sound with its comings and goings. It is composed when the first block needs it, and let go after the last. */
function createRunSound(run: Run, { lines }: Timeline<MixLine>, rate: number) {
  const { sound, startSeconds, endSeconds, levels, below } = run;
  const first = Math.round(startSeconds * rate);
  const length = Math.round((endSeconds - startSeconds) * rate);
  const speech = joinLines(lines);
  let source: SampleSource | undefined;

  const levelAt = (time: number): number => {
    let segment = 0;
    while (segment + 1 < levels.length && (levels[segment + 1]?.at ?? 0) <= time) segment++;
    const from = levels[segment];
    const next = levels[segment + 1];
    if (!from) return 1;
    const share = next && next.at > from.at ? (time - from.at) / (next.at - from.at) : 0;
    const level = next ? from.decibels + (next.decibels - from.decibels) * share : from.decibels;
    const isBelow = below.some(({ from, to }) => from - 0.5 <= time && time < to + 0.4);
    return toGain(level - (isBelow ? duckDecibels * duckingAt(speech, time) : 0));
  };

  return {
    addTo(block: Samples, start: number): void {
      const begin = Math.max(0, start - first);
      const end = Math.min(length, start + block.length - first);
      if (begin >= end) {
        if (start >= first + length) source = undefined;
        return;
      }
      source ??= resampled(createSound(sound, endSeconds - startSeconds), soundRate, rate);
      const samples = source.read(begin, end);
      let gain = levelAt(startSeconds + (begin - (begin % 16)) / rate);
      for (let index = begin; index < end; index++) {
        // A level every 16 samples is as smooth as the ear wants it.
        if (index % 16 === 0) gain = levelAt(startSeconds + index / rate);
        const at = first + index - start;
        block[at] = (block[at] as number) + gain * (samples[index - begin] as number);
      }
    }
  };
}

/**
 * What a programme opens with is heard: LibreTime takes a second below −16.5 dBFS for silence and cuts it off. A broadcast
 * master lies about 5 dB below the mix, so the mix peaks above −6 dBFS within its first second, and then eases back.
 */
function liftOpening(block: Samples, rate: number): void {
  const opening = block.subarray(0, rate);
  const peak = opening.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const lift = Math.min(openingPeak / peak, toGain(18));
  if (peak === 0 || lift <= 1) return;
  for (let index = 0; index < Math.min(block.length, openingSeconds * rate); index++) {
    const share = Math.max(0, index / rate - 1) / (openingSeconds - 1);
    block[index] = (block[index] as number) * lift ** (1 - share);
  }
}
const openingPeak = toGain(-5.5);
const openingSeconds = 2.5;

/** A mix in memory as a source, for what has no steps. */
export const toMix = (samples: Samples, sampleRate: number): MeasuredMix => {
  const groupLength = groupLengthAt(sampleRate);
  const energies = new Float32Array(Math.floor(samples.length / groupLength));
  let group = 0;
  createWeighting(sampleRate, { groupLength, onGroup: (energy) => (energies[group++] = energy) })(samples);
  return { source: sourceOf(samples), sampleRate, energies };
};

function join(pieces: readonly Samples[]): Samples {
  if (pieces.length === 1) return pieces[0] as Samples;
  const joined = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let written = 0;
  for (const piece of pieces) {
    joined.set(piece, written);
    written += piece.length;
  }
  return joined;
}
