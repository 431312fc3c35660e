import { parseDigits, type Token } from './token.ts';
import type { NumberRead } from './quantity.ts';

const small = [
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho',
  'diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve'
]
  .join(' ')
  .split(' ');
const tens = ['treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const hundreds = 'dosc tresc cuatroc quin seisc setec ochoc novec'.split(' ');

const words = new Map<string, number>([
  ...small.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, index): [string, number] => [word, (index + 3) * 10]),
  ...hundreds.flatMap((stem, index): [string, number][] =>
    ['ientos', 'ientas'].map((ending) => [stem + ending, (index + 2) * 100])
  ),
  ['un', 1],
  ['una', 1],
  ['veintiun', 21],
  ['veintiuna', 21],
  ['cien', 100],
  ['ciento', 100]
]);
// «mil gracias», «mil veces» count nothing.
const idiomsAfterThousand = /^(?:gracias|veces|disculpas|perdones|cosas|maravillas)$/;

const textAt = (tokens: Token[], at: number) => tokens[at]?.text ?? '';

/** A number in digits, with the «mil» or «millones» after it. */
export function readDigits(tokens: Token[], at: number): NumberRead | undefined {
  const token = tokens[at];
  if (token?.kind !== 'digits') return undefined;
  const value = parseDigits(token.text);
  const scale = textAt(tokens, at + 1);
  if (scale === 'mil') return { value: value * 1000, next: at + 2, article: false };
  if (/^millon(?:es)?$/.test(scale)) return { value: value * 1_000_000, next: at + 2, article: false };
  return { value, next: at + 1, article: false };
}

/** A Spanish number in words or digits: «cincuenta y uno coma siete», «mil ochocientos», «3,8 millones». */
export function readSpanishNumber(tokens: Token[], at: number): NumberRead | undefined {
  const digits = readDigits(tokens, at);
  if (digits) return digits;
  if (textAt(tokens, at) === 'medio' && textAt(tokens, at + 1) === 'millon')
    return { value: 500_000, next: at + 2, article: false };
  const whole = readWhole(tokens, at);
  if (!whole) return undefined;
  const decimals = textAt(tokens, whole.next) === 'coma' ? readWhole(tokens, whole.next + 1) : undefined;
  if (!decimals || decimals.value > 99) return whole;
  return { value: Number(`${whole.value}.${decimals.value}`), next: decimals.next, article: false };
}

function readWhole(tokens: Token[], start: number): NumberRead | undefined {
  let total = 0;
  let current: number | undefined;
  let at = start;
  for (; at < tokens.length; at++) {
    const word = textAt(tokens, at);
    if (word === 'y' && isTens(current) && (words.get(textAt(tokens, at + 1)) ?? 10) < 10) continue;
    const value = words.get(word);
    if (word === 'mil' && !idiomsAfterThousand.test(textAt(tokens, at + 1))) {
      total += (current ?? 1) * 1000;
      current = 0;
    } else if (/^millon(?:es)?$/.test(word) && current !== undefined) {
      total = (total + current) * 1_000_000;
      current = 0;
    } else if (value !== undefined && fits(current, value, textAt(tokens, at - 1))) current = (current ?? 0) + value;
    else break;
  }
  if (current === undefined) return undefined;
  return { value: total + current, next: at, article: at === start + 1 && /^un[ao]?$/.test(textAt(tokens, start)) };
}

const isTens = (current: number | undefined): boolean =>
  current !== undefined && current % 100 >= 30 && current % 10 === 0;

/** True where a further number word continues the number: «ciento» + «veinte», but not «uno» + «ocho». */
function fits(current: number | undefined, value: number, before: string): boolean {
  if (current === undefined || (current === 0 && before === 'mil') || /^millon/.test(before)) return true;
  if (isTens(current) && value < 10) return before === 'y';
  return current % 100 === 0 && current >= 100 && value < 100;
}
