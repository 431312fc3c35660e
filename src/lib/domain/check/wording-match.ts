import { fold } from '../fold.ts';
import type { WordingRule } from '../wording.ts';

const wordLetter = /[\p{L}\p{M}\p{N}'’]/u;
const isLetter = (text: string, at: number): boolean => at >= 0 && at < text.length && wordLetter.test(text.charAt(at));

interface Phrase {
  /** Its words with any white space between; boundaries are looked at by hand, which is many times faster. */
  pattern: RegExp;
  /** Its first word: most texts do not hold it, and to look for it is quicker than to try the pattern. */
  first: string;
  /** `*` at its end: any ending. */
  open: boolean;
}

const phrases = new Map<string, Phrase>();

function toPhrase(written: string): Phrase {
  const known = phrases.get(written);
  if (known) return known;
  const open = written.endsWith('*');
  const words = fold(open ? written.slice(0, -1) : written).split(/\s+/);
  const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'), 'g');
  const phrase = { pattern, first: words[0] ?? '', open };
  phrases.set(written, phrase);
  return phrase;
}

export interface WordingMatch {
  start: number;
  end: number;
  text: string;
}

const find = (folded: string, written: string[]): { start: number; end: number }[] =>
  written.flatMap((one) => findPhrase(folded, toPhrase(one)));

function findPhrase(folded: string, { pattern, first, open }: Phrase): { start: number; end: number }[] {
  if (!folded.includes(first)) return [];
  return [...folded.matchAll(pattern)].flatMap(({ index: start, 0: hit }) => {
    let end = start + hit.length;
    if (isLetter(folded, start - 1)) return [];
    if (!open && isLetter(folded, end)) return [];
    while (open && isLetter(folded, end)) end++;
    return [{ start, end }];
  });
}

/** Where a text says what a rule of wording advises against. */
export function matchWording(rule: WordingRule, text: string, folded = fold(text)): WordingMatch[] {
  const hits = find(folded, rule.match);
  if (hits.length === 0) return [];
  const excuses = find(folded, rule.unless);
  return hits
    .filter((hit) => !excuses.some((excuse) => excuse.start <= hit.start && excuse.end >= hit.end))
    .sort((a, b) => a.start - b.start)
    .map((hit) => ({ ...hit, text: text.slice(hit.start, hit.end).replace(/\s+/g, ' ') }));
}
