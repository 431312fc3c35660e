import { toCardinal, toOrdinal } from 'n2words/es-MX';
import { cleanText, keepWords, parseWrittenNumber, writtenNumber } from './clean.ts';
import { replaceDigits, replacePhones, shortCodePattern } from './phone.ts';

type Gender = 'masculine' | 'feminine';

/** Number words; `beforeNoun` shortens the last one (un día, veintiún días). Decimals with «punto», as Peru says them. */
export function spanishNumber(written: string, { gender = 'masculine' as Gender, beforeNoun = false } = {}): string {
  const { whole, decimals } = parseWrittenNumber(written);
  if (whole.length > 15) return spanishDigits([whole]);
  const words = toCardinal(BigInt(whole), { gender })
    // n2words 4.0: «cienta una», «veintiuno mil», «dieciseis».
    .replace(/\bcienta\b/g, 'ciento')
    .replace(/\bdieciseis\b/g, 'dieciséis')
    .replace(/\bveintiun[oa] (?=mil)/g, 'veintiún ')
    .replace(/\bun[oa] (?=mil)/g, 'un ');
  if (decimals !== undefined) {
    const zeros = /^0*/.exec(decimals)?.[0] ?? '';
    const rest = decimals.slice(zeros.length);
    return [words, 'punto', ...[...zeros].map(() => 'cero'), rest && spanishNumber(rest)].filter(Boolean).join(' ');
  }
  return beforeNoun && gender === 'masculine'
    ? words.replace(/\bveintiuno$/, 'veintiún').replace(/\buno$/, 'un')
    : words;
}

/** Digits one by one, the groups set apart by a comma. */
export const spanishDigits = (groups: string[]): string =>
  groups.map((group) => [...group].map((digit) => spanishNumber(digit)).join(' ')).join(', ');

/** `0800-15-170` as people say it: cero ochocientos, quince, ciento setenta. Every other number digit by digit. */
function phoneNumber(groups: string[]): string {
  const [first = '', ...rest] = groups;
  if (!/^0[89]00$/.test(first)) return spanishDigits(groups);
  const said = rest.map((group) =>
    group.length <= 3 && !group.startsWith('0') ? spanishNumber(group) : spanishDigits([group])
  );
  return [`cero ${spanishNumber(first)}`, ...said].join(', ');
}

const months = 'enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre'.split(' ');
const monthName = (number: string): string => months[Number(number) - 1] ?? '';

/** The word after a number tells its gender; these end in -a and are masculine all the same. */
const masculineInA =
  /^(?:días?|mapas?|idiomas?|programas?|problemas?|temas?|sistemas?|poemas?|dramas?|policías|guardias|guías|poetas|artistas|deportistas)$/i;
const feminineEnd =
  /(?:as?|[cs]i[oó]n|[cs]iones|dad(?:es)?|veces|vez|tardes?|noches?|mujer(?:es)?|madres?|leyes|ley|clases?|señal(?:es)?|redes|red|partes?|fotos?|motos?|manos?|radios?|calles?|llaves?|frases?|sedes?|voz|voces|luz|luces|cárcel(?:es)?|imagen|imágenes)$/i;
/** Words that end no differently but are no nouns. */
const noNoun =
  /^(?:a|al|de|del|y|e|o|u|en|con|por|para|que|cada|punto|coma|según|sin|hasta|desde|contra|son|es|era|a\.)$/i;

function genderOf(next: string): Gender {
  return !masculineInA.test(next) && feminineEnd.test(next) ? 'feminine' : 'masculine';
}

/** Titles before a name, which tells the gender as far as names do. */
const professions: Record<string, Record<Gender, string>> = {
  Lic: { masculine: 'licenciado', feminine: 'licenciada' },
  Ing: { masculine: 'ingeniero', feminine: 'ingeniera' },
  Abog: { masculine: 'abogado', feminine: 'abogada' }
};
const nameGender = (name: string | undefined): Gender =>
  /a$|^(?:Beatriz|Carmen|Esther|Flor|Inés|Isabel|Liz|Luz|Maribel|Miriam|Nely|Pilar|Raquel|Ruth|Soledad)$/.test(
    name ?? ''
  )
    ? 'feminine'
    : 'masculine';

