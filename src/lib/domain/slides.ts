import { inlineRuns, linksIn, textOf, type Block, type Inline } from './document.ts';
import type { Edition } from './edition.ts';
import type { Place } from './issue.ts';
import type { SectionText } from './lesson.ts';

/** One idea of a lesson, large enough to be read from the last row. */
export interface Slide {
  kind: 'title' | 'purpose' | 'step' | 'board' | 'idea' | 'question' | 'help';
  /** The part of the lesson it belongs to, as its heading says; undefined where the kind says it. */
  part: string | undefined;
  heading: Inline[];
  /** Minutes that a step takes, in the version or versions that have it. */
  minutes: number[];
  /** Only in the long version. */
  long: boolean;
  /** Answers of a question, without which is right. */
  answers: Inline[][];
  /** It has been shown before: a question that is voted on a second time. */
  again: boolean;
  blocks: Block[];
  /** Its place among the slides that say the same thing, from 1, and how many they are. */
  piece: { number: number; of: number };
  /** How much it says: the less, the larger the letters. */
  size: 'short' | 'middle' | 'full';
}

/** Letters that fit a slide in its smallest type, on a phone too; a list or table costs more than its letters. */
const slideLetters = 250;
const shortLetters = 90;
const middleLetters = 160;

type Draft = Pick<Slide, 'kind' | 'heading' | 'blocks'> & Partial<Slide>;

/**
 * A lesson as slides for the class. They say what the class is told, asked or shown: what is only for whoever teaches
 * (directions beside a quoted question, tables of answers, guides) stays on the teacher's sheet.
 */
export function toSlides({ text, item, sections, lesson }: Edition): Slide[] {
  const part = (id: string): SectionText | undefined => sections.find(({ section }) => section?.id === id);
  const at = { file: text.file, line: 1, column: 1 };
  const words = (value: string): Inline[] => [{ type: 'text', value, at }];
  const longMinutes = item.kind === 'lesson' ? Math.max(...item.minutes) : 0;
  const board = toBoard(part('board'));
  const ideas = (part('ideas')?.blocks ?? []).flatMap((block) => (block.type === 'list' ? block.items : [[block]]));
  // Where the board has no numbers to call, the last idea does.
  const help = board.help.length > 0 ? board.help : (ideas.filter(isHelp).at(-1) ?? []);
  const check = part('check');
  const questions = (lesson?.check?.questions ?? []).flatMap(({ content, answers }) =>
    split({
      kind: 'question',
      part: check?.title,
      heading: content,
      blocks: [],
      answers: answers.map((answer) => answer.content)
    })
  );
  const steps = ['opening', 'development', 'closing'].flatMap((id) =>
    toSteps(part(id), { longMinutes, check: check?.title })
  );
  const firstVote = steps.findIndex(({ votes }) => votes);
  return [
    ...split({
      kind: 'title',
      heading: words(text.title),
      blocks: [{ type: 'paragraph', content: words(text.summary), at }]
    }),
    ...toPurpose(part('purpose')),
    ...steps.flatMap(({ slides, votes }, index) =>
      votes ? [...slides, ...questions.map((slide) => ({ ...slide, again: index > firstVote }))] : slides
    ),
    ...board.slides,
    ...ideas
      .filter((blocks) => blocks !== help)
      .flatMap((blocks) => split({ kind: 'idea', part: part('ideas')?.title, heading: [], blocks })),
    ...(firstVote < 0 ? questions : []),
    ...(help.length > 0 ? split({ kind: 'help', heading: [], blocks: help }) : [])
  ];
}

/** What the class is after, in one sentence; a list where the sentence only opens it. */
function toPurpose(purpose: SectionText | undefined): Slide[] {
  const [first, next] = purpose?.blocks ?? [];
  if (!purpose || first?.type !== 'paragraph') return [];
  const opensList = textOf(first.content).trimEnd().endsWith(':') && next?.type === 'list';
  const content = opensList ? first.content : (toSentences(first.content)[0] ?? []);
  const blocks: Block[] = [{ ...first, content }, ...(opensList ? [next] : [])];
  return split({ kind: 'purpose', part: purpose.title, heading: [], blocks });
}

