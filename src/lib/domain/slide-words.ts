import { textOf, type Block, type Inline } from './document.ts';
import type { Place } from './issue.ts';

// Words of a document cut to what fits a slide.

export const placeOf = (content: readonly Inline[], otherwise: Place): Place => content[0]?.at ?? otherwise;

/** What someone says, and what is named, in quotation marks. */
const quotation = /«([^»]+)»|“([^”]+)”|"([^"]+)"/g;

/** Content cut at its sentences, or only at those that end outside of what someone says; each keeps the space behind it. */
export function sentencesOf(content: Inline[], { insideQuotes = false } = {}): Inline[][] {
  const text = textOf(content);
  const quotes = insideQuotes ? [] : [...text.matchAll(quotation)];
  const ends = [...text.matchAll(/[.!?…]["»”)]*\s+(?=[\p{Lu}\d¿¡«"“])/gu)]
    .map(({ index, 0: end }) => index + end.length)
    .filter((end) => !quotes.some(({ index, 0: quote }) => index < end && end < index + quote.length));
  return [0, ...ends].map((start, index) => sliceInlines(content, start, ends[index] ?? text.length));
}

/** A part of some inlines, by letters of their text. */
export function sliceInlines(content: readonly Inline[], from: number, to: number): Inline[] {
  let offset = 0;
  return content.flatMap((inline): Inline[] => {
    const length = textOf([inline]).length;
    const [start, end] = [Math.max(0, from - offset), Math.min(length, to - offset)];
    offset += length;
    if (start >= end) return [];
    // Two pieces of one text stand at two places.
    if (inline.type === 'text')
      return [
        { ...inline, value: inline.value.slice(start, end), at: { ...inline.at, column: inline.at.column + start } }
      ];
    return inline.type === 'break' ? [inline] : [{ ...inline, content: sliceInlines(inline.content, start, end) }];
  });
}

export function trimStart(content: Inline[]): Inline[] {
  const text = textOf(content);
  return sliceInlines(content, text.length - text.trimStart().length, text.length);
}

/** With a capital where it begins: what stood in the middle of a sentence stands alone on a slide. */
export function capitalized(content: readonly Inline[]): Inline[] {
  const [first, ...rest] = content;
  if (!first || first.type === 'break') return [...content];
  if (first.type !== 'text') return [{ ...first, content: capitalized(first.content) }, ...rest];
  return [{ ...first, value: first.value.replace(/^[^\p{L}\d]*\p{Ll}/u, (start) => start.toUpperCase()) }, ...rest];
}

/** With the dot that stood behind its quotation marks. */
export function fullStop(content: Inline[], otherwise: Place): Inline[] {
  if (/[.!?…:]["»”)]*\s*$/.test(textOf(content))) return content;
  return [...content, { type: 'text', value: '.', at: content.at(-1)?.at ?? otherwise }];
}

/** Neighbours put together as long as they fit. */
function groupsOf<T>(all: readonly T[], room: number, cost: (one: T) => number): T[][] {
  const found: T[][] = [];
  let used = 0;
  for (const one of all) {
    const more = cost(one);
    const last = found.at(-1);
    if (last && used + more <= room) {
      last.push(one);
      used += more;
    } else {
      found.push([one]);
      used = more;
    }
  }
  return found;
}

/** What a line more costs, in letters: half of it stays empty. */
export const lineCost = 25;

/** How much of a slide a block takes, in letters. */
export function costOf(block: Block): number {
  switch (block.type) {
    case 'table':
      return block.rows.reduce((sum, row) => sum + rowCost(row), 0);
    case 'list':
      return block.items.reduce((sum, item) => sum + item.reduce((inner, one) => inner + costOf(one), 0), 0);
    case 'quote':
      return block.blocks.reduce((sum, one) => sum + costOf(one), lineCost);
    case 'drawing':
      return 0;
    default:
      return textOf(block.content).length + lineCost;
  }
}

const rowCost = (row: Inline[][]): number => Math.max(...row.map((cell) => textOf(cell).length)) + lineCost;

/** A block as blocks that each fit a slide, as far as its sentences, items and rows can be parted. */
export function piecesOf(block: Block, room: number): Block[] {
  switch (block.type) {
    case 'drawing':
      return [];
    case 'paragraph':
      return costOf(block) <= room ? [block] : groupsOfSentences(block, room - lineCost);
    case 'list':
      return block.items.flatMap((item, index) =>
        // One item that is too long for a slide goes on on the next.
        groupsOf(
          item.flatMap((one) => piecesOf(one, room)),
          room,
          costOf
        ).map((some, part) => ({
          ...block,
          start: block.start + index,
          items: [some],
          at: part === 0 ? (item[0]?.at ?? block.at) : (some[0]?.at ?? block.at)
        }))
      );
    case 'table': {
      const [head = [], ...rows] = block.rows;
      return groupsOf(rows, room - rowCost(head), rowCost).map((some) => ({
        ...block,
        rows: [head, ...some],
        at: placeOf(some[0]?.[0] ?? [], block.at)
      }));
    }
    case 'quote':
      return block.blocks.flatMap((one) => piecesOf(one, room)).map((one) => ({ ...block, blocks: [one], at: one.at }));
    case 'heading':
      return [block];
  }
}

type Paragraph = Extract<Block, { type: 'paragraph' }>;

/** What someone says is cut in two only where it fits no slide. */
const groupsOfSentences = (block: Paragraph, room: number): Paragraph[] => {
  const lengthOf = (sentence: Inline[]) => textOf(sentence).length;
  const sentences = sentencesOf(block.content).flatMap((sentence) =>
    lengthOf(sentence) > room ? sentencesOf(sentence, { insideQuotes: true }) : [sentence]
  );
  return groupsOf(sentences, room, lengthOf).map((some) => ({
    ...block,
    content: some.flat(),
    at: placeOf(some[0] ?? [], block.at)
  }));
};

/** Items that stand on one slide are one list again. */
export function joinLists(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (
      last?.type === 'list' &&
      block.type === 'list' &&
      last.ordered === block.ordered &&
      (!block.ordered || block.start === last.start + last.items.length)
    )
      joined[joined.length - 1] = { ...last, items: [...last.items, ...block.items] };
    else joined.push(block);
  }
  return joined;
}
