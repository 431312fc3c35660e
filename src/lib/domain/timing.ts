import { textOf } from './document.ts';
import { languages, type LanguageCode } from './language.ts';
import type { Cue } from './radio.ts';

/** When a cue begins and how long it lasts, in seconds. */
export interface Timing {
  startSeconds: number;
  durationSeconds: number;
}

/** Seconds a spoken text takes: characters at the language's rate, and a constant for the line. */
export function estimateSeconds(spoken: string, language: LanguageCode): number {
  const { charactersPerSecond, secondsPerLine } = languages[language];
  return spoken.trim().length / charactersPerSecond + secondsPerLine;
}

/**
 * Start and length of every cue. A sound that stays as a bed takes only its own seconds, then speech goes over it.
 * `lineSeconds` gives measured lengths by cue number where audio exists.
 */
export function toTimings(
  cues: Cue[],
  {
    language,
    speak,
    lineSeconds,
    pace = 1
  }: {
    language: LanguageCode;
    /** How much longer than the embedded voice the readers take. */
    pace?: number;
    /** Written → spoken text: what is read aloud is what takes time. */
    speak: (text: string) => string;
    lineSeconds?: ReadonlyMap<number, number> | undefined;
  }
): Timing[] {
  let clock = 0;
  return cues.map((cue) => {
    const durationSeconds =
      cue.type === 'line'
        ? (lineSeconds?.get(cue.number) ?? estimateSeconds(speak(textOf(cue.content)), language)) * pace
        : cue.seconds;
    const timing = { startSeconds: clock, durationSeconds };
    clock += durationSeconds;
    return timing;
  });
}

export const totalSeconds = (timings: Timing[]): number => {
  const last = timings.at(-1);
  return last ? last.startSeconds + last.durationSeconds : 0;
};

/** `4:05` */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** What a length means for a slot. */
export interface SlotFit {
  state: 'fits' | 'under' | 'over';
  /** Always positive: what is missing, or too much. */
  differenceSeconds: number;
}

/** More than this over the slot does not fit; less than this share of it leaves dead air. */
const mostOver = 1.02;
const leastFilled = 0.88;

export function fitSlot(seconds: number, slotSeconds: number): SlotFit {
  const differenceSeconds = Math.abs(seconds - slotSeconds);
  if (seconds > slotSeconds * mostOver) return { state: 'over', differenceSeconds };
  return { state: seconds < slotSeconds * leastFilled ? 'under' : 'fits', differenceSeconds };
}

/** The lengths stations sell and fill, in seconds. */
export const slots = [15, 30, 60, 180, 300, 600, 900, 1800] as const;