/** The board as it will stand there; where to get help is a slide of its own, at the end. */
function toBoard(board: SectionText | undefined): { slides: Slide[]; help: Block[] } {
  const blocks = (board?.blocks ?? []).flatMap((block): Block[] =>
    block.type === 'list' ? block.items.map((item) => ({ ...block, items: [item] })) : [block]
  );
  const isOfHelp = (block: Block) => block.type !== 'table' && isHelp([block]);
  const shown = blocks.filter((block) => !isOfHelp(block));
  return {
    slides: shown.length > 0 ? split({ kind: 'board', part: board?.title, heading: [], blocks: shown }) : [],
    help: blocks.filter(isOfHelp)
  };
}

/** Whether it says whom to call. */
const isHelp = (blocks: Block[]): boolean =>
  [...inlineRuns(blocks)].some((content) =>
    [...linksIn(content)].some(({ reference }) => reference.scheme === 'contact')
  );

interface Step {
  heading: Inline[];
  minutes: number[];
  long: boolean;
  blocks: Block[];
}

/** The steps of a part, each with its slides. One that names the check has the class vote its questions: the rest is for the teacher. */
function toSteps(
  section: SectionText | undefined,
  { longMinutes, check }: { longMinutes: number; check: string | undefined }
): { slides: Slide[]; votes: boolean }[] {
  if (!section) return [];
  const steps: Step[] = [];
  let long = false;
  const open = (heading: Inline[], blocks: Block[]) => {
    const named = withoutMinutes(heading);
    steps.push({ heading: named.content, minutes: named.minutes, long: long || isLong(heading, longMinutes), blocks });
  };
  for (const [index, block] of section.blocks.entries()) {
    const next = section.blocks[index + 1];
    if (block.type === 'heading') {
      long = false;
      open(block.content, []);
      continue;
    }
    const [lead] = block.type === 'paragraph' ? block.content : [];
    if (block.type === 'paragraph' && lead?.type === 'strong' && isLong(lead.content, longMinutes)) {
      const added = { ...block, content: trimStart(block.content.slice(1)) };
      const last = steps.at(-1);
      // It adds the steps of a list that goes on, says what a step of that version alone is, or is one itself.
      if (isListThatGoesOn(next)) long = true;
      else if (last?.long && last.blocks.length === 0) last.blocks.push(added);
      else steps.push({ heading: [], minutes: [], long: true, blocks: [added] });
    } else if (block.type === 'list' && block.ordered && block.items.some((item) => headOf(item)?.timed)) {
      for (const item of block.items) {
        const head = headOf(item);
        if (head) open(head.heading, head.blocks);
        else steps.at(-1)?.blocks.push(...item);
      }
      long = false;
    } else if (steps.length === 0 || isAside(steps.at(-1))) open([], [block]);
    else steps.at(-1)?.blocks.push(block);
  }
  return steps.map(({ blocks, ...step }) => {
    const votes =
      check !== undefined && [step.heading, ...inlineRuns(blocks)].some((content) => textOf(content).includes(check));
    const said = votes ? [] : forTheClass(blocks);
    const isEmpty = said.length === 0 && step.heading.length === 0;
    return { slides: isEmpty ? [] : split({ kind: 'step', part: section.title, ...step, blocks: said }), votes };
  });
}

const isListThatGoesOn = (block: Block | undefined): boolean =>
  block?.type === 'list' && block.ordered && block.start > 1;

/** What the long version adds in passing: the next paragraph is everybody's again. */
const isAside = (step: Step | undefined): boolean => step?.long === true && step.heading.length === 0;

/** `90`, said of a version, in whatever language. */
const isLong = (content: Inline[], longMinutes: number): boolean =>
  new RegExp(`(?<!\\d)${longMinutes}(?!\\d)`).test(textOf(content));

