import { languages } from '../language.ts';
import { respellLoan } from './quz-loans.ts';

/** Raise it whenever this table changes: cached Quechua speech is then made anew. */
export const phonemesVersion = 2;

/**
 * Quechua words as phonemes of the embedded engine's voice `qu`. Its own reading spells ch' out letter by letter, breaks
 * every loan that has a c (vacuna → vatsuna) and leaves i and u high beside q (audio.md, trap 4); ours does not. Loans
 * go through the same voice, so that a woman's line does not turn into a man's for one Spanish word.
 */

interface Segment {
  phoneme: string;
  vowel: boolean;
  /** Q, Q' and QH lower the vowels beside them. */
  uvular: boolean;
  accented: boolean;
}

const consonants: Record<string, string> = {
  chh: 'tSh',
  "ch'": 'tS`?',
  ch: 'tS',
  kh: 'kh',
  "k'": 'k`?',
  k: 'k',
  ph: 'ph',
  "p'": 'p`?',
  p: 'p',
  qh: 'qh',
  "q'": 'q`?',
  q: 'q',
  th: 'th',
  "t'": 't`?',
  t: 't',
  ll: 'l^',
  h: 'h',
  l: 'l',
  m: 'm',
  n: 'n',
  ñ: 'n^',
  r: '*',
  s: 's',
  w: 'w',
  y: 'j'
};

/** Spanish letters as they sound in Peru; `next` decides between the two sounds of c and g. */
const loanConsonants: [letters: RegExp, phoneme: string][] = [
  [/^ch/, 'tS'],
  [/^sh/, 'S'],
  [/^ll/, 'l^'],
  [/^rr/, 'R'],
  [/^qu(?=[eiéí])/, 'k'],
  [/^gu(?=[eiéí])/, 'g'],
  [/^g(?=[eiéí])/, 'x'],
  [/^gü/, 'gw'],
  [/^c(?=[eiéí])/, 's'],
  [/^[czç]/, 'FOLLOWS'],
  [/^[bv]/, 'b'],
  [/^ñ/, 'n^'],
  [/^x/, 'ks'],
  [/^j/, 'x'],
  [/^h(?=u[aeo])/, ''],
  [/^[dfgklmnpstw]/, 'SAME'],
  [/^q/, 'q'],
  [/^r/, '*'],
  [/^y/, 'j'],
  [/^h/, '']
];

const plain: Record<string, string> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u', ü: 'u' };

function segmentsOfQuechua(word: string): Segment[] {
  return (word.match(/chh|ch'|ch|kh|k'|ph|p'|qh|q'|th|t'|ll|\S/g) ?? []).map((letters) => {
    const vowel = plain[letters] ?? letters;
    return /^[aiu]$/.test(vowel)
      ? { phoneme: vowel, vowel: true, uvular: false, accented: letters in plain }
      : { phoneme: consonants[letters] ?? '', vowel: false, uvular: letters.startsWith('q'), accented: false };
  });
}

function segmentsOfLoan(word: string): Segment[] {
  const segments: Segment[] = [];
  let rest = word;
  while (rest !== '') {
    const letter = rest.charAt(0);
    const vowel = plain[letter] ?? letter;
    if (/^[aeiou]$/.test(vowel)) {
      const before = segments.at(-1);
      const next = rest.charAt(1);
      // An unaccented i or u beside another vowel is a glide: ra-dio, cuar-to, ciu-dad; a last y is one alone: Nely.
      const glide =
        /^[iu]$/.test(letter) &&
        (/^[aeoáéó]$/.test(next) ||
          /^(?:iu|ui)$/.test(letter + next) ||
          (before?.vowel === true && /^[aeo]$/.test(before.phoneme)));
      segments.push(
        glide
          ? { phoneme: letter === 'i' ? 'j' : 'w', vowel: false, uvular: false, accented: false }
          : { phoneme: vowel, vowel: true, uvular: false, accented: letter in plain && letter !== 'ü' }
      );
      rest = rest.slice(1);
      continue;
    }
    const found = loanConsonants.find(([letters]) => letters.test(rest));
    const letters = found?.[0].exec(rest)?.[0] ?? letter;
    const named = found?.[1] ?? '';
    const phoneme = named === 'SAME' ? letters : named === 'FOLLOWS' ? (letters === 'c' ? 'k' : 's') : named;
    const initialR = phoneme === '*' && (segments.length === 0 || /^[nls]$/.test(segments.at(-1)?.phoneme ?? ''));
    if (phoneme !== '')
      segments.push({ phoneme: initialR ? 'R' : phoneme, vowel: false, uvular: phoneme === 'q', accented: false });
    rest = rest.slice(letters.length);
  }
  return segments;
}

