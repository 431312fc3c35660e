import { castVoices, engineVoice, type EngineVoice } from './casting.ts';
import type { Block, Inline } from './document.ts';
import type { Issue, Place } from './issue.ts';
import type { Item, ItemText } from './item.ts';
import type { LanguageCode } from './language.ts';
import { toCues, type Cue } from './radio.ts';
import { reviewState } from './review.ts';
import type { Sound, SoundAction, SoundVocabulary } from './sound.ts';
import { speak } from './speech/speak.ts';
import { lineRestSeconds } from './timing.ts';
import { toUtterance, type UtterancePart } from './speech/utterance.ts';

/** Everything that is heard of one text, in order. */
export interface Programme {
  language: LanguageCode;
  slug: string;
  title: string;
  draft: boolean;
  steps: ProgrammeStep[];
}

export type ProgrammeStep = LineStep | SoundStep | PauseStep;

export interface LineStep {
  type: 'line';
  /** Number of its cue; undefined for what is not in the text (the slate). */
  cue: number | undefined;
  at: Place;
  voice: EngineVoice;
  utterance: UtterancePart[];
  /** Breath after it. */
  restSeconds: number;
}
export interface SoundStep {
  type: 'sound';
  sound: Pick<Sound, 'id' | 'kind'>;
  seconds: number;
  actions: SoundAction[];
}
export interface PauseStep {
  type: 'pause';
  seconds: number;
}

/**
 * What a draft says before anything else (the Quechua words are our proposal, confidence C). Synthetic speech is named
 * as such, so that nobody takes it for a person's.
 */
export const slates: Record<LanguageCode, string> = {
  es: 'Borrador. Nadie ha revisado todavía este texto. Habla una voz sintética.',
  quz: 'Borrador. Kay qillqataqa manaraqmi qhawarqankuchu. Máquinam riman.'
};

/** Breath after each kind of thing that is read; the engine itself leaves none. */
const restSeconds = {
  line: lineRestSeconds,
  open: 1,
  slate: 0.8,
  title: 0.9,
  heading: 0.7,
  paragraph: 0.6,
  listItem: 0.45
} as const;

/**
 * The programme of a text. Scripts are played by their cast, guides read by one presenter; lessons are not heard. Where a
 * script's cues have been interpreted already (an edition's, on the desk) they take the place of the sounds it may ask for.
 */
export function toProgramme(
  item: Item,
  text: ItemText,
  sounds: SoundVocabulary | { cues: readonly Cue[] }
): { programme: Programme; issues: Issue[] } {
  const { language } = text;
  const draft = reviewState(text.review, text.hash) === 'draft';
  const issues: Issue[] = [];
  const start: Place = { file: text.file, line: 1, column: 1 };
  const steps: ProgrammeStep[] = [];
  if (draft)
    steps.push({
      type: 'line',
      cue: undefined,
      at: start,
      voice: engineVoice('announcer', language),
      utterance: [{ type: 'words', spoken: speak(slates[language], language) }],
      restSeconds: restSeconds.slate
    });
  if (item.kind === 'script') {
    const read =
      'cues' in sounds
        ? { cues: sounds.cues, issues: [] }
        : toCues(text.document, { language, cast: item.cast, sounds });
    issues.push(...read.issues);
    const voices = castVoices(item.cast, language);
    for (const cue of read.cues) {
      if (cue.type === 'pause') steps.push({ type: 'pause', seconds: cue.seconds });
      // A rehearsal does not wait for people who are not there: a tone stands for what they will say.
      else if (cue.type === 'open')
        steps.push({
          type: 'line',
          cue: undefined,
          at: cue.at,
          voice: engineVoice('announcer', language),
          utterance: [{ type: 'blank', id: 'open' }],
          restSeconds: restSeconds.open
        });
      else if (cue.type === 'control') {
        const { sound, seconds, actions } = cue;
        steps.push({ type: 'sound', sound: { id: sound.id, kind: sound.kind }, seconds, actions });
      } else
        steps.push({
          type: 'line',
          cue: cue.number,
          at: cue.at,
          voice: voices.get(cue.speaker.id) ?? engineVoice(cue.speaker.voice, language),
          utterance: toUtterance(cue.content, language),
          restSeconds: restSeconds.line
        });
    }
  } else {
    const voice = engineVoice('presenter-woman', language);
    const title: Reading = {
      content: [{ type: 'text', value: text.title, at: start }],
      restSeconds: restSeconds.title,
      at: start
    };
    [title, ...toReading(text.document.blocks)].forEach(({ content, at, restSeconds }, cue) => {
      const utterance = toUtterance(content, language);
      if (utterance.length > 0) steps.push({ type: 'line', cue, at, voice, utterance, restSeconds });
    });
  }
  return { programme: { language, slug: item.slug, title: text.title, draft, steps }, issues };
}

interface Reading {
  content: Inline[];
  restSeconds: number;
  at: Place;
}

/** What is read aloud of a text: headings, paragraphs and list items. Tables are for the eye. */
function toReading(blocks: readonly Block[], rest: number = restSeconds.paragraph): Reading[] {
  return blocks.flatMap((block): Reading[] => {
    switch (block.type) {
      case 'heading':
        return [{ content: block.content, restSeconds: restSeconds.heading, at: block.at }];
      case 'paragraph':
        return [{ content: block.content, restSeconds: rest, at: block.at }];
      case 'list':
        return block.items.flatMap((item) => toReading(item, restSeconds.listItem));
      case 'quote':
        return toReading(block.blocks, rest);
      case 'table':
        return [];
    }
  });
}
