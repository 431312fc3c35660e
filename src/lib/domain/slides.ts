import type { Quiz, Sort, Story } from './activity.ts';
import { inlineRuns, linksIn, textOf, type Block, type Inline } from './document.ts';
import type { Edition } from './edition.ts';
import type { SectionText } from './lesson.ts';
import {
  capitalized,
  costOf,
  fullStop,
  joinLists,
  lineCost,
  piecesOf,
  placeOf,
  sentencesOf,
  sliceInlines,
  trimStart
} from './slide-words.ts';

/** One idea of a lesson, large enough to be read from the last row. */
export interface Slide {
  kind: 'title' | 'purpose' | 'step' | 'sort' | 'scene' | 'question' | 'board' | 'idea' | 'family' | 'help';
  /** The part of the lesson it belongs to, as its heading says; undefined where the kind says it. */
  part: string | undefined;
  heading: Inline[];
  /** Minutes that the step takes, in the short and in the long version; one where they are the same. */
  minutes: number[];
  /** Only in the long version. */
  long: boolean;
  /** What one may answer or choose, without which is right. `to` is the scene where a choice leads. */
  answers: { content: Inline[]; to?: number }[];
  /** A scene's number in its story. */
  scene: number | undefined;
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
 * A lesson as slides for the class, in the order of the lesson. Of its steps they show only what the text marks as the
 * class's (`*«words»*`, or a block behind `>`), and the parts that a step names: cards, scenes, questions, the board, the
 * figures. All else is for whoever teaches.
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

  const shows: Partial<Record<string, (range?: Range) => Slide[]>> = {
    purpose: () => toFigures(part('purpose')),
    board: () => board.tables,
    sort: (range) => toCards(lesson?.sort, { part: part('sort')?.title, range }),
    story: () => toScenes(lesson?.story, part('story')?.title),
    radio: () =>
      toSteps(part('radio'), longMinutes).flatMap(({ blocks, ...step }) =>
        toWords(blocks).flatMap((said) => split({ kind: 'step', ...step, blocks: said }))
      ),
    check: (range) => toQuestions(lesson?.check, { part: part('check')?.title, range })
  };
  const toNamed = (run: string): Named[] =>
    sections.flatMap(({ section, title }): Named[] => {
      const start = run.indexOf(`«${title}»`);
      if (start < 0 || !section || !shows[section.id]) return [];
      const [, ranges = ''] = /^ \(([^()]*)\)/.exec(run.slice(start + title.length + 2)) ?? [];
      return [{ id: section.id, start, ranges: toRanges(ranges) }];
    });

  /** What has been shown, in the short version and in either. */
  const seen = { short: new Set<string>(), any: new Set<string>(), slides: new Set<string>() };
  const stepSlides = ({ blocks, ...step }: Step): Slide[] =>
    toShown(blocks, toNamed).flatMap((run, index): Slide[] => {
      const minutes = index === 0 ? step.minutes : [];
      if (!('id' in run)) return split({ kind: 'step', ...step, minutes, blocks: run.blocks });
      const before = (step.long ? seen.any : seen.short).has(run.id);
      if (before && once.has(run.id)) return [];
      seen.any.add(run.id);
      if (!step.long) seen.short.add(run.id);
      const [short, whole = short] = run.ranges;
      const inShort = new Set(shows[run.id]?.(short).map(keyOf));
      return (shows[run.id]?.(whole) ?? []).map((slide, place) => {
        const key = keyOf(slide);
        const again = seen.slides.has(key);
        seen.slides.add(key);
        return {
          ...slide,
          part: textOf(step.heading) || slide.part,
          minutes: place === 0 ? minutes : [],
          long: step.long || !inShort.has(key),
          again
        };
      });
    });

  const steps = ['opening', 'development', 'closing'].flatMap((id) =>
    toSteps(part(id), longMinutes).flatMap(stepSlides)
  );
  const unnamed = (id: string): Slide[] => (seen.any.has(id) ? [] : (shows[id]?.() ?? []));
  const family = part('family');
  return [
    ...split({
      kind: 'title',
      heading: words(text.title),
      blocks: [{ type: 'paragraph', content: words(text.summary), at }]
    }),
    ...toPurpose(part('purpose')),
    ...steps,
    ...unnamed('board'),
    ...board.phrases,
    ...ideas
      .filter((blocks) => blocks !== help)
      .flatMap((blocks) => split({ kind: 'idea', part: part('ideas')?.title, heading: [], blocks })),
    ...unnamed('sort'),
    ...unnamed('check'),
    ...toWords(family?.blocks ?? []).flatMap((blocks) =>
      split({ kind: 'family', part: family?.title, heading: [], blocks })
    ),
    ...(help.length > 0 ? split({ kind: 'help', heading: [], blocks: help }) : []),
    // For another hour: no step names them.
    ...[...unnamed('story'), ...unnamed('radio')].map((slide) => ({ ...slide, long: true }))
  ];
}