const lowered: Record<string, string> = { i: 'e', u: 'o' };

/** i and u sound e and o beside q, also across n, r, l, ll, y, w (sunqu → sonqo, qillqa → qellqa). */
function lowerBesideUvulars(segments: Segment[]): void {
  segments.forEach((segment, index) => {
    if (!segment.vowel) return;
    const before = segments[index - 1];
    const next = segments[index + 1];
    const across = next && /^(?:n|\*|l|l\^|j|w)$/.test(next.phoneme) ? segments[index + 2] : undefined;
    if (before?.uvular || next?.uvular || across?.uvular) segment.phoneme = lowered[segment.phoneme] ?? segment.phoneme;
  });
}

/** Endings that make a noun longer by one syllable. Others of that length belong to its stem. */
const endings = /(?:man|pi|ta|wan|paq?|qa|pas|pis|mi|si|chu|chá|ri|ña|lla|raq|taq|yki|nin|nchik|yku|nku)[mnpqsy]?$/;

/**
 * Penultimate, unless an accent stands on one of the last two syllables; farther back it is a stem's own (policía + man).
 * A loan without an ending keeps the stress of Spanish: línea, celular.
 */
function stressedVowel(
  vowels: number[],
  segments: Segment[],
  { word, quechua }: { word: string; quechua: boolean }
): number | undefined {
  const lastTwo = vowels.slice(-2);
  const accented = (index: number | undefined) => index !== undefined && segments[index]?.accented === true;
  const found = lastTwo.find(accented);
  if (found !== undefined || quechua) return found ?? lastTwo[0];
  const third = vowels.at(-3);
  if (accented(third) && !endings.test(word)) return third;
  // No Quechua ending ends in these.
  return /[bcdfglrtxz]$/.test(word) ? lastTwo.at(-1) : lastTwo[0];
}

/** Softer sounds of b, d and g between vowels, and n before k and q. */
function soften(segments: Segment[]): void {
  segments.forEach((segment, index) => {
    const before = segments[index - 1];
    const next = segments[index + 1];
    if (before?.vowel && next)
      segment.phoneme = ({ b: 'B', d: 'D', g: 'Q' } as Record<string, string>)[segment.phoneme] ?? segment.phoneme;
    if (segment.phoneme === 'n' && next && /^[kqgx]/.test(next.phoneme)) segment.phoneme = 'N';
  });
}

/** In Quechua no vowel stands beside another: máquina is a loan, though its letters are all Quechua ones. */
const isQuechuaWord = (word: string): boolean => languages.quz.word?.test(word) === true && !/[aiuáíú]{2}/.test(word);

/** One written word → the engine's phonemes, without brackets: ch'aki → tS`?'aki. Letters only; capitals do not matter. */
export function toPhonemes(written: string): string {
  const word = respellLoan(written.toLowerCase()).replace(/(?<=[bcdfghjklmnpqrstvxz])y$/, 'i');
  const quechua = isQuechuaWord(word);
  const segments = quechua ? segmentsOfQuechua(word) : segmentsOfLoan(word);
  if (quechua && segments[0]?.phoneme === '*') segments[0].phoneme = 'R';
  lowerBesideUvulars(segments);
  soften(segments);
  const vowels = segments.flatMap((segment, index) => (segment.vowel ? [index] : []));
  const stressed = stressedVowel(vowels, segments, { word, quechua });
  // A long word keeps its beat by a second, lighter stress at its beginning.
  const second = stressed !== undefined && vowels.indexOf(stressed) >= 2 ? vowels[0] : undefined;
  return segments
    .map(({ phoneme }, index) => (index === stressed ? `'${phoneme}` : index === second ? `,${phoneme}` : phoneme))
    .join('');
}

/** Every phoneme the table can send, so that a test can hear each of them: the engine drops a word's rest at an unknown one. */
export const allPhonemes: readonly string[] = [
  ...new Set([
    ...Object.values(consonants),
    'a',
    'e',
    'i',
    'o',
    'u',
    'R',
    'S',
    'B',
    'D',
    'Q',
    'N',
    'x',
    'b',
    'd',
    'f',
    'g',
    'gw',
    'ks',
    'j',
    'w'
  ])
];
