import type { Inline } from './document.ts';
import type { ScriptEdition, TimedCue } from './edition.ts';
import type { CastMember } from './item.ts';

/** What stands for a blank nobody has filled in, where there is only room for plain text. */
const blankLine = '____';
const outCueWords = 4;

/** The last words of a line, for which the operator listens (in Spanish, the *pie*). */
export function outCueOf(content: Inline[]): string {
  const words = plainText(content).trim().split(/\s+/);
  const last = words.slice(-outCueWords).join(' ');
  // With a word joiner: the dots must not stand alone at the end of a row.
  return words.length > outCueWords ? `…\u2060${last}` : last;
}

const plainText = (content: Inline[]): string =>
  content
    .map((inline) => {
      if (inline.type === 'text') return inline.value;
      if (inline.type === 'break') return ' ';
      return inline.type === 'link' && inline.reference.scheme === 'blank' ? blankLine : plainText(inline.content);
    })
    .join('');

/** One thing the operator does: a sound, a silence, or time to keep for people who speak in their own words. */
export interface ControlStep {
  timed: TimedCue;
  /** The words after which it comes; undefined where nobody has spoken since the step before, or at all. */
  after: { speaker: CastMember; words: string } | undefined;
  /** Number of the cue it follows at once, where that is no line. */
  follows: number | undefined;
}

/** The script as the operator follows it: only what she does, each with the words for which she listens. */
export function toControlSteps({ cues }: ScriptEdition): ControlStep[] {
  return cues.flatMap((timed, index): ControlStep[] => {
    if (timed.cue.type === 'line') return [];
    const before = cues[index - 1]?.cue;
    return [
      {
        timed,
        after: before?.type === 'line' ? { speaker: before.speaker, words: outCueOf(before.content) } : undefined,
        follows: before && before.type !== 'line' ? before.number : undefined
      }
    ];
  });
}
