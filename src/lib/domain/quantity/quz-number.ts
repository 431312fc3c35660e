import { readDigits, readSpanishNumber } from './es-number.ts';
import { isSuffixChain } from './quz-suffix.ts';
import type { NumberRead } from './quantity.ts';
import type { Token } from './token.ts';

type Stems = [RegExp, number][];
const units: Stems = [
  [/^ch'usaq/, 0],
  [/^huk/, 1],
  [/^iskay(?!ya)/, 2],
  [/^ki[mn]sa/, 3],
  [/^tawa/, 4],
  [/^(?:pichqa|phisqa|pisqa)/, 5],
  [/^suqta/, 6],
  [/^qanchis/, 7],
  [/^pusaq/, 8],
  [/^isqun/, 9]
];
const scales: Stems = [
  [/^chunka/, 10],
  [/^pachak/, 100],
  [/^waranqa/, 1000],
  [/^hunu/, 1_000_000]
];

/** A quick look before the stems are tried one by one. */
const beginning =
  /^(?:ch'us|huk|hunu|iskay|ki[mn]sa|tawa|pichq|phisq|pisq|suqt|qanch|pusaq|isqun|chunka|pachak|waranq)/;

interface WordRead {
  value: number;
  suffix: string;
}

function readWord(token: Token | undefined, stems: Stems): WordRead | undefined {
  if (token?.kind !== 'word' || !beginning.test(token.text)) return undefined;
  for (const [stem, value] of stems) {
    const length = stem.exec(token.text)?.[0].length;
    if (length !== undefined && isSuffixChain(token.text.slice(length)))
      return { value, suffix: token.text.slice(length) };
  }
  return undefined;
}

/** A Quechua number in words, or one in digits or in the Spanish words that people also say. */
export function readQuechuaNumber(tokens: Token[], at: number): NumberRead | undefined {
  const digits = readDigits(tokens, at);
  if (digits) return withSuffix(tokens, digits);
  const spoken = readSpoken(tokens, at);
  if (spoken) return spoken;
  // «una» and «mil» begin Quechua words and names more often than they count.
  return /^(?:un[ao]?|mil)$/.test(tokens[at]?.text ?? '') ? undefined : readSpanishNumber(tokens, at);
}

/** `30manta`: the ending that stands against the digits belongs to them. */
function withSuffix(tokens: Token[], read: NumberRead): NumberRead {
  const ending = tokens[read.next];
  return ending?.kind === 'word' && ending.joined && isSuffixChain(ending.text)
    ? { ...read, next: read.next + 1 }
    : read;
}

/** «iskay chunka hukniyuq»: a scale takes the unit before it, -yuq adds the rest, any other suffix ends the number. */
function readSpoken(tokens: Token[], start: number): NumberRead | undefined {
  let total = 0;
  let pending: number | undefined;
  let at = start;
  for (let ended = false; !ended; at++) {
    const scale = readWord(tokens[at], scales);
    const word = scale ?? readWord(tokens[at], units);
    if (!word) break;
    if (scale) {
      total += (pending ?? 1) * scale.value;
      pending = undefined;
    } else if (pending !== undefined || (total > 0 && !continues(tokens, at, word))) break;
    else pending = word.value;
    ended = word.suffix !== '';
  }
  if (at === start) return undefined;
  // «pusaq» is also «the one who leads away» and «ch'usaq» the one who travels, which our texts say more often.
  const article = total === 0 && at === start + 1 && (pending === 0 || pending === 1 || pending === 8);
  return { value: total + (pending ?? 0), next: at, article };
}

/** True where a unit after a scale still belongs to the number: it carries -yuq, or a smaller scale follows it. */
const continues = (tokens: Token[], at: number, unit: WordRead): boolean =>
  /^(?:ni)?yuq/.test(unit.suffix) || readWord(tokens[at + 1], scales) !== undefined;
