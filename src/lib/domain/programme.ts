import type { CastVoice, ItemVoices } from './casting.ts';
import { textOf, type Block, type Inline } from './document.ts';
import { filledIn } from './fill.ts';
import type { Issue, Place } from './issue.ts';
import type { Item, ItemText } from './item.ts';
import type { LanguageCode } from './language.ts';
import { toCues, type Cue } from './radio.ts';
import { reviewState } from './review.ts';
import type { Sound, SoundAction, SoundVocabulary } from './sound.ts';
import { lineWords, type LineToRead } from './takes.ts';
import { lineRestSeconds } from './timing.ts';
import { toUtterance, type UtterancePart } from './speech/utterance.ts';
import { withoutWriting } from './writing-line.ts';

/** Everything that is heard of one text, in order. */
export interface Programme {
  language: LanguageCode;
  slug: string;
  title: string;
  draft: boolean;
  steps: ProgrammeStep[];
  /** Lines that a person can read in the place of a voice; a guide has none. */
  lines: LineToRead[];
}

export type ProgrammeStep = LineStep | SoundStep | PauseStep;

export interface LineStep {
  type: 'line';
  /** Number of its cue; undefined for what is not in the text (the slate). */
  cue: number | undefined;
  /** What is said of the programme itself, before it (slateOf). */
  slate?: true;
  /** What a player shows of it: cue and speaker, or a guide's heading. */
  label?: string | undefined;
  at: Place;
  voice: CastVoice;
  /** Whose line it is, in a script. */
  speaker: string | undefined;
  utterance: UtterancePart[];
  /** The blanks of it that a station has filled in. */
  filled: readonly string[];
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

/** Whose voices are heard in a programme: the engine's, people's, or both. */
export type Voices = 'synthetic' | 'mixed' | 'people';

/** The Quechua words of the slate are our proposal (confidence C). */
const draftWords: Record<LanguageCode, string> = {
  es: 'Borrador. Nadie ha revisado todavía este texto.',
  quz: 'Borrador. Kay qillqataqa manaraqmi qhawarqankuchu.'
};
/** Nobody is called a machine, no machine a person. */
const voiceWords: Record<Exclude<Voices, 'people'>, Record<LanguageCode, string>> = {
  synthetic: { es: 'Habla una voz sintética.', quz: 'Máquinam riman.' },
  mixed: { es: 'Hablan personas y también una voz sintética.', quz: 'Runakunam riman, máquinapas.' }
};

/**
 * What is said before anything else: that a text is a draft, and that synthetic speech is just that, so that nobody takes
 * it for a person's, before a review or after it. Empty where people read a text that has been reviewed.
 */
export const slateOf = (language: LanguageCode, { draft, voices }: { draft: boolean; voices: Voices }): string =>
  [draft && draftWords[language], voices !== 'people' && voiceWords[voices][language]].filter(Boolean).join(' ');

/** A programme with the slate that its voices ask for, said by the announcer of the engine; without one where none is due. */
export function withSlate(programme: Programme, voices: Voices): Programme {
  const { language, draft } = programme;
  const value = slateOf(language, { draft, voices });
  const at: Place = { file: 'programme.ts', line: 1, column: 1 };
  const utterance = toUtterance([{ type: 'text', value, at }], language);
  const steps = programme.steps.flatMap((step) => {
    if (step.type !== 'line' || !step.slate) return [step];
    return utterance.length > 0 ? [{ ...step, utterance }] : [];
  });
  return { ...programme, steps };
}

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
 * `voices` is of itemVoices.
 */
export function toProgramme(
  item: Item,
  text: ItemText,
  sounds: SoundVocabulary | { cues: readonly Cue[] },
  voices: ItemVoices
): { programme: Programme; issues: Issue[] } {
  const { language } = text;
  const draft = reviewState(text.review, text.hash) === 'draft';
  const issues: Issue[] = [];
  const start: Place = { file: text.file, line: 1, column: 1 };
  const steps: ProgrammeStep[] = [];
  const lines: LineToRead[] = [];
  steps.push({
    type: 'line',
    slate: true,
    cue: undefined,
    at: start,
    voice: voices.announcer,
    speaker: undefined,
    utterance: [],
    filled: [],
    restSeconds: restSeconds.slate
  });
  if (item.kind === 'script') {
    const read =
      'cues' in sounds
        ? { cues: sounds.cues, issues: [] }
        : toCues(text.document, { language, cast: item.cast, sounds });
    issues.push(...read.issues);
    lines.push(...linesToRead(read.cues));
    for (const cue of read.cues) {
      if (cue.type === 'pause') steps.push({ type: 'pause', seconds: cue.seconds });
      // A rehearsal does not wait for people who are not there: a tone stands for what they will say.
      else if (cue.type === 'open')
        steps.push({
          type: 'line',
          cue: undefined,
          at: cue.at,
          voice: voices.announcer,
          speaker: undefined,
          utterance: [{ type: 'blank', id: 'open', written: '' }],
          filled: [],
          restSeconds: restSeconds.open
        });
      else if (cue.type === 'control') {
        const { sound, seconds, actions } = cue;
        steps.push({ type: 'sound', sound: { id: sound.id, kind: sound.kind }, seconds, actions });
      } else
        steps.push({
          type: 'line',
          cue: cue.number,
          label: `${cue.number} · ${cue.speaker.name[language]}`,
          at: cue.at,
          voice: voices.cast[cue.speaker.id] ?? voices.presenter,
          speaker: cue.speaker.name[language],
          utterance: toUtterance(cue.content, language),
          filled: filledIn(cue.content),
          restSeconds: restSeconds.line
        });
    }
  } else {
    const title: Reading = {
      content: [{ type: 'text', value: text.title, at: start }],
      label: text.title,
      restSeconds: restSeconds.title,
      at: start
    };
    [title, ...toReading(text.document.blocks)].forEach(({ content, label, at, restSeconds }, cue) => {
      const utterance = toUtterance(content, language);
      if (utterance.length > 0)
        steps.push({
          type: 'line',
          cue,
          label,
          at,
          voice: voices.presenter,
          speaker: undefined,
          utterance,
          filled: filledIn(content),
          restSeconds
        });
    });
  }
  const programme = { language, slug: item.slug, title: text.title, draft, steps, lines };
  return { programme: withSlate(programme, 'synthetic'), issues };
}

/** A script's lines as a person reads them. */
export const linesToRead = (cues: readonly Cue[]): LineToRead[] =>
  cues.flatMap((cue) =>
    cue.type === 'line' ? [{ cue: cue.number, speaker: cue.speaker.id, words: lineWords(cue.content) }] : []
  );

interface Reading {
  content: Inline[];
  label?: string;
  restSeconds: number;
  at: Place;
}

/** What is read aloud of a text: headings, paragraphs and list items. Tables, drawings and lines to write on are for the eye. */
export function toReading(blocks: readonly Block[], rest: number = restSeconds.paragraph): Reading[] {
  return withoutWriting(blocks).flatMap((block): Reading[] => {
    switch (block.type) {
      case 'heading':
        return [
          { content: block.content, label: textOf(block.content), restSeconds: restSeconds.heading, at: block.at }
        ];
      case 'paragraph':
        return [{ content: block.content, restSeconds: rest, at: block.at }];
      case 'list':
        return block.items.flatMap((item) => toReading(item, restSeconds.listItem));
      case 'quote':
        return toReading(block.blocks, rest);
      case 'table':
      case 'drawing':
        return [];
    }
  });
}