/** `**The sheep (5 min).** Say: …` → its name and what follows. */
function headOf(item: Block[]): { heading: Inline[]; blocks: Block[]; timed: boolean } | undefined {
  const [first, ...rest] = item;
  const [lead, ...content] = first?.type === 'paragraph' ? first.content : [];
  if (first?.type !== 'paragraph' || lead?.type !== 'strong') return undefined;
  const after = trimStart(content);
  return {
    heading: lead.content,
    blocks: [...(after.length > 0 ? [{ ...first, content: after }] : []), ...rest],
    timed: withoutMinutes(lead.content).minutes.length > 0
  };
}

/** A step's name without its minutes, its number and its last dot. */
function withoutMinutes(heading: Inline[]): { content: Inline[]; minutes: number[] } {
  const text = textOf(heading);
  const [, name = text, times = ''] = /^\s*(?:\d+\.\s*)?(.*?)\s*(?:\(([^()]*min[^()]*)\))?[.:\s]*$/s.exec(text) ?? [];
  const start = text.indexOf(name);
  return {
    content: slice(heading, start, start + name.length),
    minutes: [...times.matchAll(/(\d+)\s*min(?!ut)/g)].map((match) => Number(match[1]))
  };
}

/** How much of a paragraph has to be quoted for the rest to be directions. */
const quotedShare = 0.35;

/** Of the blocks of a step, what the class hears and sees. */
function forTheClass(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block, index): Block[] => {
    if (block.type === 'paragraph') {
      const quotes = toQuotes(block.content);
      const letters = quotes.reduce((sum, quote) => sum + textOf(quote).length, 0);
      if (letters >= quotedShare * textOf(block.content).length)
        return quotes.map((content) => ({ ...block, content, at: placeOf(content, block.at) }));
      const next = blocks[index + 1];
      const sentences = toSentences(block.content);
      // What only opens a list or table that is not shown says nothing.
      const opens = textOf(sentences.at(-1) ?? [])
        .trimEnd()
        .endsWith(':');
      const kept = opens && next && forTheClass([next]).length === 0 ? sentences.slice(0, -1) : sentences;
      return kept.length > 0 ? [{ ...block, content: kept.flat() }] : [];
    }
    if (block.type === 'list') {
      if (block.ordered) return [block];
      // A list of things said to the class; any other is a guide.
      const said = block.items.flatMap((item): Block[][] => {
        const [first] = item;
        const [quote] = first?.type === 'paragraph' ? toQuotes(first.content) : [];
        return first?.type === 'paragraph' && quote && /^\s*[«"“]/.test(textOf(first.content))
          ? [[{ ...first, content: quote }]]
          : [];
      });
      return said.length > 0 ? [{ ...block, items: said }] : [];
    }
    return block.type === 'quote' ? [block] : [];
  });
}

const placeOf = (content: readonly Inline[], otherwise: Place): Place => content[0]?.at ?? otherwise;

/** What is said in quotation marks after a colon or at the start, without the marks. */
function toQuotes(content: Inline[]): Inline[][] {
  const text = textOf(content);
  return [...text.matchAll(quotation)]
    .filter(({ index }) => /(?:^|:)\s*$/.test(text.slice(0, index)))
    .map(({ index, 0: quote }) => slice(content, index + 1, index + quote.length - 1));
}

const quotation = /«([^»]+)»|“([^”]+)”|"([^"]+)"/g;

/** Content cut at its sentences, or only at those that end outside of what someone says; each keeps the space behind it. */
function toSentences(content: Inline[], { insideQuotes = false } = {}): Inline[][] {
  const text = textOf(content);
  const quotes = insideQuotes ? [] : [...text.matchAll(quotation)];
  const ends = [...text.matchAll(/[.!?…]["»”)]*\s+(?=[\p{Lu}\d¿¡«"“])/gu)]
    .map(({ index, 0: end }) => index + end.length)
    .filter((end) => !quotes.some(({ index, 0: quote }) => index < end && end < index + quote.length));
  return [0, ...ends].map((start, index) => slice(content, start, ends[index] ?? text.length));
}

