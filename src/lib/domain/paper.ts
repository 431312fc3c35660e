import type { Contact } from './contact.ts';
import { textOf, type Block, type Inline } from './document.ts';
import type { Place } from './issue.ts';
import type { LanguageCode } from './language.ts';
import type { LessonPaper } from './school-paths.ts';
import type { Source } from './sources.ts';
import { withoutDots } from './writing-line.ts';

/** A lesson's papers, and the sheet that a family fills in at home. */
export type PaperName = LessonPaper | 'home';

/** Something to print and photocopy. Its page, its PDF and its Word file are all drawn from this. */
export interface Paper<Name extends PaperName = PaperName> {
  name: Name;
  /** What it is: `Hoja para estudiantes`. */
  label: string;
  sides: PaperSide[];
  /** What its claims rest on, in the order of their numbers; empty where nothing is numbered. */
  sources: Source[];
  /** Draft, where one of its sides is. */
  draft: boolean;
}

/** What begins on a new piece of paper. */
export interface PaperSide {
  language: LanguageCode;
  title: string;
  /** `BORRADOR`, where it is one. */
  draftMark: string | undefined;
  /** What kind of paper it is, in the side's language. */
  label: string;
  /** Names of the lines at its head: who writes, and when. */
  fields: string[];
  blocks: PaperBlock[];
  /** Lines to call, at the foot. */
  helpTitle: string;
  help: HelpLine[];
  /** Project, licence and version. */
  edge: string;
  version: string;
  fit: PaperFit;
}

export interface HelpLine {
  number: string;
  words: string;
}

/** How a side fills its paper: its letters in points, and the height of a row to write in, in millimetres. */
export interface PaperFit {
  points: number;
  roomMm: number;
}

export type PaperBlock =
  | Block
  /** Words, and below them lines to write on. */
  | { type: 'write'; label: Inline[] }
  /** Boxes to tick. */
  | { type: 'ticks'; items: Inline[][] }
  | { type: 'form'; rows: FormRow[]; note: string }
  /** What its claims rest on, in small letters; `letters` is how much that is. */
  | { type: 'sources'; title: string; note: string | undefined; letters: number };

/** A row of the form that says where a lesson belongs. */
export interface FormRow {
  label: string;
  values: FormValue[];
}
export interface FormValue {
  words: string;
  /** An official name, which is Spanish in every language. */
  official: boolean;
  /** What it says, in the language of the text. */
  means?: string | undefined;
  path?: string | undefined;
}

/** A side's words, and then what they rest on. */
export function cutSources({ blocks }: PaperSide): [words: PaperBlock[], sources: PaperBlock[]] {
  const isSource = ({ type }: PaperBlock) => type === 'sources';
  return [blocks.filter((block) => !isSource(block)), blocks.filter(isSource)];
}

/** What a row of the form says in plain words: each official name with what it means. */
export const formWords = ({ values }: FormRow): string =>
  values.map(({ words, means }) => (means === undefined ? words : `${words} (${means})`)).join('; ');

/** Lines to write on below some words: two where there is room. */
export const linesToWrite = ({ roomMm }: PaperFit): number => (roomMm >= 13 ? 2 : 1);
/** Height of such a line in millimetres: what a child's hand needs. */
export const writingLineMm = 8.5;

/** Words of ours in the place of a text's. */
export const plainInlines = (value: string): Inline[] => [{ type: 'text', value, at: nowhere }];
export const nowhere: Place = { file: '', line: 0, column: 0 };

const box = /^☐\s*/;

/** A text's blocks as paper needs them: dotted lines become lines to write on, lists of boxes lose their bullets. */
export const toPaperBlocks = (blocks: readonly Block[]): PaperBlock[] =>
  blocks.map((block): PaperBlock => {
    if (block.type === 'paragraph') {
      const label = withoutDots(block.content);
      return label ? { type: 'write', label } : block;
    }
    if (block.type !== 'list') return block;
    const ticks = block.items.map(toTick);
    const items = ticks.filter((tick) => tick !== undefined);
    return items.length === ticks.length ? { type: 'ticks', items } : block;
  });

function toTick(item: Block[]): Inline[] | undefined {
  const [block, ...others] = item;
  const [first, ...rest] = block?.type === 'paragraph' ? block.content : [];
  if (first?.type !== 'text' || others.length > 0 || !box.test(first.value)) return undefined;
  return [{ ...first, value: first.value.replace(box, '') }, ...rest];
}

/** A row in which something is to be written. */
export const isWritingRow = (row: Inline[][], index: number): boolean =>
  index > 0 && row.some((cell) => textOf(cell).trim() === '');

/** How a table's width is shared out, in whole tenths: columns to write in stay wide, whatever little stands in them. */
export function columnTenths(rows: Inline[][][]): number[] {
  const [head = [], ...body] = rows;
  const names = head.map((cell) => textOf(cell).length);
  const longestIn = (column: number) => Math.max(0, ...body.map((row) => textOf(row[column] ?? []).length));
  const widestName = Math.max(0, ...names.filter((_, column) => longestIn(column) === 0));
  const weights = names.map((name, column) => {
    const longest = longestIn(column);
    // A letter goes under a short name beside a long one (`T, F o N` beside `¿Por qué?`).
    if (longest === 0) return name <= 12 && widestName >= name * 1.5 ? 1.2 : 3.6;
    return Math.max(Math.min(4.6, Math.sqrt(Math.max(longest, name)) / 2.6), Math.min(longest, 16) / 9);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  // No word is cut in two.
  const least = names.map((_, column) =>
    Math.ceil(Math.max(...rows.map((row) => longestWord(row[column] ?? []))) * tenthsPerLetter + 0.2)
  );
  const tenths = weights.map((weight, column) => Math.max(least[column] ?? 1, 1, Math.round((weight / total) * 10)));
  // What rounding leaves over goes to or comes from the widest.
  const widest = tenths.indexOf(Math.max(...tenths));
  const rest = 10 - tenths.reduce((sum, tenth) => sum + tenth, 0);
  return tenths.map((tenth, column) => (column === widest ? Math.max(1, tenth + rest) : tenth));
}

const longestWord = (cell: Inline[]): number =>
  Math.max(
    0,
    ...textOf(cell)
      .split(/\s+/)
      .map(({ length }) => length)
  );
/** Part of a sheet's width that a letter takes, in tenths. */
const tenthsPerLetter = 0.115;

/** Whom every paper of a lesson says to call. */
const helpLineIds = ['mininter-1818', 'linea-1810', 'linea-100', 'police-105'];

/** Numbers to call and what for, in the words of the registry: the short ones, or their first sentence; there is little room. */
export const toHelpLines = (contacts: readonly Contact[], language: LanguageCode): HelpLine[] =>
  helpLineIds.flatMap((id): HelpLine[] => {
    const contact = contacts.find((one) => one.id === id);
    const words = contact?.short ?? contact?.for;
    return contact?.number == null || !words
      ? []
      : [{ number: contact.number, words: (words[language].split(/(?<=\.)\s/)[0] ?? '').replace(/\.$/, '') }];
  });
