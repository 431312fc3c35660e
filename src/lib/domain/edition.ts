import type { AudioEntry } from './audio.ts';
import type { AudioTimings, TimedPhrase } from './audio-timings.ts';
import { toGuide, type Guide } from './card.ts';
import { castPaces, embeddedCasting, itemVoices, type ItemVoices } from './casting.ts';
import { toBlankValues, stationLine, type Station } from './station.ts';
import { blanksIn, fillBlocks, fillInlines, type BlankValues } from './fill.ts';
import type { CastMember, Item, ItemText } from './item.ts';
import { toKitParts, type KitSection } from './kit.ts';
import type { LanguageCode } from './language.ts';
import { inlineRuns, linksIn } from './document.ts';
import { toLesson, toSections, type Lesson, type SectionText } from './lesson.ts';
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
  /** Who speaks with which voice. */
  voices: ItemVoices;
  /** Parts of a lesson; empty for other kinds. */
  sections: SectionText[];
  /** What else a lesson has; undefined for other kinds. */
  lesson: Lesson | undefined;
  /** The cards of a guide; undefined for other kinds. */
  guide: Guide | undefined;
  /** What a script or kit says to whoever conducts; empty for other kinds. */
  kit: SectionText<KitSection>[];
  /** `Radio Pampa · 99,9 FM · Ocongate` where a station has filled it in. */
  station: string | undefined;
}

export interface ScriptEdition {
  cues: TimedCue[];
  cast: CastMember[];
  seconds: number;
  /** Blanks of the cues that nobody has filled in, each as often as it stands there. */
  blanks: string[];
}

export interface TimedCue {
  cue: Cue;
  timing: Timing;
  /** Length of this very line in the audio there is, with the breath after it; undefined where it is estimated. */
  measuredSeconds: number | undefined;
  /** Where this very line begins in the audio there is of the whole script; undefined where there is none. */
  heardAtSeconds: number | undefined;
  /** When each phrase of it begins there; only where it is asked for (withHeardPhrases). */
  heardPhrases?: TimedPhrase[] | undefined;
}

/** What an edition needs of its audio. */
export type HeardLines = Pick<AudioEntry, 'lines'>;

/** Times are measured where audio of these words exists, estimated elsewhere. */
export function toEdition(library: Library, item: Item, text: ItemText, audio?: HeardLines): Edition {
  const voices = itemVoices(embeddedCasting(library.casting), item, text.language);
  const sections = item.kind === 'lesson' ? toSections(text.document, library.sections, text.language) : [];
  return {
    item,
    text,
    language: text.language,
    draft: reviewState(text.review, text.hash) === 'draft',
    version: text.hash.slice(0, 8),
    sources: toSources(library, text),
    recommendations: library.recommendations.filter(({ id }) => item.recommendations.includes(id)),
    script: item.kind === 'script' ? toScriptEdition(library, item.cast, text, { audio, voices }) : undefined,
    voices,
    sections,
    lesson: item.kind === 'lesson' ? toLesson(item, sections, library.curriculum) : undefined,
    guide: item.kind === 'guide' ? toGuide(text.document.blocks, item.form, library.drawings) : undefined,
    kit: toKitParts(item, text, library.kitSections),
    station: undefined
  };
}

function toScriptEdition(
  library: Library,
  cast: CastMember[],
  text: ItemText,
  { audio, voices }: { audio: HeardLines | undefined; voices: ItemVoices }
): ScriptEdition {
  const { cues } = toCues(text.document, { language: text.language, cast, sounds: library.sounds });
  const heard = new Map(audio?.lines.map((line) => [line.cue, line]));
  const timed = cues.map((cue) => ({
    cue,
    measuredSeconds: heard.get(cue.number)?.durationSeconds,
    heardAtSeconds: heard.get(cue.number)?.startSeconds
  }));
  return withTimings(timed, { cast, voices, language: text.language, readingFactor: 1 });
}

/** An edition whose lines know when each of their phrases is heard. */
export const withHeardPhrases = (edition: Edition, { lines }: AudioTimings): Edition => ({
  ...edition,
  script: edition.script && {
    ...edition.script,
    cues: edition.script.cues.map((timed) => ({
      ...timed,
      heardPhrases: lines.find(({ cue }) => cue === timed.cue.number)?.phrases
    }))
  }
});