/** A part of some inlines, by letters of their text. */
function slice(content: readonly Inline[], from: number, to: number): Inline[] {
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
    return inline.type === 'break' ? [inline] : [{ ...inline, content: slice(inline.content, start, end) }];
  });
}

function trimStart(content: Inline[]): Inline[] {
  const text = textOf(content);
  return slice(content, text.length - text.trimStart().length, text.length);
}

/** One thing to say as as many slides as it needs. */
function split(draft: Draft): Slide[] {
  const room = slideLetters - textOf(draft.heading).length / 2;
  const pages: Block[][] = [[]];
  let used = 0;
  for (const block of draft.blocks.flatMap((one) => toPieces(one, room))) {
    const cost = costOf(block);
    if (used > 0 && used + cost > room) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(block);
    used += cost;
  }
  return pages.map((blocks, index): Slide => {
    const answers = draft.answers ?? [];
    const letters =
      textOf(draft.heading).length / 2 +
      blocks.reduce((sum, block) => sum + costOf(block), 0) +
      answers.reduce((sum, answer) => sum + textOf(answer).length + lineCost, 0);
    return {
      part: undefined,
      minutes: [],
      long: false,
      again: false,
      ...draft,
      answers,
      blocks: joinLists(blocks),
      piece: { number: index + 1, of: pages.length },
      size: letters <= shortLetters ? 'short' : letters <= middleLetters ? 'middle' : 'full'
    };
  });
}

/** What a line more costs, in letters: half of it stays empty. */
const lineCost = 25;

function costOf(block: Block): number {
  switch (block.type) {
    case 'table':
      return block.rows.reduce((sum, row) => sum + Math.max(...row.map((cell) => textOf(cell).length)) + lineCost, 0);
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

/** A block as blocks that each fit a slide, as far as its sentences, items and rows can be parted. */
function toPieces(block: Block, room: number): Block[] {
  switch (block.type) {
    case 'drawing':
      return [];
    case 'paragraph':
      return costOf(block) <= room ? [block] : groupsOfSentences(block, room - lineCost);
    case 'list':
      return block.items.map((item, index) => ({
        ...block,
        start: block.start + index,
        items: [item],
        at: item[0]?.at ?? block.at
      }));
    case 'table': {
      const [head = [], ...rows] = block.rows;
      const cost = (row: Inline[][]) => Math.max(...row.map((cell) => textOf(cell).length)) + lineCost;
      return groups(rows, room - cost(head), cost).map((some) => ({
        ...block,
        rows: [head, ...some],
        at: placeOf(some[0]?.[0] ?? [], block.at)
      }));
    }
    case 'quote':
      return block.blocks.flatMap((one) => toPieces(one, room)).map((one) => ({ ...block, blocks: [one], at: one.at }));
    case 'heading':
      return [block];
  }
}

type Paragraph = Extract<Block, { type: 'paragraph' }>;

/** What someone says is cut in two only where it fits no slide. */
const groupsOfSentences = (block: Paragraph, room: number): Paragraph[] => {
  const lengthOf = (sentence: Inline[]) => textOf(sentence).length;
  const sentences = toSentences(block.content).flatMap((sentence) =>
    lengthOf(sentence) > room ? toSentences(sentence, { insideQuotes: true }) : [sentence]
  );
  return groups(sentences, room, lengthOf).map((some) => ({
    ...block,
    content: some.flat(),
    at: placeOf(some[0] ?? [], block.at)
  }));
};

/** Neighbours put together as long as they fit. */
function groups<T>(all: readonly T[], room: number, cost: (one: T) => number): T[][] {
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

/** Items that stand on one slide are one list again. */
function joinLists(blocks: readonly Block[]): Block[] {
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