/** Letters' names, for acronyms that are spelled. */
const letters: Record<string, string> = {
  A: 'a',
  B: 'be',
  C: 'ce',
  D: 'de',
  E: 'e',
  F: 'efe',
  G: 'ge',
  H: 'hache',
  I: 'i',
  J: 'jota',
  K: 'ka',
  L: 'ele',
  M: 'eme',
  N: 'ene',
  Ñ: 'eñe',
  O: 'o',
  P: 'pe',
  Q: 'cu',
  R: 'erre',
  S: 'ese',
  T: 'te',
  U: 'u',
  V: 've',
  W: 'doble ve',
  X: 'equis',
  Y: 'ye',
  Z: 'zeta'
};

/** Acronyms whose reading their letters do not give away. */
const acronyms: Record<string, string> = {
  PNP: 'pe ene pe',
  UPE: 'upe',
  EBA: 'eba',
  CEM: 'cem',
  MIMP: 'mimp',
  AM: 'a eme',
  OIM: 'o i eme',
  UIT: 'u i te',
  EBE: 'e be e',
  UGEL: 'ugel',
  TOE: 'toe',
  SOS: 'ese o ese',
  RUC: 'ruc',
  ONG: 'o ene ge',
  OIT: 'o i te',
  ONU: 'onu',
  VIH: 've i hache',
  CHS: 'ce hache ese'
};

const romanValues: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** `XXI` → 21. */
export const romanNumber = (roman: string): number =>
  [...roman].reduce((sum, letter, index) => {
    const value = romanValues[letter] ?? 0;
    return sum + (value < (romanValues[roman[index + 1] ?? ''] ?? 0) ? -value : value);
  }, 0);

/** An acronym as it is said: as a word where it can be one (RENIEC), else letter by letter (DNI). */
export function spanishAcronym(acronym: string): string {
  const known = acronyms[acronym];
  if (known !== undefined) return known;
  // So long, or with an accent, it is a word that somebody shouts: ATENCIÓN.
  if (acronym.length > 5 || /[ÁÉÍÓÚÜ]/.test(acronym)) return acronym.toLowerCase();
  // Vowels and consonants must take turns as they do in Spanish words.
  const pronounceable = /^(?:(?:[BCDFGP][LR]|TR|CH|LL|RR|QU|[BCDFGHJKLMNÑPRSTVXYZ])?[AEIOU]{1,2}[BCDLMNRSTXZ]?)+$/.test(
    acronym
  );
  if (
    pronounceable &&
    (acronym.length > 3 || !/[AEIOU]$/.test(acronym) || /^[^AEIOU]/.test(acronym)) &&
    acronym !== 'DNI'
  )
    return acronym.toLowerCase();
  return [...acronym].map((letter) => letters[letter] ?? '').join(' ');
}

