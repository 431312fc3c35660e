import { saidTextOf } from './document.ts';
import { languages, type LanguageCode } from './language.ts';
import type { Cue } from './radio.ts';

/** When a cue begins and how long it lasts, in seconds. */
export interface Timing {
  startSeconds: number;
  durationSeconds: number;
}

/** Breath after a line; the engine itself leaves none. */
export const lineRestSeconds = 0.25;

/**
 * Seconds a line takes with the breath after it: its letters at the language's rate, its pauses, and a constant. `pace` is the
 * voice's own (1.05 is faster). Letters and pauses apart are twice as exact as all characters together: dialogue has many
 * short sentences.
 */
export function estimateSeconds(spoken: string, language: LanguageCode, { pace = 1 } = {}): number {
  const { lettersPerSecond, secondsPerComma, secondsPerStop, secondsPerLine } = languages[language].speakingRate;
  const count = (pattern: RegExp) => spoken.match(pattern)?.length ?? 0;
  return (
    count(/\p{L}/gu) / (lettersPerSecond * pace) +
    count(/[,;:](?=\s)/g) * secondsPerComma +
    count(/[.?!](?=\s)/g) * secondsPerStop +
    secondsPerLine +
    lineRestSeconds
  );
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
    voicePaces,
    readingFactor = 1
  }: {
    language: LanguageCode;
    /** Pace of the embedded voice of each of the cast, by id (castPaces). */
    voicePaces?: ReadonlyMap<string, number> | undefined;
    /** How much longer than the embedded voice the readers take. */
    readingFactor?: number;
    /** Written → spoken text: what is read aloud is what takes time. */
    speak: (text: string) => string;
    lineSeconds?: ReadonlyMap<number, number> | undefined;
  }
): Timing[] {
  let clock = 0;
  return cues.map((cue) => {
    const durationSeconds =
      cue.type === 'line'
        ? (lineSeconds?.get(cue.number) ??
            estimateSeconds(speak(saidTextOf(cue.content)), language, { pace: voicePaces?.get(cue.speaker.id) ?? 1 })) *
          readingFactor
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
