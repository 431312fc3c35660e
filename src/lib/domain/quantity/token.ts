import { fold } from '../fold.ts';
import type { LanguageCode } from '../language.ts';

// The order matters: what is more than a number (a law, an hour, a telephone) is tried before the plain number.
const kinds = ['money', 'code', 'clock', 'parts', 'ordinal', 'phone', 'digits', 'word', 'mark'] as const;

/** A word, a number in digits or a mark of a text, folded, with its offsets. */
export interface Token {
  kind: (typeof kinds)[number];
  text: string;
  start: number;
  end: number;
  /** True where it stands right after the token before, without a space. */
  joined: boolean;
}

/** One pattern for each kind, in the order of `kinds`; each holds the only capturing group of its own. */
const parts = (ordinal: RegExp): RegExp[] => [
  /((?<!\p{L})(?:us\$|s\/\.?|\$))/u,
  /(\d+(?:-\d+)*-\p{L}[\p{L}\d-]*)/u,
  /(\d{1,2}:\d{2}(?!\d))/u,
  /(\d+\/\d+(?![\d/])|[¼½¾⅓⅔])/u,
  ordinal,
  /(\d{3,4}(?:[- ]\d{2,3}){2,3}(?![\d-]))/u,
  /(\d{1,3}(?:[.,\u0020\u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)/u,
  /(\p{L}[\p{L}\d]*(?:'[\p{L}\d]+)*)/u,
  /(¶+|\S)/u
];
const toPattern = (ordinal: RegExp) =>
  new RegExp(
    parts(ordinal)
      .map((part) => part.source)
      .join('|'),
    'gu'
  );

const patterns: Record<LanguageCode, RegExp> = {
  es: toPattern(/(\d+\s?\.?\s?[º°ª]|\d{1,2}\.?(?:er|ro|do|to|mo|vo|no|ra|da|ta)(?!\p{L}))/u),
  // In Quechua `30ta` is a number with its case ending.
  quz: toPattern(/(\d+\s?\.?\s?[º°ª])/u)
};

export function toTokens(text: string, language: LanguageCode): Token[] {
  const tokens: Token[] = [];
  for (const match of fold(text).matchAll(patterns[language])) {
    const kind = kinds[match.findIndex((group, index) => index > 0 && group !== undefined) - 1] ?? 'mark';
    const start = match.index;
    const end = start + match[0].length;
    tokens.push({ kind, text: match[0], start, end, joined: tokens.at(-1)?.end === start });
  }
  return tokens;
}

/** The value of digits as they are written in Peru: `51,7`, `51.7`, `13 600`, `13.600`, `1,014,688`. */
export function parseDigits(text: string): number {
  const compact = text.replace(/\s/g, '');
  const [whole = '', ...rest] = compact.split(/[.,]/);
  const last = rest.at(-1);
  if (last === undefined) return Number(whole);
  const grouped = rest.every((part) => part.length === 3) && whole.length <= 3 && whole !== '0';
  return grouped ? Number(whole + rest.join('')) : Number(`${whole}${rest.slice(0, -1).join('')}.${last}`);
}
