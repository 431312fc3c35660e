import type { PauseStep, SoundStep } from '#lib/domain/programme.ts';
import { soundLoudness } from './sounds.ts';

/**
 * A sound from where it enters to where it has gone, and its level over time. Later cues of the same sound go on with it:
 * the bed that comes up at the end is the one that began.
 */
export interface Run {
  sound: SoundStep['sound'];
  startSeconds: number;
  endSeconds: number;
  /** Level in dB against its full one, at points of the programme's time. */
  levels: { at: number; decibels: number }[];
  /** Where it lies below what is said: there it makes way for every line. */
  below: { from: number; to: number }[];
  /** It lies below what follows until another place or tune takes over. */
  open: boolean;
}

/** Lines and where they begin, sounds and how they come and go: everything about a mix but its samples. */
export interface Timeline<Line> {
  lines: { step: Line; startSeconds: number; spokenSeconds: number; durationSeconds: number }[];
  runs: Run[];
  seconds: number;
}

interface TimedLine {
  type: 'line';
  restSeconds: number;
}

/** LUFS of a sound that lies below speech while nobody speaks; a line takes it `duckDecibels` further down. */
const backgroundLoudness = -33;
export const duckDecibels = 8;
const silent = -70;
const tailSeconds = 0.25;

/** `spokenSeconds`: how long a line lasts without the breath after it. */
export function toTimeline<Line extends TimedLine>(
  steps: readonly (Line | SoundStep | PauseStep)[],
  spokenSeconds: (line: Line) => number
): Timeline<Line> {
  const runs: Run[] = [];
  const lines: Timeline<Line>['lines'] = [];
  let clock = 0;
  for (const step of steps) {
    if (step.type === 'pause') clock += step.seconds;
    else if (step.type === 'sound') {
      enterSound(runs, step, clock);
      clock += step.seconds;
    } else {
      const spoken = spokenSeconds(step);
      const durationSeconds = spoken + step.restSeconds;
      lines.push({ step, startSeconds: clock, spokenSeconds: spoken, durationSeconds });
      clock += durationSeconds;
    }
  }
  for (const run of runs) if (run.open) fadeOut(run, clock, 0.8);
  return { lines, runs, seconds: Math.max(clock + tailSeconds, ...runs.map((run) => run.endSeconds + 0.1)) };
}

function enterSound(runs: Run[], { sound, seconds, actions }: SoundStep, clock: number): void {
  const end = clock + seconds;
  const has = (action: (typeof actions)[number]) => actions.includes(action);
  const going = runs.find((run) => run.open && run.sound.id === sound.id);
  const background = backgroundLoudness - soundLoudness(sound.kind);
  // A sting closes a scene, another place or tune opens one; a bell or a ring is heard within it.
  const endsOthers = has('bed') || sound.kind !== 'effect';
  if (endsOthers) for (const run of runs) if (run.open && run !== going) fadeOut(run, clock, 0.8);

  const run: Run = going ?? { sound, startSeconds: clock, endSeconds: end, levels: [], below: [], open: false };
  if (!going) runs.push(run);
  run.open = false;
  const { levels } = run;
  const under = run.below.at(-1);
  if (under) under.to = Math.min(under.to, clock);
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
    run.below.push({ from: end, to: Infinity });
    run.open = true;
  } else if (has('cut')) levels.push({ at: end - 0.01, decibels: height });
  else if (has('out')) {
    // It leaves within the last second or so: LibreTime takes a longer fade for silence and cuts it off.
    const fade = Math.min(1.3, seconds * 0.5);
    levels.push(
      { at: end - fade, decibels: height },
      { at: end - fade / 3, decibels: height - 9 },
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

const attackSeconds = 0.15;
const releaseSeconds = 0.4;
/** Between lines that follow one another sooner than this, a bed does not come up: it would pump. */
const breathSeconds = 0.9;

/**
 * How far (0–1) a bed has made way at a time: it begins 150 ms before a line, is down when the first word comes and rises
 * again after the last. `lines` are joined by joinLines.
 */
export function duckingAt(lines: readonly { from: number; to: number }[], seconds: number): number {
  let low = 0;
  let high = lines.length;
  // The first line that is not over.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] as { to: number }).to + releaseSeconds > seconds) high = middle;
    else low = middle + 1;
  }
  let most = 0;
  for (const line of lines.slice(low, low + 2)) {
    const coming = (seconds - (line.from - attackSeconds)) / attackSeconds;
    const going = (line.to + releaseSeconds - seconds) / releaseSeconds;
    most = Math.max(most, Math.min(1, coming, going));
  }
  return most;
}

/** Lines with so little between them that nothing comes up are one. */
export function joinLines(
  lines: readonly { startSeconds: number; spokenSeconds: number }[]
): { from: number; to: number }[] {
  const joined: { from: number; to: number }[] = [];
  for (const { startSeconds, spokenSeconds } of lines) {
    const last = joined.at(-1);
    if (last && startSeconds - last.to < breathSeconds) last.to = startSeconds + spokenSeconds;
    else joined.push({ from: startSeconds, to: startSeconds + spokenSeconds });
  }
  return joined;
}
