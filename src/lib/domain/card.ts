import type { AudioEntry } from './audio.ts';
import { shapesOf, type Drawing } from './drawing.ts';
import { textOf, type Block, type Inline } from './document.ts';
import type { Place } from './issue.ts';
import { toReading } from './programme.ts';

/** One idea and one action of a guide: a second-level heading, its drawing and a few words. */
export interface Card {
  title: Inline[];
  drawing: { id: string; description: string } | undefined;
  /** Without the drawing and, in a guide of questions, without the answers. */
  blocks: Block[];
  /** What each answer to its question means (`- **Sí.** …`): a list at the end of a card of a guide of questions. */
  answers: { label: Inline[]; meaning: Inline[] }[];
  at: Place;
}

/** How a guide is read: card by card, or as questions whose answers open. */
export const guideForms = ['cards', 'questions'] as const;
export type GuideForm = (typeof guideForms)[number];

/** A guide cut into its cards; `intro` is what stands before the first. */
export function toCards(blocks: readonly Block[], form: GuideForm): { intro: Block[]; cards: Card[] } {
  const intro: Block[] = [];
  const cards: Card[] = [];
  for (const block of blocks) {
    const card = cards.at(-1);
    if (block.type === 'heading' && block.depth === 2)
      cards.push({ title: block.content, drawing: undefined, blocks: [], answers: [], at: block.at });
    else if (!card) intro.push(block);
    else if (block.type === 'drawing' && !card.drawing) card.drawing = { id: block.id, description: block.description };
    else card.blocks.push(block);
  }
  return { intro, cards: form === 'questions' ? cards.map(withAnswers) : cards };
}

/** A guide as a family reads it, each card with its drawing. */
export interface Guide {
  intro: Block[];
  /** `shapes` are SVG elements in a frame of 96 by 96; undefined where a card has no drawing. */
  cards: (Card & { shapes: string | undefined })[];
}

export function toGuide(blocks: readonly Block[], form: GuideForm, drawings: readonly Drawing[]): Guide {
  const { intro, cards } = toCards(blocks, form);
  const shapes = new Map(drawings.map((drawing) => [drawing.id, shapesOf(drawing)]));
  return { intro, cards: cards.map((card) => ({ ...card, shapes: card.drawing && shapes.get(card.drawing.id) })) };
}

function withAnswers(card: Card): Card {
  const last = card.blocks.at(-1);
  const items = last?.type === 'list' ? last.items : [];
  const answers = items.flatMap(([block]) => {
    const [label, ...meaning] = block?.type === 'paragraph' ? block.content : [];
    return label?.type === 'strong' && textOf(meaning).trim() !== '' ? [{ label: label.content, meaning }] : [];
  });
  return answers.length > 1 && answers.length === items.length
    ? { ...card, blocks: card.blocks.slice(0, -1), answers }
    : card;
}

/** Where a card is heard in the audio of its guide, in seconds from its beginning. */
export interface HeardCard {
  fromSeconds: number;
  /** Before the breath after its last line. */
  toSeconds: number;
}

/** Shorter than any breath after a line: a card that is played alone ends before the next begins. */
const breathSeconds = 0.3;

/** Where each card is heard; undefined for one of which nothing is. */
export function toHeardCards(
  blocks: readonly Block[],
  cards: readonly Card[],
  { lines }: Pick<AudioEntry, 'lines'>
): (HeardCard | undefined)[] {
  const readings = toReading(blocks);
  return cards.map((card, index) => {
    const end = cards[index + 1]?.at.line ?? Infinity;
    // The title is read before them all, as line 0.
    const heard = lines.filter(({ cue }) => {
      const line = readings[cue - 1]?.at.line ?? 0;
      return line >= card.at.line && line < end;
    });
    const [first, last] = [heard[0], heard.at(-1)];
    return (
      first &&
      last && {
        fromSeconds: floor(first.startSeconds),
        toSeconds: floor(last.startSeconds + last.durationSeconds - breathSeconds)
      }
    );
  });
}

/** To hundredths, and never after the first word. */
const floor = (seconds: number): number => Math.floor(seconds * 100) / 100;