function withTimings(
  cues: Omit<TimedCue, 'timing'>[],
  {
    cast,
    voices,
    language,
    readingFactor
  }: { cast: CastMember[]; voices: ItemVoices; language: LanguageCode; readingFactor: number }
): ScriptEdition {
  const timings = toTimings(
    cues.map(({ cue }) => cue),
    {
      language,
      readingFactor,
      voicePaces: castPaces(voices),
      speak: (words) => speak(words, language),
      lineSeconds: new Map(
        cues.flatMap(({ cue, measuredSeconds }) =>
          measuredSeconds === undefined ? [] : [[cue.number, measuredSeconds]]
        )
      )
    }
  );
  return {
    cues: cues.flatMap((timed, index) => {
      const timing = timings[index];
      return timing ? [{ ...timed, timing }] : [];
    }),
    cast,
    seconds: totalSeconds(timings),
    blanks: blanksIn(cues.flatMap(({ cue }) => ('content' in cue ? [cue.content] : [])))
  };
}

/**
 * An edition with a station's details in its blanks, timed for its announcers. A line whose words are now others is
 * estimated: what was measured is the generic one.
 */
export function fillEdition(edition: Edition, station: Station): Edition {
  const values = toBlankValues(station);
  const { text, script, language, voices } = edition;
  return {
    ...edition,
    text: { ...text, document: { ...text.document, blocks: fillBlocks(text.document.blocks, values) } },
    script:
      script &&
      withTimings(fillCues(script.cues, values), {
        cast: script.cast,
        voices,
        language,
        readingFactor: station.readingFactor[language]
      }),
    sections: edition.sections.map((part) => ({ ...part, blocks: fillBlocks(part.blocks, values) })),
    kit: edition.kit.map((part) => ({ ...part, blocks: fillBlocks(part.blocks, values) })),
    station: stationLine(station) || undefined
  };
}

function fillCues(cues: TimedCue[], values: BlankValues): Omit<TimedCue, 'timing'>[] {
  const changes = ({ cue }: TimedCue) =>
    'content' in cue &&
    [...linksIn(cue.content)].some(({ reference }) => reference.scheme === 'blank' && values.has(reference.id));
  // One line that is longer or shorter moves all that follow: then the audio is of another script.
  const other = cues.some(changes);
  return cues.map((timed) => {
    const { cue, measuredSeconds, heardAtSeconds } = timed;
    return {
      cue: 'content' in cue ? { ...cue, content: fillInlines(cue.content, values) } : cue,
      measuredSeconds: changes(timed) ? undefined : measuredSeconds,
      heardAtSeconds: other ? undefined : heardAtSeconds
    };
  });
}

/** How much later the audio says a line than the script does: it says first what it is itself. 0 where there is none. */
export function slateSeconds({ script }: Edition): number {
  const first = script?.cues.find(({ cue, heardAtSeconds }) => cue.type === 'line' && heardAtSeconds !== undefined);
  return Math.max(0, (first?.heardAtSeconds ?? 0) - (first?.timing.startSeconds ?? 0));
}

/** Blanks anywhere in a text that nobody has filled in. */
export const openBlanks = ({ text }: Edition): string[] => blanksIn(inlineRuns(text.document.blocks));

/** Parts that are cut out or hung up, on a sheet of paper of their own: the pupils' sheet, the card beside the microphone. */
const standsAlone = (part: { section?: { id: string } | undefined } | undefined): boolean =>
  part?.section?.id === 'sheet' || part?.section?.id === 'case';

/** Lines of the headings that begin a new sheet of paper: what stands alone, and what follows it. */
export const sheetBreaks = ({ sections, kit }: Edition): number[] =>
  [sections, kit].flatMap((parts) =>
    parts.filter((part, index) => standsAlone(part) || standsAlone(parts[index - 1])).map((part) => part.at.line)
  );

/** Whether the sources begin a new sheet of paper: what stands before them stands alone. */
export const sourcesApart = ({ sections, kit }: Edition): boolean => standsAlone([...sections, ...kit].at(-1));
