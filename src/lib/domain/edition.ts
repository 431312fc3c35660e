import type { AudioEntry } from './audio.ts';
import type { CastMember, Item, ItemText } from './item.ts';
import type { LanguageCode } from './language.ts';
import { linksOf } from './document.ts';
import { toSections, type SectionText } from './lesson.ts';
import type { Library } from './library.ts';
import { toCues, type Cue } from './radio.ts';
import type { Recommendation } from './recommendation.ts';
import { reviewState } from './review.ts';
import { toSources, type Source } from './sources.ts';
import { speak } from './speech/speak.ts';
import { toTimings, totalSeconds, type Timing } from './timing.ts';

/** An item's text in one language with all that goes out with it: what pages show and exports write. */
export interface Edition {
  item: Item;
  text: ItemText;
  language: LanguageCode;
  draft: boolean;
  /** Short hash of the words, printed on everything that leaves the app. */
  version: string;
  sources: Source[];
  recommendations: Recommendation[];
  script: ScriptEdition | undefined;
  /** Parts of a lesson; empty for other kinds. */
  sections: SectionText[];
}

export interface ScriptEdition {
  cues: { cue: Cue; timing: Timing }[];
  cast: CastMember[];
  seconds: number;
  hasBlanks: boolean;
}

/** Times are measured where audio of these words exists, estimated elsewhere. */
export function toEdition(library: Library, item: Item, text: ItemText, audio?: AudioEntry): Edition {
  return {
    item,
    text,
    language: text.language,
    draft: reviewState(text.review, text.hash) === 'draft',
    version: text.hash.slice(0, 8),
    sources: toSources(library, text),
    recommendations: library.recommendations.filter(({ id }) => item.recommendations.includes(id)),
    script: item.kind === 'script' ? toScriptEdition(library, item.cast, text, audio) : undefined,
    sections: item.kind === 'lesson' ? toSections(text.document, library.sections, text.language) : []
  };
}

function toScriptEdition(library: Library, cast: CastMember[], text: ItemText, audio?: AudioEntry): ScriptEdition {
  const { cues } = toCues(text.document, { language: text.language, cast, sounds: library.sounds });
  const timings = toTimings(cues, {
    language: text.language,
    speak: (words) => speak(words, text.language),
    lineSeconds: audio && new Map(audio.lines.map((line) => [line.cue, line.durationSeconds]))
  });
  return {
    cues: cues.flatMap((cue, index) => {
      const timing = timings[index];
      return timing ? [{ cue, timing }] : [];
    }),
    cast,
    seconds: totalSeconds(timings),
    hasBlanks: linksOf(text.document).some(({ reference }) => reference.scheme === 'blank')
  };
}

/** Lines of the headings that begin a new sheet of paper: the pupils' sheet, and what follows it. */
export const sheetBreaks = ({ sections }: Edition): number[] =>
  sections
    .filter((part, index) => part.section?.id === 'sheet' || sections[index - 1]?.section?.id === 'sheet')
    .map((part) => part.at.line);