/** Parts that are read once, however often steps name them; questions are voted on again, and cards sorted in two goes. */
const once = new Set(['purpose', 'board', 'story', 'radio']);

/** The slides of a version, counted from 0: those of the long one are left out of the short one. */
export const slidesFor = (slides: readonly Slide[], version: number): Slide[] =>
  slides
    .filter(({ long }) => version > 0 || !long)
    .map((slide) => ({ ...slide, minutes: slide.minutes.slice(version).concat(slide.minutes).slice(0, 1) }));

/** What the class is after, in one sentence; a list where the sentence only opens it. */
function toPurpose(purpose: SectionText | undefined): Slide[] {
  const [first, next] = purpose?.blocks ?? [];
  if (!purpose || first?.type !== 'paragraph') return [];
  const opensList = textOf(first.content).trimEnd().endsWith(':') && next?.type === 'list';
  const content = opensList ? first.content : (sentencesOf(first.content)[0] ?? []);
  const blocks: Block[] = [{ ...first, content }, ...(opensList ? [next] : [])];
  return split({ kind: 'purpose', part: purpose.title, heading: [], blocks });
}

/** What the study counted: paragraphs of the purpose with a finding, without the words that open them. */
function toFigures(purpose: SectionText | undefined): Slide[] {
  const blocks = (purpose?.blocks ?? []).flatMap((block): Block[] => {
    if (block.type !== 'paragraph' || !cites([block], 'finding')) return [];
    const [lead, ...content] = block.content;
    return [lead?.type === 'strong' ? { ...block, content: trimStart(content) } : block];
  });
  return blocks.length > 0 ? split({ kind: 'step', part: purpose?.title, heading: [], blocks }) : [];
}

/**
 * The board as it will stand there: its tables, which a step may name, what else is written on it, and where to get help,
 * which is a slide of its own at the end.
 */
function toBoard(board: SectionText | undefined): { tables: Slide[]; phrases: Slide[]; help: Block[] } {
  const blocks = (board?.blocks ?? []).flatMap((block): Block[] =>
    block.type === 'list' ? block.items.map((item) => ({ ...block, items: [item] })) : [block]
  );
  const help = blocks.filter((block) => block.type !== 'table' && isHelp([block]));
  const toBoardSlides = (some: Block[]) =>
    some.length > 0 ? split({ kind: 'board', part: board?.title, heading: [], blocks: some }) : [];
  return {
    tables: toBoardSlides(blocks.filter(({ type }) => type === 'table')),
    phrases: toBoardSlides(blocks.filter((block) => block.type !== 'table' && !help.includes(block))),
    help
  };
}

const cites = (blocks: Block[], scheme: string): boolean =>
  [...inlineRuns(blocks)].some((content) => [...linksIn(content)].some(({ reference }) => reference.scheme === scheme));

/** Whether it says whom to call. */
const isHelp = (blocks: Block[]): boolean => cites(blocks, 'contact');

/** Some of the cards or questions, the first and the last, counted from 0. */
interface Range {
  from: number;
  to: number;
}

/** `A–D` or `1–4`, and behind a slash those of the long version. */
const toRanges = (text: string): Range[] =>
  [...text.matchAll(/(?<!\p{L})(\p{Lu}|\d+)[–-](\p{Lu}|\d+)/gu)].map(([, from = '', to = '']) => ({
    from: placeIn(from),
    to: placeIn(to)
  }));

const placeIn = (name: string): number =>
  /\d/.test(name) ? Number(name) - 1 : (name.codePointAt(0) ?? 0) - ('A'.codePointAt(0) ?? 0);

const inRange = <T>(all: readonly T[], range: Range | undefined): readonly T[] =>
  range ? all.slice(range.from, range.to + 1) : all;

/** What tells a slide from the others of its part. */
const keyOf = ({ kind, heading, blocks, answers }: Slide): string =>
  JSON.stringify([kind, heading, blocks, answers.map(({ content }) => content)]);

