import { cleanText, keepWords, parseWrittenNumber, writtenNumber } from './clean.ts';
import { replaceDigits, replacePhones, shortCodePattern } from './phone.ts';
import { romanNumber, spanishAcronym } from './es.ts';

const ones = ["ch'usaq", 'huk', 'iskay', 'kimsa', 'tawa', 'pichqa', 'suqta', 'qanchis', 'pusaq', 'isqun'];

/** -yuq after a vowel, -niyuq after a consonant or y (quechua.md, Numbers). */
const having = (word: string): string => word + (/[aiu]$/.test(word) ? 'yuq' : 'niyuq');

const scales: [value: number, name: string][] = [
  [1_000_000, 'hunu'],
  [1_000, 'waranqa'],
  [100, 'pachak'],
  [10, 'chunka']
];

/**
 * A whole number in Quechua: 17 chunka qanchisniyuq, 2014 iskay waranqa chunka tawayuq. One hundred is pachak, not huk
 * pachak. Sources end at 21; above, the last part takes -yuq by the same rule (our extension, confidence C).
 */
export function quechuaNumber(value: number): string {
  if (value < 10) return ones[value] ?? '';
  for (const [scale, name] of scales) {
    if (value < scale) continue;
    const times = Math.floor(value / scale);
    const rest = value % scale;
    const head = times === 1 ? name : `${quechuaNumber(times)} ${name}`;
    if (rest === 0) return head;
    const tail = quechuaNumber(rest);
    return `${head} ${/yuq$/.test(tail) ? tail : having(tail)}`;
  }
  return '';
}

/** Digits one by one, the groups set apart by a comma. */
const quechuaDigits = (groups: string[]): string =>
  groups.map((group) => [...group].map((digit) => ones[Number(digit)] ?? '').join(' ')).join(', ');

/** Codes that people know by a Spanish name: it follows the Quechua digits (proposal of quechua.md, confidence C). */
const knownInSpanish: Record<string, string> = { '1818': 'dieciocho dieciocho' };

const shortCode = (code: string): string =>
  [quechuaDigits([code]), knownInSpanish[code]].filter(Boolean).join(', ') + (knownInSpanish[code] ? ',' : '');

/** The point of a decimal is said with the Spanish word: 51,7 pichqa chunka hukniyuq punto qanchis (confidence C). */
function quechuaAmount(written: string): string {
  const { whole, decimals } = parseWrittenNumber(written);
  if (whole.length > 9) return quechuaDigits([whole]);
  const words = quechuaNumber(Number(whole));
  return decimals === undefined ? words : `${words} punto ${quechuaDecimals(decimals)}`;
}
const quechuaDecimals = (decimals: string): string =>
  decimals.startsWith('0') ? quechuaDigits([decimals]) : quechuaNumber(Number(decimals));

const months = 'iniru phiwriru marsu awril mayu huniyu huliyu awustu sitimri uktuwri nuwimri disimri'.split(' ');

/** Hours: 8:30 → pusaq hora kimsa chunkayuq minuto is long on air; «pusaq kimsa chunkayuq» keeps the pattern of 8:30. */
function clock(hours: string, minutes: string, part: string | undefined): string {
  const hour = Number(hours);
  const said = [`${quechuaNumber(hour || 12)} hora`];
  if (Number(minutes) !== 0) said.push(`${quechuaNumber(Number(minutes))} minutoyuq`);
  if (part ?? hour === 0) said.push(dayPart(hour, part ?? 'a'));
  return said.join(', ');
}

/** Morning, noon, afternoon, night; «tarde» is the loan that everyone says (confidence C). */
function dayPart(hour: number, part: string): string {
  if (part === 'a') return hour % 12 === 0 ? 'tuta' : 'tutamanta';
  if (hour === 12) return "chawpi p'unchaw";
  return hour < 7 ? 'tarde' : 'tuta';
}

type Rule = [pattern: RegExp, say: string | ((...match: string[]) => string)];

/** Signs of units: loans, as everyone says them. */
const units: [sign: string, name: string][] = [
  [String.raw`°\s?C`, 'grado'],
  ['km', 'kilómetro'],
  ['cm', 'centímetro'],
  ['m', 'metro'],
  ['MHz', 'megahercio'],
  ['kHz', 'kilohercio'],
  ['kg', 'kilo'],
  ['g', 'gramo'],
  ['[lL]', 'litro'],
  ['min', 'minuto'],
  ['h', 'hora']
];

