import type { LanguageCode } from '../language.ts';
import type { Token } from './token.ts';

/** How a quantity stands to its number: `casi la mitad` is `almost` 50. */
export type Relation =
  | 'exact'
  | 'about'
  | 'almost'
  | 'less'
  | 'at-most'
  | 'more'
  | 'slightly-more'
  | 'at-least'
  /** Anything above or below: «la mayoría», «una minoría». */
  | 'above'
  | 'below'
  /** A few times it: «miles». */
  | 'several';

export type Unit =
  | 'percent'
  | 'years'
  | 'months'
  | 'weeks'
  | 'days'
  | 'hours'
  | 'minutes'
  | 'seconds'
  | 'soles'
  /** A year of the calendar. */
  | 'year';

/**
 * What a quantity is for, which decides whether it needs a source.
 *
 * These do, wherever they stand: `share` (percent, «ocho de cada diez», «más de la mitad», «la mayoría de los jóvenes»),
 * `money`, `phone`, `limit` (an age that the law sets: «menores de 18»), `year`, `law` (a law by its number) and `number`
 * (anything above ten, and any count of organizations, victims or reports).
 *
 * These are structural, the furniture of a lesson or a story, and stand without one: `duration` (ages, minutes, weeks),
 * `clock` (hours and dates), `label` (steps, grades, numbered cards, «Beca 18», counting aloud), `count` (up to ten
 * everyday things, up to forty for what a class handles: cards, groups, pupils) and `part` («la mitad de la clase»).
 *
 * «La mayoría» counts as a share: in our texts it is always said of people, and that is a claim. «Mayoría de edad» is not.
 */
export type Use =
  'share' | 'money' | 'phone' | 'limit' | 'year' | 'law' | 'number' | 'duration' | 'clock' | 'label' | 'count' | 'part';

const structuralUses: readonly Use[] = ['duration', 'clock', 'label', 'count', 'part'];

/** A quantity as a text says it, in digits or in words. */
export interface Quantity {
  text: string;
  /** Offsets in the text that was read. */
  start: number;
  end: number;
  use: Use;
  /** Percent for shares. */
  value: number;
  relation: Relation;
  /** For shares: percent points of one step of its scale, 10 for «x de cada diez». */
  step: number;
  unit: Unit | undefined;
  /** The folded words around it, up to six on each side. */
  before: string;
  after: string;
}

export const isStructural = ({ use }: Quantity): boolean => structuralUses.includes(use);

/** A number that a language's words or digits say, and the token after it. */
export interface NumberRead {
  value: number;
  next: number;
  /** «un», «una», «huk»: as often an article as a number, so alone it says no quantity. */
  article: boolean;
}

/** A share that a language says in words, and the tokens it takes. */
export interface ShareRead {
  value: number;
  step: number;
  next: number;
  relation: Relation;
  use: 'share' | 'part' | 'number';
}

/** What a language's grammar of quantities has of its own. */
export interface Grammar {
  code: LanguageCode;
  number(tokens: Token[], at: number): NumberRead | undefined;
  share(tokens: Token[], at: number): ShareRead | undefined;
  /** Tokens that say «por ciento» after a number; 0 where there are none. */
  percentLength(tokens: Token[], at: number): number;
  /** The relation that the words before a number say, and how many tokens it takes. */
  relationBefore(before: string): { relation: Relation; length: number };
  /** The relation that the words after a number say. */
  relationAfter(tokens: Token[], next: number): { relation: Relation; length: number };
  /** Units by the words after a number. */
  units: [RegExp, Unit][];
  /** What makes a number a law, a label, an hour…: tried on the words before and after it. */
  context: Record<'lawBefore' | 'limitBefore' | 'labelBefore' | 'clockBefore' | 'ageBefore', RegExp> &
    Record<'limitAfter' | 'labelAfter' | 'dateAfter' | 'statisticalAfter' | 'classroomAfter', RegExp>;
  /** What may stand between the two numbers of a range: «a», «y», «hasta». */
  rangeGap: RegExp;
}

export const around = (tokens: Token[], from: number, to: number): string =>
  tokens
    .slice(Math.max(0, from), Math.max(0, to))
    .map((token) => token.text)
    .join(' ');