/** Where the cards go, then each card with the names of those places; where it belongs is for the class to say. */
function toCards(
  sort: Sort | undefined,
  { part, range }: { part: string | undefined; range: Range | undefined }
): Slide[] {
  if (!sort) return [];
  const { bins } = sort;
  const places = bins.flatMap(({ content }): Block[] =>
    content[0] ? [{ type: 'paragraph', content, at: content[0].at }] : []
  );
  const isFirst = range === undefined || range.from === 0;
  return [
    ...(isFirst ? [...toIntro(sort.intro, part), ...split({ kind: 'sort', part, heading: [], blocks: places })] : []),
    ...inRange(sort.cards, range).flatMap(({ content, at }) =>
      split({
        kind: 'sort',
        part,
        heading: [],
        blocks: [{ type: 'paragraph', content, at }],
        answers: bins.map(({ name }) => ({ content: [{ type: 'text', value: name, at }] }))
      })
    )
  ];
}

function toScenes(story: Story | undefined, part: string | undefined): Slide[] {
  if (!story) return [];
  return [
    ...toIntro(story.intro, part),
    ...story.scenes.flatMap(({ number, title, blocks, options, at }) =>
      split({
        kind: 'scene',
        part,
        heading: [{ type: 'text', value: `${number}. ${title}`, at }],
        blocks,
        answers: options.map(({ content, to }) => ({ content, to })),
        scene: number
      })
    )
  ];
}

function toQuestions(
  quiz: Quiz | undefined,
  { part, range }: { part: string | undefined; range: Range | undefined }
): Slide[] {
  if (!quiz) return [];
  return [
    ...toIntro(quiz.intro, part),
    ...inRange(quiz.questions, range).flatMap(({ content, answers }) =>
      split({
        kind: 'question',
        part,
        heading: content,
        blocks: [],
        answers: answers.map((answer) => ({ content: answer.content }))
      })
    )
  ];
}

/** What the class is told before cards, scenes or questions. */
const toIntro = (intro: readonly Block[], part: string | undefined): Slide[] =>
  toWords(intro).flatMap((blocks) => split({ kind: 'step', part, heading: [], blocks }));

interface Step {
  part: string | undefined;
  heading: Inline[];
  minutes: number[];
  long: boolean;
  blocks: Block[];
}

/** The steps of a part, with all that the teacher reads. */
function toSteps(section: SectionText | undefined, longMinutes: number): Step[] {
  if (!section) return [];
  const steps: Step[] = [];
  /** Under a heading, what follows belongs to it; under the items of a list it does not. */
  let under: Inline[] = [];
  let long = false;
  const open = (lead: Inline[], { added = false, again = false, blocks = [] as Block[] } = {}) => {
    const { content, minutes } = withoutMinutes(lead);
    const isAdded = added || (!again && isLong(lead, longMinutes));
    steps.push({ part: section.title, heading: content, minutes: again ? [] : minutes, long: isAdded, blocks });
  };
  let inStep = false;
  for (const [index, block] of section.blocks.entries()) {
    const lead = block.type === 'paragraph' ? leadOf(block) : undefined;
    if (block.type === 'heading') {
      under = block.content;
      open(under);
      inStep = true;
    } else if (lead && isLong(lead.heading, longMinutes)) {
      // It adds the steps of a list that goes on, says what a step of that version alone is, or is one itself.
      const next = section.blocks[index + 1];
      const last = steps.at(-1);
      if (next?.type === 'list' && next.ordered && next.start > 1) long = true;
      if (last?.long === true && inStep && last.blocks.length === 0) last.blocks.push(...lead.blocks);
      else {
        open(under, { added: true, again: true, blocks: lead.blocks });
        inStep = false;
      }
    } else if (lead) {
      open(lead.heading, { blocks: lead.blocks });
      inStep = true;
    } else if (block.type === 'list' && block.items.some((item) => leadOf(item[0]))) {
      for (const item of block.items) {
        const head = leadOf(item[0]);
        open(head?.heading ?? [], { added: long, blocks: [...(head?.blocks ?? item.slice(0, 1)), ...item.slice(1)] });
      }
      long = false;
      inStep = false;
    } else {
      if (!inStep) open(under, { again: true });
      inStep = true;
      steps.at(-1)?.blocks.push(block);
    }
  }
  return steps;
}

/** `90`, said of a version, in whatever language. */
const isLong = (content: Inline[], longMinutes: number): boolean =>
  new RegExp(`(?<!\\d)${longMinutes}(?!\\d)`).test(textOf(content));

/** `**The sheep (5 min).** Say: …` → its name and what follows. */
function leadOf(block: Block | undefined): { heading: Inline[]; blocks: Block[] } | undefined {
  const [lead, ...content] = block?.type === 'paragraph' ? block.content : [];
  if (block?.type !== 'paragraph' || lead?.type !== 'strong') return undefined;
  const after = trimStart(content);
  return { heading: lead.content, blocks: after.length > 0 ? [{ ...block, content: after }] : [] };
}

