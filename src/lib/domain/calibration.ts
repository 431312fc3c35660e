import { linksIn, textOf } from './document.ts';
import type { ScriptEdition } from './edition.ts';
import { isReadingFactor } from './station.ts';

/** A page to read aloud, with the time the embedded voice takes for it. */
export interface Passage {
  paragraphs: string[];
  seconds: number;
}

/** Long enough that a late tap counts little, short enough to read in one go. */
const passageSeconds = 40;

/** Lines of a generic script, without those that a station fills in. */
export function toPassage({ cues }: Pick<ScriptEdition, 'cues'>): Passage {
  const passage: Passage = { paragraphs: [], seconds: 0 };
  for (const { cue, timing } of cues) {
    if (passage.seconds >= passageSeconds) break;
    if (cue.type !== 'line' || [...linksIn(cue.content)].some(({ reference }) => reference.scheme === 'blank'))
      continue;
    passage.paragraphs.push(textOf(cue.content));
    passage.seconds += timing.durationSeconds;
  }
  return passage;
}

/** How much longer a person took than the embedded voice; undefined where nobody reads like that. */
export function toReadingFactor(readSeconds: number, { seconds }: Passage): number | undefined {
  const factor = Math.round((readSeconds / seconds) * 100) / 100;
  return isReadingFactor(factor) ? factor : undefined;
}
