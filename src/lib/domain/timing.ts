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
    lineSeconds
  }: {
    language: LanguageCode;
    /** Written → spoken text: what is read aloud is what takes time. */
    speak: (text: string) => string;
    lineSeconds?: ReadonlyMap<number, number> | undefined;
  }
): Timing[] {
  let clock = 0;
  return cues.map((cue) => {
    const durationSeconds =
      cue.type === 'line'
        ? (lineSeconds?.get(cue.number) ?? estimateSeconds(speak(textOf(cue.content)), language))
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
