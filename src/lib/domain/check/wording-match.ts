import { fold } from '../fold.ts';
import type { WordList } from '../wording.ts';

const wordLetter = /[\p{L}\p{M}\p{N}'’]/u;
const isLetter = (text: string, at: number): boolean => at >= 0 && at < text.length && wordLetter.test(text.charAt(at));

interface Phrase {
  /** Its words with any white space between; boundaries are looked at by hand, which is many times faster. */
  pattern: RegExp;
  /** Words of which a text holds one in each place: most do not, and to look for them is quicker than to try the pattern. */
  needed: string[][];
  /** `*` at its end: any ending. */
  open: boolean;
  /** With other words between or one of several in a place; the pattern looks at its boundaries itself. */
  loose: boolean;
}

const phrases = new Map<string, Phrase>();

function toPhrase(written: string): Phrase {
  const known = phrases.get(written);
  if (known) return known;
  const phrase = /[|…]/.test(written) ? toLoosePhrase(written) : toPlainPhrase(written);
  phrases.set(written, phrase);
  return phrase;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function toPlainPhrase(written: string): Phrase {
  const open = written.endsWith('*');
  const words = fold(open ? written.slice(0, -1) : written).split(/\s+/);
  return {
    pattern: new RegExp(words.map(escape).join('\\s+'), 'g'),
    needed: words.slice(0, 1).map((word) => [word]),
    open,
    loose: false
  };
}

/** Between two words of a sentence: white space, a comma, quotation marks; not the end of a paragraph or of an item. */
const space = String.raw`["«»]?,?(?:[^\S\n]|\n(?=\p{L}))+["«»]?`;
/** Up to so many other words of the same sentence may stand where a phrase says `…`. */
const gap = String.raw`(?:${space}[^\s.!?;]+){0,7}?`;

/** `tell*|write* … own story|life`: in each place one of several words, each with any ending; between them other words. */
function toLoosePhrase(written: string): Phrase {
  const letter = String.raw`[\p{L}\p{M}\p{N}'’]`;
  const places = fold(written).split(/\s+/);
  const pattern = places
    .map((place) => {
      if (place === '…') return gap;
      const words = place.split('|').map((word) => escape(word).replaceAll('\\*', `${letter}*`));
      return `(?<!${letter})(?:${words.join('|')})(?!${letter})`;
    })
    .reduce((before, place) => before + (place === gap ? '' : space) + place);
  return {
    pattern: new RegExp(pattern, 'gu'),
    needed: places.filter((place) => place !== '…').map((place) => place.split('|').map(longestPiece)),
    open: false,
    loose: true
  };
}

/** Of `*ahuku*` what every word that it stands for has in it. */
const longestPiece = (word: string): string =>
  word.split('*').reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');

export interface WordingMatch {
  start: number;
  end: number;
  text: string;
}

const find = (folded: string, written: string[]): { start: number; end: number }[] =>
  written.flatMap((one) => findPhrase(folded, toPhrase(one)));

function findPhrase(folded: string, { pattern, needed, open, loose }: Phrase): { start: number; end: number }[] {
  if (!needed.every((words) => words.some((word) => folded.includes(word)))) return [];
  if (loose)
    return [...folded.matchAll(pattern)].map(({ index, 0: hit }) => ({ start: index, end: index + hit.length }));
  return [...folded.matchAll(pattern)].flatMap(({ index: start, 0: hit }) => {
    let end = start + hit.length;
    if (isLetter(folded, start - 1)) return [];
    if (!open && isLetter(folded, end)) return [];
    while (open && isLetter(folded, end)) end++;
    return [{ start, end }];
  });
}

/** Texts in which a rule found nothing: whoever checks a library again after one change does not search the others again. */
const silent = new WeakMap<WordList, Set<string>>();

/** Where a text says what a rule of wording advises against. */
export function matchWording(rule: WordList, text: string, folded = fold(text)): WordingMatch[] {
  const known = silent.get(rule) ?? new Set();
  if (known.has(folded)) return [];
  const hits = find(folded, rule.match);
  if (hits.length === 0) {
    silent.set(rule, known.add(folded));
    return [];
  }
  const excuses = find(folded, rule.unless);
  return hits
    .filter((hit) => !excuses.some((excuse) => excuse.start <= hit.start && excuse.end >= hit.end))
    .filter((hit) => find(clauseBefore(folded, hit.start), rule.unlessAfter).length === 0)
    .filter((hit, index, all) => all.findIndex(({ start }) => start === hit.start) === index)
    .sort((a, b) => a.start - b.start)
    .map((hit) => ({ ...hit, text: text.slice(hit.start, hit.end).replace(/\s+/g, ' ') }));
}

/** What stands before an offset since the last sign that parts sentences or their clauses. */
const clauseBefore = (folded: string, offset: number): string =>
  folded
    .slice(0, offset)
    .slice(-200)
    .split(/[.!?…:;,«¿¡]|\n\s*(?=\n|-|\d)/)
    .at(-1) ?? '';