const rules: Rule[] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (address) => address.replace('@', ' arroba ').replace(/\./g, ' punto ')],
  [
    /\b(?:https?:\/\/)?(?:www\.)?((?:[\w-]+\.)+(?:pe|com|org|net|gob|edu)(?:\.pe)?)(?:\/[\w/-]*)?(?![\w])/g,
    (_, host) => host.replace(/\./g, ' punto ')
  ],

  // Abbreviations of Spanish names, which keep theirs.
  [/\bN\.?\s?[º°]\s?(?=\d)/g, 'número '],
  [/\bAv\.\s/g, 'avenida '],
  [/\bJr\.\s/g, 'jirón '],
  [/\bSra\.\s/g, 'señora '],
  [/\bSr\.\s/g, 'señor '],
  [/\bDra\.\s/g, 'doctora '],
  [/\bDr\.\s/g, 'doctor '],
  [/\bProf\.\s/g, 'profesor '],

  // Names with a number that people know in Spanish.
  [/\b(Beca)\s18(?!\d)/g, '$1 dieciocho'],

  // Numbers to call.
  [/\b([Ll]ínea|[Cc]hat)\s+100(?!\d)/g, '$1 cien'],
  // With an ending joined to it (1818man) the code and its Spanish name are one breath.
  [
    new RegExp(String.raw`${shortCodePattern.source}(?=\p{L})`, 'gu'),
    (code) => [quechuaDigits([code]), knownInSpanish[code]].filter(Boolean).join(', ')
  ],
  [shortCodePattern, (code) => shortCode(code)],
  [/\b(DNI:?\s+)(\d{8})\b/g, (_, lead, digits) => lead + quechuaDigits([digits.slice(0, 4), digits.slice(4)])],
  [/\+51\s/g, 'pichqa huk, '],

  // Dates and hours.
  [/\b12:00\s?m\.(?=\s|$)/g, () => clock('12', '00', 'p')],
  [
    /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    (_, year, month, day) =>
      `${quechuaNumber(Number(year))} watapi, ${months[Number(month) - 1] ?? ''} killapi, ${quechuaNumber(Number(day))} p'unchawpi`
  ],
  [
    /\b(\d{1,2})([/-])(\d{1,2})\2(\d{4})\b/g,
    (_, day, _mark, month, year) =>
      `${quechuaNumber(Number(year))} watapi, ${months[Number(month) - 1] ?? ''} killapi, ${quechuaNumber(Number(day))} p'unchawpi`
  ],
  [/(?<![\d:])(\d{1,2}:\d{2}(?:\s?[ap]\.\s?m\.|\s?[ap]m\b)?)\s?[-–]\s?(?=\d{1,2}:\d{2}(?![\d:]))/g, '$1, '],
  [
    /\b(\d{1,2}):(\d{2})(?!\d)(?:\s?([ap])\.\s?m\.|\s?([ap])m\b)?/g,
    (_, hours, minutes, part, bare) => clock(hours, minutes, part ?? bare)
  ],
  [/\b(\d{1,2})\s?([ap])(?:\.\s?m\.|m\b)/g, (_, hours, part) => clock(hours, '00', part)],

  // Money and shares: «pachakmanta» (out of a hundred) carries the per cent (confidence C).
  [
    new RegExp(String.raw`S\/\.?\s?(${writtenNumber})`, 'g'),
    (_, amount) => {
      const { whole, decimals } = parseWrittenNumber(amount);
      const cents = decimals && Number(decimals) > 0 ? `${quechuaNumber(Number(decimals.padEnd(2, '0')))} céntimo` : '';
      const sols = Number(whole) === 0 && cents ? '' : `${quechuaAmount(whole)} sol`;
      return [sols, cents].filter(Boolean).join(', ');
    }
  ],
  [
    new RegExp(String.raw`(?<![\d.,])(${writtenNumber})\s?%`, 'g'),
    (_, amount) => `pachakmanta ${quechuaAmount(amount)}`
  ],
  [/%/g, ' pachakmanta'],
  [/(?<!\S)[-−](\d+)\s?(?=°\s?C\b)/g, 'menos $1 '],
  ...units.map(([sign, name]): Rule => [new RegExp(String.raw`(\d)\s?${sign}(?!\p{L})\.?`, 'gu'), `$1 ${name}`]),
  [/\b1\/2\b/g, 'kuskan'],
  [/(?<![\d.,:/-]|\d )0\d{2,}(?![.,:/]?\d)/g, (code) => quechuaDigits([code])],
  [/\b(VI{0,3}|I[XV]|I{2,3}|X)\s(?=ciclo)/g, (_, roman) => `${quechuaNumber(romanNumber(roman))} ñiqin `],
  [/\b([IVXLC]+)\s(?=siglo)/g, (_, roman) => `${quechuaNumber(romanNumber(roman))} ñiqin `],
  [/\b([Ss]iglo)\s([IVXLC]+)\b/g, (_, lead, roman) => `${lead} ${quechuaNumber(romanNumber(roman))}`],

  // Ordinals (2.º), ranges, and every number that is left, with its suffix (2014pi).
  [/\b(\d{1,3})\.?[ºª](?:\s|$)/g, (_, number) => `${quechuaNumber(Number(number))} ñiqin `],
  [/(\d)\s?[-–]\s?(?=\d{1,4}\b)/g, '$1, '],
  [new RegExp(String.raw`(?<![\d\p{L}])(${writtenNumber})`, 'gu'), (amount) => quechuaAmount(amount)],
  [/\d+/g, (digits) => ` ${quechuaAmount(digits)} `],

  // An acronym and its suffix stay one word: DNIyki → deneíyki.
  [
    /(?<!\p{L})(\p{Lu}{2,})(?=\p{Ll}|(?!\p{L}))/gu,
    (acronym) => (acronym === 'DNI' ? 'deneí' : spanishAcronym(acronym).replace(/ /g, ''))
  ],
  // A consonant alone is no word that can be said: Radio X.
  [/(?<![\p{L}'])[B-DF-HJ-NP-TV-Z](?![\p{L}'])/gu, (letter) => spanishAcronym(letter)],
  [/\s*\/\s*/g, ', ']
];

/** Quechua as it is read aloud: words and punctuation only. Loans keep their Spanish spelling. */
export function speakQuechua(text: string, { toCall = false } = {}): string {
  const phones = (toCall ? replaceDigits : replacePhones)(cleanText(text), quechuaDigits);
  return keepWords(
    rules.reduce(
      (spoken, [pattern, say]) =>
        typeof say === 'string' ? spoken.replace(pattern, say) : spoken.replace(pattern, say),
      phones
    )
  );
}