/** A step's name without its minutes, its number and its last dot. */
function withoutMinutes(heading: Inline[]): { content: Inline[]; minutes: number[] } {
  const text = textOf(heading);
  const [, name = text, times = ''] = /^\s*(?:\d+\.\s*)?(.*?)\s*(?:\(([^()]*min[^()]*)\))?[.:\s]*$/s.exec(text) ?? [];
  const start = text.indexOf(name);
  return {
    content: sliceInlines(heading, start, start + name.length),
    minutes: [...times.matchAll(/(\d+)\s*min(?!ut)/g)].map((match) => Number(match[1]))
  };
}

/** A part that a step names, and which of its cards or questions each version has. */
interface Named {
  id: string;
  start: number;
  ranges: Range[];
}
type Shown = { blocks: Block[] } | Named;

/**
 * Of some blocks, what the text marks as the class's: words in italics and quotation marks, also those of an item or a cell,
 * and whole blocks behind `>`, a slide for each. Between them, the parts that the rest names.
 */
function toShown(blocks: readonly Block[], toNamed: (words: string) => Named[] = () => []): Shown[] {
  const shown: Shown[] = [];
  for (const block of blocks) {
    if (block.type === 'quote') shown.push({ blocks: block.blocks });
    else if (block.type === 'paragraph') {
      let rest = '';
      for (const inline of [...block.content, undefined]) {
        const said = inline && saidIn(inline);
        if (inline && !said) rest += textOf([inline]);
        if (inline && !said) continue;
        shown.push(...toNamed(rest).sort((a, b) => a.start - b.start));
        rest = '';
        if (said) shown.push({ blocks: [{ ...block, content: said, at: placeOf(said, block.at) }] });
      }
    } else if (block.type === 'list' || block.type === 'table') {
      const items =
        block.type === 'list'
          ? block.items
          : block.rows.map((row) => row.map((content): Block => ({ type: 'paragraph', content, at: block.at })));
      const said = items.map((item) => toWords(item).flat()).filter((item) => item.length > 0);
      if (said.length > 0)
        shown.push({
          blocks: [{ type: 'list', ordered: false, start: 1, items: said, at: said[0]?.[0]?.at ?? block.at }]
        });
    }
  }
  return shown;
}

/** What the text marks, each mark a slide of its own. */
const toWords = (blocks: readonly Block[]): Block[][] =>
  toShown(blocks).flatMap((run) => ('id' in run ? [] : [run.blocks]));

/** `*«words»*` as they stand on a slide: without the marks, with a capital and a dot. */
function saidIn(inline: Inline): Inline[] | undefined {
  const text = textOf([inline]);
  if (inline.type !== 'emphasis' || !/^«.*»$/s.test(text)) return undefined;
  return fullStop(capitalized(sliceInlines(inline.content, 1, text.length - 1)), inline.at);
}

/** One thing to say as as many slides as it needs. */
function split({ heading: title, ...draft }: Draft): Slide[] {
  // A step that is called like its question says it once.
  const [only] = draft.blocks;
  const isSaid = draft.blocks.length === 1 && only?.type === 'paragraph' && textOf(only.content) === textOf(title);
  const named = isSaid ? [] : title;
  const answers = draft.answers ?? [];
  const heading = textOf(named).length / 2;
  // The places of a card stand in one line.
  const letters = answers.reduce((sum, { content }) => sum + textOf(content).length, 0);
  const answering = draft.kind === 'sort' ? letters / 2 : letters + answers.length * lineCost;
  const room = slideLetters - heading;
  const pages: Block[][] = [[]];
  let used = 0;
  for (const block of draft.blocks.flatMap((one) => piecesOf(one, room))) {
    const cost = costOf(block);
    if (used > 0 && used + cost > room) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(block);
    used += cost;
  }
  // Answers stand below the end of what they answer, or alone where they do not fit.
  if (used > 0 && answering > 0 && used + answering > room + lineCost) pages.push([]);
  return pages.map((blocks, index): Slide => {
    const isLast = index === pages.length - 1;
    const size = heading + blocks.reduce((sum, block) => sum + costOf(block), 0) + (isLast ? answering : 0);
    return {
      part: undefined,
      minutes: [],
      long: false,
      again: false,
      scene: undefined,
      ...draft,
      heading: named,
      ...(index > 0 && { scene: undefined, minutes: [] }),
      answers: isLast ? answers : [],
      blocks: joinLists(blocks),
      piece: { number: index + 1, of: pages.length },
      size: size <= shortLetters ? 'short' : size <= middleLetters ? 'middle' : 'full'
    };
  });
}