const webAddress = (address: string): string =>
  address
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .replace(/^www\./, 'triple doble ve punto ')
    .replace(/\./g, ' punto ')
    .replace(/\//g, ' barra ')
    .replace(/-/g, ' guion ')
    .replace(/@/g, ' arroba ')
    .replace(/_/g, ' guion bajo ')
    .replace(/(?<=punto )pe\b/g, 'pe');

const dayPart: Record<string, (hour: number) => string> = {
  a: (hour) => (hour === 12 ? 'de la noche' : 'de la mañana'),
  p: (hour) => (hour === 12 ? 'del mediodía' : hour >= 7 && hour < 12 ? 'de la noche' : 'de la tarde'),
  m: () => 'del mediodía'
};

/** `8:30` → ocho y treinta; the hours are feminine (las una y quince). */
function clock(hours: string, minutes: string, part: string | undefined): string {
  const hour = Number(hours);
  const spoken = spanishNumber(String(hour), { gender: 'feminine' });
  const past = Number(minutes) === 0 ? '' : `y ${spanishNumber(minutes)}`;
  return [spoken, past, part ? (dayPart[part]?.(hour) ?? '') : ''].filter(Boolean).join(' ');
}

function soles(amountWritten: string, scale: string | undefined): string {
  if (scale === 'mil') return `${spanishNumber(amountWritten, { beforeNoun: true })} mil soles`;
  if (scale) return `${spanishNumber(amountWritten, { beforeNoun: true })} ${scale} de soles`;
  const { whole, decimals: cents } = parseWrittenNumber(amountWritten);
  const amount = spanishNumber(whole, { beforeNoun: true });
  const named = `${amount}${/mill(?:ón|ones)$/.test(amount) ? ' de' : ''} ${whole === '1' ? 'sol' : 'soles'}`;
  if (!cents || Number(cents) === 0) return named;
  const hundredths = cents.padEnd(2, '0');
  const few = `${spanishNumber(hundredths, { beforeNoun: true })} ${Number(hundredths) === 1 ? 'céntimo' : 'céntimos'}`;
  return Number(whole) === 0 ? few : `${named} con ${few}`;
}

function euros(_: string, before: string | undefined, after: string | undefined): string {
  const amount = before ?? after ?? '';
  return `${spanishNumber(amount, { beforeNoun: true })} ${amount === '1' ? 'euro' : 'euros'}`;
}

function ordinal(number: string, ending: string): string {
  const gender: Gender = /^(?:ª|a|ra|da|ta|ma|va|na)$/.test(ending) ? 'feminine' : 'masculine';
  const value = Number(number);
  if (value > 20) return spanishNumber(number, { gender });
  const words =
    value === 11
      ? gender === 'feminine'
        ? 'undécima'
        : 'undécimo'
      : value === 12
        ? gender === 'feminine'
          ? 'duodécima'
          : 'duodécimo'
        : toOrdinal(value, { gender });
  return /^(?:er|\.er)$/.test(ending) ? words.replace(/(primer|tercer)o$/, '$1') : words;
}

const fractions: Record<string, string> = {
  '1/2': 'un medio',
  '1/3': 'un tercio',
  '2/3': 'dos tercios',
  '1/4': 'un cuarto',
  '3/4': 'tres cuartos'
};

/** A pattern and what is said for it; absent groups of a match are undefined. */
type Rule = [pattern: RegExp, say: string | ((...match: string[]) => string)];

/** Signs of units, with the words for one and for more. */
const units: [sign: string, one: string, many: string][] = [
  [String.raw`°\s?C`, 'grado', 'grados'],
  [String.raw`km(?:\.(?!\s*(?:$|\p{Lu})))?`, 'kilómetro', 'kilómetros'],
  [String.raw`cm`, 'centímetro', 'centímetros'],
  [String.raw`m²`, 'metro cuadrado', 'metros cuadrados'],
  [String.raw`m`, 'metro', 'metros'],
  [String.raw`kg`, 'kilo', 'kilos'],
  [String.raw`g`, 'gramo', 'gramos'],
  [String.raw`MHz`, 'megahercio', 'megahercios'],
  [String.raw`kHz`, 'kilohercio', 'kilohercios'],
  [String.raw`[lL]`, 'litro', 'litros'],
  [String.raw`min`, 'minuto', 'minutos'],
  [String.raw`h`, 'hora', 'horas'],
  [String.raw`s`, 'segundo', 'segundos']
];

/** In this order: what looks like a number to call or a date must not be taken for a quantity. */
const rules: Rule[] = [
  // Addresses of the net.
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (address) => webAddress(address)],
  [/\bhttps?:\/\/[^\s,;)]+[^\s,;.)]/g, (address) => webAddress(address)],
  [/\b(?:[\w-]+\.)+(?:pe|com|org|net|gob|edu)(?:\.pe)?(?:\/[\w/-]*)?(?![\w])/g, (address) => webAddress(address)],

  // Abbreviations.
  [/\b(?:N\.?\s?[º°]|[Nn](?:ro|úm)\.)\s?(?=\d)/g, 'número '],
  [/\bD\.\s?S\.\s/g, 'decreto supremo '],
  [/\bD\.\s?L\.\s/g, 'decreto legislativo '],
  [/\bR\.\s?M\.\s/g, 'resolución ministerial '],
  [/\bI\.\s?E\.\s/g, 'institución educativa '],
  [/\bUds\./g, 'ustedes'],
  [/\bUd\./g, 'usted'],
  [/\bS\/N\b/gi, 'sin número'],
  [/\bMz\.\s/g, 'manzana '],
  [/\bLt\.\s/g, 'lote '],
  [/\bUrb\.\s/g, 'urbanización '],
  [/\bP(?:sje|je)\.\s/g, 'pasaje '],
  [/\bSto\.\s/g, 'Santo '],
  [/\bSta\.\s/g, 'Santa '],
  [/\b[Kk]m\.?\s(?=\d)/g, 'kilómetro '],
  [/\bp(?:ág)?\.\s(?=\d)/g, 'página '],
  [/\bAv\.\s/g, 'avenida '],
  [/\bJr\.\s/g, 'jirón '],
  [/\b[Aa]rt\.\s?(?=\d)/g, 'artículo '],
  [/\bSra\.\s/g, 'señora '],
  [/\bSr\.\s/g, 'señor '],
  [/\bDra\.\s/gi, 'doctora '],
  [/\bDr\.\s/gi, 'doctor '],
  [/\bProf\.\s/g, 'profesor '],
  [/\b(Lic|Ing|Abog)\.\s(?=(\p{Lu}\p{L}*)?)/gu, (_, title, name) => `${professions[title]?.[nameGender(name)] ?? ''} `],
  [/\bTel\.\s/gi, 'teléfono '],
  [/\bp\. ?ej\./g, 'por ejemplo'],
  [/\bEE\.? ?UU\.?/g, 'Estados Unidos'],
  [/\betc\./g, 'etcétera'],
  [/\by\/o\b/g, 'y o'],

  // Numbers to call.
  [/\b([Ll]ínea|[Cc]hat)\s+100\b/g, '$1 cien'],
  [shortCodePattern, (code) => spanishDigits([code])],
  [
    /\b(DNI(?:\s+(?:N\.?\s?[º°]|número))?:?\s+)(\d{8})\b/g,
    (_, lead, digits) => lead + spanishDigits([digits.slice(0, 4), digits.slice(4)])
  ],

  [/\+51\s/g, 'más cincuenta y uno, '],
  [/(?<=\bRUC(?:\s+N\.?\s?[º°])?:?\s)(\d{4})(\d{4})(\d{3})\b/g, (_, ...groups) => spanishDigits(groups.slice(0, 3))],
  // Laws and the like: 012-2023-MIMP.
  [
    /\b0*(\d{1,4})-((?:19|20)\d{2})-(?=\p{Lu}{2})/gu,
    (_, number, year) => `${spanishNumber(number)}, ${spanishNumber(year)}, `
  ],
  [/\b24\/7\b/g, 'veinticuatro horas, siete días'],

  // Dates and hours.
  [/(?<![\d:])(\d{1,2}:\d{2}(?:\s?[apm]\.\s?m\.|\s?[ap]m\b)?)\s?[-–]\s?(?=\d{1,2}:\d{2}(?![\d:]))/g, '$1 a '],
  [
    /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    (_, year, month, day) =>
      `${day === '01' ? 'primero' : spanishNumber(day)} de ${monthName(month)} de ${spanishNumber(year)}`
  ],
  [
    /\b(\d{1,2})([/-])(\d{1,2})\2(\d{4})\b/g,
    (_, day, _mark, month, year) =>
      `${Number(day) === 1 ? 'primero' : spanishNumber(day)} de ${monthName(month)} de ${spanishNumber(year)}`
  ],
  [
    /\b1\.?º? de (?=enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|setiembre|octubre|noviembre|diciembre)/g,
    'primero de '
  ],
  [
    /\b(\d{1,2})[:.](\d{2})(?:\s?([apm])\.\s?m\.|\s?([ap])m\b|\s?(?:h|hrs?)\b\.?)/g,
    (_, hours, minutes, part, bare) => clock(hours, minutes, part ?? bare)
  ],
  [/\b12:00\s?m\.(?=\s|$)/g, 'doce del mediodía'],
  [/\b00:(\d{2})\b/g, (_, minutes) => clock('12', minutes, 'a')],
  [/\b(\d{1,2}):(\d{2})\b/g, (_, hours, minutes) => clock(hours, minutes, undefined)],
  [/\b(\d{1,2})\s?([apm])\.\s?m\./g, (_, hours, part) => clock(hours, '00', part)],
  [/\b(\d{1,2})\s?([ap])m\b/g, (_, hours, part) => clock(hours, '00', part)],
  [/\b([Ll]as?) (2?1)(?![.,:/-]?\d|\s?%)\b/g, (_, article, hour) => `${article} ${clock(hour, '00', undefined)}`],

  // Money, shares, measures.
  [
    new RegExp(String.raw`S\/\.?\s?(${writtenNumber})\s?[-–]\s?(${writtenNumber})`, 'g'),
    (_, from, to) => `${spanishNumber(from)} a ${soles(to, undefined)}`
  ],
  [
    new RegExp(String.raw`(?:US)?\$\s?(${writtenNumber})`, 'g'),
    (_, amount) => `${spanishNumber(amount, { beforeNoun: true })} ${amount === '1' ? 'dólar' : 'dólares'}`
  ],
  [new RegExp(String.raw`(?:€\s?(${writtenNumber})|(?<![\d.,])(${writtenNumber})\s?€)`, 'g'), euros],
  [
    new RegExp(String.raw`S\/\.?\s?(${writtenNumber})(?:\s(mil|millón|millones)(?!\p{L}))?`, 'gu'),
    (_, amount, scale) => soles(amount, scale)
  ],
  [
    new RegExp(String.raw`(?<![\d.,])(${writtenNumber})\s?[-–]\s?(?=(?:${writtenNumber})\s?%)`, 'g'),
    (_, amount) => `${spanishNumber(amount)} a `
  ],
  [
    new RegExp(String.raw`(?<![\d.,])(${writtenNumber})\s?%`, 'g'),
    (_, amount) => `${spanishNumber(amount)} por ciento`
  ],
  [/%/g, ' por ciento'],
  [/(?<!\S)[-−](\d+)\s?(?=°\s?C\b|grados?\b)/g, 'menos $1 '],
  [/(\d)\s?km\/h\b/g, '$1 km por hora'],
  ...units.map(([sign, one, many]): Rule => [
    new RegExp(String.raw`(?<![\d.,])(${writtenNumber})\s?${sign}(?![\p{L}/])`, 'gu'),
    (_, amount) => `${amount} ${amount === '1' ? one : many}`
  ]),

  // Ordinals, parts of laws, centuries, cycles.
  [
    /\b(\d{1,3})\.?(º|ª|er|ra|ro|do|da|to|ta|mo|ma|vo|va|no|na)(?![\p{L}])(?:\.(?=\s(?:\p{Ll}|Piso\b|Grado\b|Año\b)))?/gu,
    (_, number, ending) => ordinal(number, ending)
  ],
  [/\b(\d{1,3})\.er\b/g, (_, number) => ordinal(number, 'er')],
  [/\b(\d{1,4})-([A-Z])\b/g, (_, number, letter) => `${spanishNumber(number)} ${letters[letter] ?? letter}`],
  [
    /\b([IVX]{2,}|[VX])-([IVX]{2,}|[VX])\b/g,
    (_, from, to) => `${spanishNumber(String(romanNumber(from)))} y ${spanishNumber(String(romanNumber(to)))}`
  ],
  [
    /\b([Ss]iglo|[Cc]iclo|[Cc]apítulo|[Tt]ítulo|[Ff]ase)\s([IVXLC]+)\b/g,
    (_, lead, roman) => `${lead} ${spanishNumber(String(romanNumber(roman)))}`
  ],
  [/\b([IVX]{2,}|V|X)\s(?=ciclo\b)/g, (_, roman) => `${toOrdinal(romanNumber(roman))} `],
  [
    /\b(I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XI?V|XVI{0,3}|XI?X|XXI?)\b(?!\p{L})/gu,
    (roman) => spanishNumber(String(romanNumber(roman)))
  ],

  // Ranges, then every number that is left; its noun tells the gender.
  [/(?<=\d)\s?[-–]\s?(?=\d{1,4}\b)/g, ' a '],
  // A code, not an amount.
  [/(?<![\d.,:/-]|\d )0\d{2,}(?![.,:/]?\d)/g, (code) => spanishDigits([code])],
  [/(\d)\s?[x×]\s?(?=\d)/g, '$1 por '],
  [
    /\b(\d+)\/(\d+)\b/g,
    (written, above, below) => fractions[written] ?? `${spanishNumber(above)} de ${spanishNumber(below)}`
  ],
  [
    new RegExp(String.raw`(?<![\d.,\p{L}])(${writtenNumber})(?=\s+(?:mil(?:lón|lones))\b)`, 'gu'),
    (_, amount) => spanishNumber(amount, { beforeNoun: true })
  ],
  [
    new RegExp(String.raw`(?<![\d\p{L}])(${writtenNumber})(?:(\s+)(\p{L}[\p{L}.]*))?`, 'gu'),
    (match, amount, space, next, ...rest) => {
      // «1 a 2 horas», «21 o 31 niñas»: the noun of the second is that of the first.
      const [offset, text] = rest as unknown as [number, string];
      const after = /^(?:a|o|u)$/.test(next ?? '')
        ? /^\s\d+\s(\p{L}+)/u.exec(text.slice(offset + match.length))?.[1]
        : undefined;
      const noun = next !== undefined && !noNoun.test(next);
      const spoken = spanishNumber(amount, {
        gender: noun ? genderOf(next.replace(/\.+$/, '')) : after === undefined ? 'masculine' : genderOf(after),
        beforeNoun: noun
      });
      return (
        spoken + (noun && /mill(?:ón|ones)$/.test(spoken) ? ' de' : '') + (next === undefined ? '' : `${space}${next}`)
      );
    }
  ],
  [/\d+/g, (digits) => ` ${spanishNumber(digits)} `],

  // Acronyms, then signs.
  [/(?<!\p{L})(\p{Lu}{2,})s?(?!\p{L})/gu, (_, acronym) => spanishAcronym(acronym)],
  [/@(?=\p{L})/gu, ' arroba '],
  [/(?<=\p{L}{2,}),?\s*&\s*(?=\p{L})/gu, ' y '],
  [/\s*\/\s*/g, ' o '],
  [/\s\+\s/g, ' más '],
  [/\s=\s/g, ' igual a ']
];

/** Spanish as it is read aloud: words and punctuation only. Peruvian usage (51,7 → cincuenta y uno punto siete). */
export function speakSpanish(text: string, { toCall = false } = {}): string {
  const phones = (toCall ? replaceDigits : replacePhones)(cleanText(text), phoneNumber);
  return keepWords(
    rules.reduce(
      (spoken, [pattern, say]) =>
        typeof say === 'string' ? spoken.replace(pattern, say) : spoken.replace(pattern, say),
      phones
    )
  );
}
