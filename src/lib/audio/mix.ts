import type { PauseStep, SoundStep } from '#lib/domain/programme.ts';
import { measureLoudness, toGain, type Samples } from './loudness.ts';
import { fromPcm, resample } from './resample.ts';
import { mixRate, renderBlankTone, renderSound, soundLoudness } from './sounds.ts';

/** Raise it whenever the same steps come out otherwise: programmes are then made anew. */
export const mixVersion = 1;

export type MixStep = MixLine | SoundStep | PauseStep;

export interface MixLine {
  type: 'line';
  cue: number | undefined;
  parts: ({ type: 'speech'; pcm: Int16Array; sampleRate: number } | { type: 'blank' })[];
  restSeconds: number;
}

export interface Mix {
  samples: Samples;
  /** `partSeconds`: where each part of the line begins, speech and blanks. */
  lines: { cue: number; startSeconds: number; durationSeconds: number; partSeconds: number[] }[];
}

/** LUFS of every line, and of a sound that lies below speech. */
const lineLoudness = -18;
const backgroundLoudness = -40;
const silent = -70;
const blankMarginSeconds = 0.09;
const tailSeconds = 0.4;

/**
 * A sound from where it enters to where it has gone, and its level over time. Later cues of the same sound go on with it:
 * the bed that comes up at the end is the one that began.
 */
interface Run {
  sound: SoundStep['sound'];
  startSeconds: number;
  endSeconds: number;
  /** Level in dB against its full one, at points of the programme's time. */
  levels: { at: number; decibels: number }[];
  /** It lies below what follows until another place or tune takes over. */
  open: boolean;
}

/** All steps one after another on one channel at `mixRate`; not yet at its final loudness. */
export function mixProgramme(steps: readonly MixStep[]): Mix {
  const runs: Run[] = [];
  const voices: { at: number; samples: Samples }[] = [];
  const lines: Mix['lines'] = [];
  let clock = 0;
  for (const step of steps) {
    if (step.type === 'pause') clock += step.seconds;
    else if (step.type === 'sound') {
      enterSound(runs, step, clock);
      clock += step.seconds;
    } else {
      const { samples, partSeconds } = renderLine(step);
      const durationSeconds = samples.length / mixRate + step.restSeconds;
      voices.push({ at: clock, samples });
      if (step.cue !== undefined)
        lines.push({
          cue: step.cue,
          startSeconds: clock,
          durationSeconds,
          partSeconds: partSeconds.map((seconds) => clock + seconds)
        });
      clock += durationSeconds;
    }
  }
  for (const run of runs) if (run.open) fadeOut(run, clock, 0.8);

  const seconds = Math.max(clock + tailSeconds, ...runs.map((run) => run.endSeconds + 0.1));
  const samples = new Float32Array(Math.ceil(seconds * mixRate));
  for (const run of runs) addRun(samples, run);
  for (const voice of voices) add(samples, voice.at, voice.samples);
  return { samples, lines };
}

/** A line at its loudness, and where each of its parts begins in it. */
function renderLine({ parts }: MixLine): { samples: Samples; partSeconds: number[] } {
  const pieces = parts.map((part) =>
    part.type === 'blank' ? 'blank' : resample(fromPcm(part.pcm), part.sampleRate, mixRate)
  );
  const speech = join(pieces.filter((piece) => piece !== 'blank'));
  const measured = measureLoudness(speech, mixRate);
  const gain = Number.isFinite(measured) ? toGain(Math.min(18, lineLoudness - measured)) : 1;
  const margin = new Float32Array(Math.round(blankMarginSeconds * mixRate));
  const partSeconds: number[] = [];
  let length = 0;
  const heard = pieces.flatMap((piece) => {
    const samples = piece === 'blank' ? [margin, renderBlankTone(), margin] : [piece.map((sample) => sample * gain)];
    partSeconds.push(length / mixRate);
    length += samples.reduce((sum, { length }) => sum + length, 0);
    return samples;
  });
  return { samples: join(heard), partSeconds };
}

