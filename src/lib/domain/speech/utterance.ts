import type { Inline } from '../document.ts';
import { textOf } from '../document.ts';
import { blanksToCall } from '../fill.ts';
import type { LanguageCode } from '../language.ts';
import { speak } from './speak.ts';

/** Some written words that are heard in one breath, and how many words are spoken for them. */
export interface Phrase {
  /** As on the page, spaces and all. */
  written: string;
  words: number;
}

/** A piece of what is said: words, or a blank that each station fills in and that is heard as a soft tone. */
export type UtterancePart =
  /** The words of the phrases add up to those of `spoken`. */
  { type: 'words'; spoken: string; phrases: Phrase[] } | { type: 'blank'; id: string; written: string };

/** Written words between two blanks, and the stretches of them that are said otherwise. */
interface Stretch {
  written: string;
  said: { from: number; to: number; spoken: string }[];
}

/** Some written words as they are said, cut at their blanks. Empty when there is nothing to say. */
export function toUtterance(content: readonly Inline[], language: LanguageCode): UtterancePart[] {
  const parts: UtterancePart[] = [];
  let stretch: Stretch = { written: '', said: [] };
  const say = () => {
    const spoken = speak(saidBetween(stretch, 0, stretch.written.length), language);
    if (spoken !== '') parts.push({ type: 'words', spoken, phrases: toPhrases(stretch, spoken, language) });
    stretch = { written: '', said: [] };
  };
  const walk = (inlines: readonly Inline[]): void => {
    for (const inline of inlines) {
      if (inline.type === 'text') {
        const from = stretch.written.length;
        stretch.written += inline.value;
        if (inline.blank !== undefined && blanksToCall.has(inline.blank))
          stretch.said.push({
            from,
            to: stretch.written.length,
            spoken: speak(inline.value, language, { toCall: true })
          });
      } else if (inline.type === 'break') stretch.written += '\n';
      else if (inline.type === 'said') {
        const from = stretch.written.length;
        stretch.written += textOf(inline.content);
        stretch.said.push({ from, to: stretch.written.length, spoken: inline.spoken });
      } else if (inline.type === 'link' && inline.reference.scheme === 'blank') {
        say();
        parts.push({ type: 'blank', id: inline.reference.id, written: textOf(inline.content) });
      } else walk(inline.content);
    }
  };
  walk(content);
  say();
  return parts;
}

/** What is said from one offset of the written words to another, no spoken form being cut in two. */
function saidBetween({ written, said }: Stretch, from: number, to: number): string {
  let text = '';
  let at = from;
  for (const one of said)
    if (one.from >= from && one.to <= to) {
      text += written.slice(at, one.from) + one.spoken;
      at = one.to;
    }
  return text + written.slice(at, to);
}

/** Where a sentence or a clause ends; a point after an abbreviation ends none. */
const ends =
  /(?<!(?<!\p{L})(?:Av|Jr|Sra?|Dra?|Prof|Lic|Ing|Abog|Tel|[Aa]rt|Mz|Lt|Urb|Sta|Sto|p[áa]g|p|inc|n[úu]m|cap))[.?!…]+["»”')\]]*\s+(?=[\p{Lu}\d¿¡"«“([—–])|[;:]["»”')\]]*\s+/gu;
/** A longer phrase is cut at its commas, where what is left on both sides is no shorter than the least. */
const longPhrase = 60;
const leastPhrase = 20;

function toPhrases(stretch: Stretch, spoken: string, language: LanguageCode): Phrase[] {
  const { written, said } = stretch;
  const cutsOf = (pattern: RegExp) =>
    [...written.matchAll(pattern)]
      .map((match) => match.index + match[0].length)
      .filter((at) => at < written.length && !said.some(({ from, to }) => from < at && at < to));
  const commas = cutsOf(/,["»”')\]]*\s+/g);
  const cuts = [...cutsOf(ends), written.length];
  const phrases: Phrase[] = [];
  // Marks alone (the point after a blank) go with the phrase that follows.
  let marks = '';
  const add = (from: number, to: number) => {
    const words = countSpokenWords(speak(saidBetween(stretch, from, to), language));
    if (words > 0) phrases.push({ written: marks + written.slice(from, to), words });
    marks = words > 0 ? '' : marks + written.slice(from, to);
  };
  let from = 0;
  for (const to of cuts) {
    for (const comma of commas)
      if (comma < to && to - from > longPhrase && comma - from >= leastPhrase && to - comma >= leastPhrase) {
        add(from, comma);
        from = comma;
      }
    add(from, to);
    from = to;
  }
  const last = phrases.at(-1);
  if (last) last.written += marks;
  // A number may read otherwise beside its noun than alone: then nothing tells which word belongs to which phrase.
  const whole = countSpokenWords(spoken);
  return phrases.reduce((sum, { words }) => sum + words, 0) === whole ? phrases : [{ written, words: whole }];
}

/** Words of a spoken text: what the voice is sent, and times one by one. */
export const countSpokenWords = (spoken: string): number =>
  spoken.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
