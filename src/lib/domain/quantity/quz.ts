import { readQuechuaNumber } from './quz-number.ts';
import { isSuffixChain } from './quz-suffix.ts';
import { around, type Grammar, type Relation, type ShareRead } from './quantity.ts';
import type { Token } from './token.ts';

const textAt = (tokens: Token[], at: number) => tokens[at]?.text ?? '';

const people =
  "organizacion|institucion|victima|caso|runa|wayna|sipas|irqi|warma|ayllu|familia|llaqta|warmi|qhari|tapusqa|ñak'arichi|llullasqa|denuncia";
const peopleBefore = new RegExp(`(?:^| )(?:${people})\\S*(?: \\S+)?$`);
const peopleAfter = new RegExp(`^(?:\\S+ )?(?:${people})`);
const speaking = /^(?:nirqa|nin|nisqa|uyarirqa|uyarisqa|rikurqa|kutichirqa)/;
const time = /^(?:wata|killa|semana|simana|p'unchaw|hora|ura|minuto|segundo)/;
const halfOfTime = /^(?:tuta|p'unchaw|hora|wata|killa)/;

/** «chunka organizacionmanta pusaqmanta aswan»: of ten organizations, more than eight. */
function readOutOf(tokens: Token[], at: number): ShareRead | undefined {
  const whole = readQuechuaNumber(tokens, at);
  if (!whole || whole.value < 2) return undefined;
  const from = findFrom(tokens, at, whole.next);
  if (!from) return undefined;
  const early = textAt(tokens, from.next);
  const almost = /^yaqa/.test(early);
  const part = readQuechuaNumber(tokens, almost ? from.next + 1 : from.next);
  if (!part || part.value >= whole.value) return undefined;
  return {
    value: (100 * part.value) / whole.value,
    step: 100 / whole.value,
    next: part.next,
    relation: almost ? 'almost' : 'exact',
    use: from.noun === '' || new RegExp(people).test(from.noun) || whole.value >= 10 ? 'share' : 'part'
  };
}

/** The word with -manta that says of what: the number itself, or one of the two words after it. */
function findFrom(tokens: Token[], at: number, next: number): { next: number; noun: string } | undefined {
  if (/manta(?:qa|m|mi)?$/.test(textAt(tokens, next - 1)) && next > at)
    return { next: skipComma(tokens, next), noun: '' };
  for (let word = next; word < next + 2; word++) {
    const text = textAt(tokens, word);
    if (tokens[word]?.kind !== 'word' || time.test(text)) return undefined;
    if (/manta(?:qa|m|mi)?$/.test(text) || (/^(?:t'aqa|parte)/.test(text) && /pi(?:qa|m)?$/.test(text)))
      return { next: skipComma(tokens, word + 1), noun: around(tokens, next, word + 1) };
  }
  return undefined;
}

const skipComma = (tokens: Token[], at: number): number => (textAt(tokens, at) === ',' ? at + 1 : at);

/** «kuskan», «yaqa kuskan», «kuskanmanta aswan». */
function readHalf(tokens: Token[], at: number): ShareRead | undefined {
  const word = textAt(tokens, at);
  if (!word.startsWith('kuskan') || /^kuskan(?:chik|ku|kuna|qa?ya)/.test(word) || !isSuffixChain(word.slice(6)))
    return undefined;
  const after = around(tokens, at + 1, at + 5);
  if (halfOfTime.test(after)) return undefined;
  const before = around(tokens, at - 4, at);
  const marked =
    /(?:^| )yaqa\S*$/.test(before) || /^kuskanmanta/.test(word) || relationAfter(tokens, at + 1).length > 0;
  const said = marked || peopleBefore.test(before) || peopleAfter.test(after) || speaking.test(after);
  return { value: 50, step: 50, next: at + 1, relation: 'exact', use: said ? 'share' : 'part' };
}

/** «yaqa llapan organizacion», «aswan achka organizacion». */
function readMajority(tokens: Token[], at: number): ShareRead | undefined {
  if (!/^(?:yaqa|aswan|ancha)$/.test(textAt(tokens, at))) return undefined;
  const two = around(tokens, at, at + 2);
  const after = around(tokens, at + 2, at + 4);
  const share = (value: number, relation: Relation): ShareRead => ({
    value,
    step: 0,
    next: at + 2,
    relation,
    use: /^organizacion/.test(after) || /organizacion\S*$/.test(textAt(tokens, at - 1)) ? 'share' : 'part'
  });
  if (/^yaqa (?:llapa|lliw|tukuy)/.test(two)) return share(90, 'at-least');
  if (/^aswan (?:achkh?a|askha)/.test(two)) return share(50, 'above');
  if (/^ancha pisi/.test(two)) return share(15, 'at-most');
  return undefined;
}

/** Modifiers of comparison stand after the word with -manta: «kuskanmanta aswan», «pusaqmanta aswan», «30 % manta pisi». */
function relationAfter(tokens: Token[], next: number): { relation: Relation; length: number } {
  const last = textAt(tokens, next - 1);
  const after = around(tokens, next, next + 3);
  const reads: [RegExp, Relation, number][] = /manta\S*$/.test(last)
    ? [
        [/^(?:aslla|as|pisillawan|chikallan)\S* (?:aswan|astawan)/, 'slightly-more', 2],
        [/^aswan pisi/, 'less', 2],
        [/^pisi/, 'less', 1],
        [/^(?:aswan|astawan|yalli)/, 'more', 1]
      ]
    : /man(?:pas|raq)*$/.test(last)
      ? [[/^(?:mana|manaraq)?\s?chaya\S*chu/, 'less', 1]]
      : [[/^hina(?!s)/, 'about', 1]];
  const [, relation, length] = reads.find(([pattern]) => pattern.test(after)) ?? [undefined, 'exact' as const, 0];
  return { relation, length };
}

function relationBefore(before: string): { relation: Relation; length: number } {
  if (/(?:^| )yaqa\S*$/.test(before)) return { relation: 'almost', length: 1 };
  return { relation: 'exact', length: 0 };
}

export const quechua: Grammar = {
  code: 'quz',
  number: readQuechuaNumber,
  share: (tokens, at) => readOutOf(tokens, at) ?? readHalf(tokens, at) ?? readMajority(tokens, at),
  percentLength: (tokens, at) =>
    textAt(tokens, at) === '%'
      ? tokens[at + 1]?.joined && tokens[at + 1]?.kind === 'word'
        ? 2
        : 1
      : /^por ciento/.test(around(tokens, at, at + 2))
        ? 2
        : 0,
  relationBefore,
  relationAfter,
  units: [
    [/^wata/, 'years'],
    [/^killa/, 'months'],
    [/^(?:semana|simana)/, 'weeks'],
    [/^(?:p'unchaw|dia)/, 'days'],
    [/^(?:hora|ura)/, 'hours'],
    [/^(?:minuto|min)(?!\p{L})|^minuto/u, 'minutes'],
    [/^(?:segundo|s(?!\p{L}))/u, 'seconds'],
    [/^(?:sol(?:es)?(?:ta|manta|pi|wan|qa|mi|niyuq|lla|paq)*)(?!\p{L})|^dolar/u, 'soles']
  ],
  context: {
    lawBefore: /(?:^| )(?:ley|ds|rm|rvm|rj|decreto|supremo|resolucion|articulo|art)\S*(?: \.)?(?: n)?(?: [º°])?$/,
    limitBefore: /(?:^| )manaraq$/,
    limitAfter: /^wata(?:yuq)?manta (?:pacha|pisi|uray|wichay|aswan)/,
    labelBefore:
      /(?:^| )(?:paso|tarjeta|ficha|aviso|grupo|escena|hoja|raphi|tapuy|t'aqa|caso|huñu|grado|ciclo|beca|version|yupay)\S*$/,
    labelAfter: /^(?:kaq|ñiqi|grado|5manta|de (?:primaria|secundaria))/,
    clockBefore: /(?:^| )las?$/,
    dateAfter:
      /^(?:de )?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre|diciembre)/,
    ageBefore: /(?:^| )los$/,
    statisticalAfter: /^(?:\S+ )?(?:organizacion|institucion|victima|denuncia|departamento|region|tratante)/,
    classroomAfter:
      /^(?:\S+ )?(?:tarjeta|ficha|grupo|huñu|masi|yachakuq|raphi|hoja|copia|papel|aviso|willa|cartel|tapuy|tapukuy|rimay|simi|siq'i|fila|columna|cuaderno|carpeta|caso)/
  },
  rangeGap: /^\s*(?:manta|kama|a|y|utaq|hinaspa|–|-|—|\/|,)?\s*$/
};
