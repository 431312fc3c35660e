import { toCards, toHeardCards, type Card, type HeardCard } from '#lib/domain/card.ts';
import type { Block, Inline } from '#lib/domain/document.ts';
import { shapesOf } from '#lib/domain/drawing.ts';
import type { Item } from '#lib/domain/item.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Library } from '#lib/domain/library.ts';
import { withoutWriting, writingIn } from '#lib/domain/writing-line.ts';
import type { Content } from './content.ts';
import { editionIn, toItemCards, toItemView, type ItemCard, type ItemView } from './views.ts';

type Guide = Extract<Item, { kind: 'guide' }>;

/** A guide as its page shows it, card by card. */
export interface GuidePage {
  view: ItemView;
  guide: Guide;
  /** What stands before the first card. */
  intro: Block[];
  cards: GuideCard[];
}

interface GuideCard extends Omit<Card, 'drawing'> {
  drawing: ShownDrawing | undefined;
  /** Lines to write on, which only paper shows. */
  toWrite: Inline[][];
  /** Undefined where there is no audio. */
  heard: HeardCard | undefined;
}

/** A drawing inside a page. */
export interface ShownDrawing {
  /** SVG elements, in a frame of 96 by 96. */
  shapes: string;
  description: string;
}

export function toGuidePage(content: Content, slug: string, language: LanguageCode): GuidePage | undefined {
  const guide = content.library.items.find((item): item is Guide => item.kind === 'guide' && item.slug === slug);
  const edition = guide && editionIn(content, guide, language);
  const view = toItemView(content, 'guide', slug, language);
  if (!guide || !edition || !view) return undefined;
  const { blocks } = edition.text.document;
  const { intro, cards } = toCards(blocks, guide.form);
  const heard = view.audio ? toHeardCards(blocks, cards, view.audio) : [];
  return {
    view,
    guide: { ...guide, texts: {} },
    intro,
    cards: cards.map((card, index) => ({
      ...card,
      blocks: withoutWriting(card.blocks),
      toWrite: writingIn(card.blocks),
      drawing: toShown(card.drawing, content.library),
      heard: heard[index]
    }))
  };
}

/** A guide as the list shows it: a door with a picture. */
export interface GuideDoor extends ItemCard {
  drawing: ShownDrawing | undefined;
}

/** Each door shows the first drawing of its cards that no door before it shows. */
export function toGuideDoors(content: Content, language: LanguageCode): GuideDoor[] {
  const shown = new Set<string>();
  return toItemCards(content, 'guide', language).map((door) => {
    const cards = toGuidePage(content, door.item.slug, language)?.cards ?? [];
    const drawing = cards.map((card) => card.drawing).find((one) => one && !shown.has(one.shapes));
    if (drawing) shown.add(drawing.shapes);
    return { ...door, drawing };
  });
}

function toShown(drawing: Card['drawing'], { drawings }: Library): ShownDrawing | undefined {
  const found = drawing && drawings.find(({ id }) => id === drawing.id);
  return found && { shapes: shapesOf(found), description: drawing.description };
}