function enterSound(runs: Run[], { sound, seconds, actions }: SoundStep, clock: number): void {
  const end = clock + seconds;
  const has = (action: (typeof actions)[number]) => actions.includes(action);
  const going = runs.find((run) => run.open && run.sound.id === sound.id);
  const background = backgroundLoudness - soundLoudness(sound.kind);
  // A sting closes a scene, another place or tune opens one; a bell or a ring is heard within it.
  const endsOthers = has('bed') || sound.kind !== 'effect';
  if (endsOthers) for (const run of runs) if (run.open && run !== going) fadeOut(run, clock, 0.8);

  const run: Run = going ?? { sound, startSeconds: clock, endSeconds: end, levels: [], open: false };
  if (!going) runs.push(run);
  run.open = false;
  const { levels } = run;
  const last = levels.at(-1)?.decibels;
  const leaving = has('out') || has('cut');
  // A sound that is already there and is only to leave does not come up first.
  const height = last !== undefined && leaving && !has('up') ? last : 0;
  levels.push({ at: clock, decibels: last ?? (has('in') ? -30 : has('up') ? -6 : height) });
  levels.push({
    at: clock + Math.min(last !== undefined || has('in') ? 0.35 : has('up') ? 0.35 : 0.01, seconds / 3),
    decibels: height
  });
  if (has('bed')) {
    levels.push({ at: clock + seconds * 0.65, decibels: height }, { at: end, decibels: background });
    run.open = true;
  } else if (has('cut')) levels.push({ at: end - 0.01, decibels: height });
  else if (has('out')) {
    levels.push(
      { at: clock + seconds * 0.5, decibels: height },
      { at: end - 0.3, decibels: height - 14 },
      { at: end, decibels: silent }
    );
  } else if (has('down')) {
    levels.push({ at: clock + seconds * 0.6, decibels: height }, { at: end, decibels: -12 });
    fadeOut(run, end, 1.4);
  } else {
    levels.push({ at: end - Math.min(0.3, seconds / 4), decibels: height });
    levels.push({ at: end, decibels: -14 });
    fadeOut(run, end, 0.3);
  }
  if (!run.open) run.endSeconds = Math.max(end, levels.at(-1)?.at ?? end);
}

function fadeOut(run: Run, from: number, seconds: number): void {
  const last = run.levels.at(-1);
  if (last && last.at < from) run.levels.push({ at: from, decibels: last.decibels });
  run.levels.push({ at: from + seconds, decibels: silent });
  run.endSeconds = from + seconds;
  run.open = false;
}

function addRun(to: Samples, { sound, startSeconds, endSeconds, levels }: Run): void {
  const samples = renderSound(sound, endSeconds - startSeconds);
  const first = Math.round(startSeconds * mixRate);
  let segment = 0;
  let gain = 0;
  for (let index = 0; index < samples.length && first + index < to.length; index++) {
    // A level every 16 samples is as smooth as the ear wants it.
    if (index % 16 === 0) {
      const time = startSeconds + index / mixRate;
      while (segment + 1 < levels.length && (levels[segment + 1]?.at ?? 0) <= time) segment++;
      const from = levels[segment];
      const next = levels[segment + 1];
      const share = from && next && next.at > from.at ? (time - from.at) / (next.at - from.at) : 0;
      gain = from ? toGain(next ? from.decibels + (next.decibels - from.decibels) * share : from.decibels) : 1;
    }
    to[first + index] = (to[first + index] as number) + gain * (samples[index] as number);
  }
}

function add(to: Samples, at: number, samples: Samples): void {
  const first = Math.round(at * mixRate);
  for (let index = 0; index < samples.length && first + index < to.length; index++)
    to[first + index] = (to[first + index] as number) + (samples[index] as number);
}

function join(pieces: readonly Samples[]): Samples {
  const joined = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let written = 0;
  for (const piece of pieces) {
    joined.set(piece, written);
    written += piece.length;
  }
  return joined;
}
