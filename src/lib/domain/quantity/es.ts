import { readSpanishNumber } from './es-number.ts';
import { around, type Grammar, type NumberRead, type Relation, type ShareRead, type Unit } from './quantity.ts';
import type { Token } from './token.ts';

const relations: [RegExp, Relation][] = [
  [/(?:^| )no mas del?$/, 'at-most'],
  [/(?:^| )como maximo$/, 'at-most'],
  [/(?:^| )(?:no menos de|al menos|por lo menos|como minimo)$/, 'at-least'],
  [/(?:^| )(?:algo|(?:un )?poco) mas (?:del?|que)$/, 'slightly-more'],
  [/(?:^| )(?:mas (?:del?|que)|(?:por )?encima del?|superior a|super(?:a|an|o|aron))$/, 'more'],
  [/(?:^| )(?:algo|(?:un )?poco) menos del?$/, 'almost'],
  [/(?:^| )(?:menos del?|(?:por )?debajo del?|inferior a|no llegan? a)$/, 'less'],
  [/(?:^| )(?:casi|por poco)$/, 'almost'],
  [/(?:^| )(?:alrededor del?|cerca del?|aproximadamente|mas o menos|unos|unas)$/, 'about']
];
const articles = /(?: |^)(?:el|la|las|los|un|una)$/;

const people =
  'organizacion|institucion|victima|caso|persona|joven|nin[ao]|niñ|adolescente|famili|hogar|peruan|mujer|hombre|varon|' +
  'chic[ao]|muchach|madre|padre|poblacion|pais|gente|consultad|entrevistad|encuestad|trabajador|escolar|denuncia|tratante';
const ofPeople = new RegExp(
  `^(?:de |del )?(?:tod[ao]s )?(?:l[ao]s? |el |es[ao]s |est[ao]s |nuestr[ao]s )?(?:${people})`
);
const speaking = /^(?:dijo|dijeron|respondi|afirm|cont[oa]|señal|vio|veia|habia|oyo|nunca|si |no )/;

const labelBefore =
  /(?:^| )(?:paso|tarjeta|ficha|aviso|grupo|equipo|escena|hoja|pregunta|punto|parte|caso|frase|actividad|ejercicio|sesion|ronda|regla|leccion|unidad|ciclo|nivel|pagina|cuadro|tabla|beca|escala del?|sobre|version)(?: n [º°])?$/;

const unitsAfter: [RegExp, Unit][] = [
  [/^(?:años?|añitos?)(?!\p{L})/u, 'years'],
  [/^mes(?:es|ecitos)?(?!\p{L})/u, 'months'],
  [/^semanas?(?!\p{L})/u, 'weeks'],
  [/^dia(?:s|citos)?(?!\p{L})/u, 'days'],
  [/^(?:horas?|horitas?|hrs?|h)(?!\p{L})/u, 'hours'],
  [/^(?:minut(?:os?|itos?)|min)(?!\p{L})/u, 'minutes'],
  [/^(?:segund(?:os?|itos?)|seg|s)(?!\p{L})/u, 'seconds'],
  [/^(?:nuevos )?sol(?:es|cito|citos)?(?!\p{L})|^dolar(?:es)?/u, 'soles']
];

const ordinalParts: Record<string, number> = {
  tercera: 3,
  cuarta: 4,
  quinta: 5,
  sexta: 6,
  septima: 7,
  octava: 8,
  novena: 9,
  decima: 10
};
const numerators = new Map([
  ['la', 1],
  ['un', 1],
  ['una', 1],
  ['dos', 2],
  ['tres', 3],
  ['cuatro', 4]
]);

const textAt = (tokens: Token[], at: number) => tokens[at]?.text ?? '';

/** «ocho de cada diez», «de cada diez organizaciones, más de ocho». */
function readOfEach(tokens: Token[], at: number): ShareRead | undefined {
  const part = readSpanishNumber(tokens, at);
  if (part && textAt(tokens, part.next) === 'de' && textAt(tokens, part.next + 1) === 'cada') {
    const whole = readSpanishNumber(tokens, part.next + 2);
    if (whole) return toShare(part.value, whole.value, whole.next, 'exact');
  }
  if (part && textAt(tokens, part.next) === 'de')
    return labelBefore.test(around(tokens, at - 3, at)) ? undefined : readOutOf(tokens, part);
  if (textAt(tokens, at) !== 'de' || textAt(tokens, at + 1) !== 'cada') return undefined;
  const whole = readSpanishNumber(tokens, at + 2);
  if (!whole) return undefined;
  for (let next = whole.next; next < whole.next + 9; next++) {
    const late = readSpanishNumber(tokens, next);
    if (late && late.value < whole.value) {
      const { relation } = relationBefore(around(tokens, whole.next, next));
      return toShare(late.value, whole.value, late.next, relation);
    }
    if (/^[.;:!?]$/.test(textAt(tokens, next))) return undefined;
  }
  return undefined;
}

/** «tres de diez»; but neither «3,35 de 5», a mean on its scale, nor «2 de 15 minutos». */
function readOutOf(tokens: Token[], part: NumberRead): ShareRead | undefined {
  const whole = readSpanishNumber(tokens, part.next + 1);
  if (!whole || whole.value < 3 || part.value >= whole.value || !Number.isInteger(part.value)) return undefined;
  const isAmount = unitsAfter.some(([pattern]) => pattern.test(around(tokens, whole.next, whole.next + 2)));
  return isAmount ? undefined : toShare(part.value, whole.value, whole.next, 'exact');
}

const toShare = (part: number, whole: number, next: number, relation: Relation): ShareRead => ({
  value: (100 * part) / whole,
  step: 100 / whole,
  next,
  relation,
  use: 'share'
});

/** «la mitad», «un tercio», «tres cuartas partes». */
function readFraction(tokens: Token[], at: number): ShareRead | undefined {
  const word = textAt(tokens, at);
  const numerator = numerators.get(word);
  if (word !== 'mitad' && numerator === undefined) return undefined;
  const next = textAt(tokens, at + 1);
  const fraction = (part: number, whole: number, length: number): ShareRead => ({
    ...toShare(part, whole, at + length, 'exact'),
    use: isSaidOfPeople(around(tokens, at + length, at + length + 6)) ? 'share' : 'part'
  });
  if (numerator === undefined) return fraction(1, 2, 1);
  if (/^tercios?$/.test(next)) return fraction(numerator, 3, 2);
  const whole = ordinalParts[next.replace(/s$/, '')];
  if (whole !== undefined && /^partes?$/.test(textAt(tokens, at + 2))) return fraction(numerator, whole, 3);
  if (/^cuartos?$/.test(next) && ofPeople.test(around(tokens, at + 2, at + 8))) return fraction(numerator, 4, 2);
  return undefined;
}

/** «la mayoría de las organizaciones», «casi todas», «muy pocas». */
function readMajority(tokens: Token[], at: number): ShareRead | undefined {
  const word = textAt(tokens, at);
  if (!/^(?:mayoria|mayor|minoria|casi|muy)$/.test(word)) return undefined;
  const following = around(tokens, at + 1, at + 7);
  const before = textAt(tokens, at - 1);
  const share = (value: number, relation: Relation, next: number): ShareRead => ({
    value,
    step: 0,
    next,
    relation,
    use: isSaidOfPeople(around(tokens, next, next + 6)) ? 'share' : 'part'
  });
  if (word === 'mayoria' && !/^de edad/.test(following))
    return { ...share(before === 'gran' ? 75 : 50, 'above', at + 1), use: 'share' };
  if (word === 'mayor' && /^parte de (?!edad|tiempo)/.test(`${following} `)) return share(50, 'above', at + 2);
  if (word === 'minoria') return share(50, 'below', at + 1);
  if (word === 'casi' && /^tod[ao]s /.test(`${following} `)) return share(90, 'at-least', at + 2);
  if (word === 'muy' && /^poc[ao]s /.test(`${following} `)) return share(15, 'at-most', at + 2);
  return undefined;
}

const plurals: [RegExp, number][] = [
  [/^(?:decenas|docenas)$/, 10],
  [/^cent?enares$|^cientos$/, 100],
  [/^mil(?:es|lares)$/, 1000],
  [/^millones$/, 1_000_000]
];

/** «cientos de familias»: no exact number, but a claim all the same. «Miles de veces» is a way of speaking. */
function readPlural(tokens: Token[], at: number): ShareRead | undefined {
  const value = plurals.find(([pattern]) => pattern.test(textAt(tokens, at)))?.[1];
  if (value === undefined || !/^de (?!veces|gracias|cosas|maneras|formas)/.test(around(tokens, at + 1, at + 4)))
    return undefined;
  return { value, step: 0, next: at + 1, relation: 'several', use: 'number' };
}

const isSaidOfPeople = (after: string): boolean => ofPeople.test(after) || speaking.test(after);

function relationBefore(before: string): { relation: Relation; length: number } {
  const bare = before.replace(articles, '');
  const cut = before === bare ? 0 : 1;
  for (const [pattern, relation] of relations) {
    const match = pattern.exec(bare)?.[0].trim();
    if (match !== undefined) return { relation, length: match.split(' ').length + cut };
  }
  return { relation: 'exact', length: 0 };
}

export const spanish: Grammar = {
  code: 'es',
  number: readSpanishNumber,
  share: (tokens, at) =>
    readOfEach(tokens, at) ?? readFraction(tokens, at) ?? readMajority(tokens, at) ?? readPlural(tokens, at),
  percentLength: (tokens, at) =>
    textAt(tokens, at) === '%'
      ? 1
      : textAt(tokens, at) === 'por' && /^cien(?:to)?$/.test(textAt(tokens, at + 1))
        ? 2
        : 0,
  relationBefore,
  relationAfter: () => ({ relation: 'exact', length: 0 }),
  units: unitsAfter,
  context: {
    lawBefore:
      /(?:^| )(?:ley|ds|d s|rm|r m|rvm|rj|cna|decreto|supremo|ministerial|resolucion|articulos?|arts?|codigo|numeral|expediente)(?: penal)?(?: \.)?(?: n)?(?: \.)?(?: [º°])?$/,
    limitBefore:
      /(?:^| )(?:menor(?:es)? de|mayor(?:es)? de|antes de(?: cumplir)?|a partir de|edad minima(?: \p{L}+){0,2}(?: :)?)(?: los)?$/u,
    limitAfter: /^(?:años )?de edad minima/,
    labelBefore,
    labelAfter: /^(?:grado|de (?:primaria|secundaria)|al 5|en una escala|de 5(?!\s?%)(?! \p{L}))/u,
    clockBefore: /(?:^| )las?$/,
    dateAfter:
      /^(?:de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|setiembre|septiembre|octubre|noviembre|diciembre)|(?:a|p) \.? ?m)/,
    ageBefore:
      /(?:^| )(?:tengo|tienes?|tenia|tendra|cumpl\p{L}*|(?:a|desde|hasta|con|de|antes de|los) los|edad(?: :| de)?)$/u,
    statisticalAfter:
      /^(?:de )?(?:l[ao]s )?(?:\p{L}+ )?(?:organizaci|instituci|victima|denuncia|entrevistad|encuestad|tratante|casos (?:de trata|registrad|denunciad)|departamentos|regiones|provincias)/u,
    classroomAfter:
      /^(?:\p{L}+ )?(?:tarjet|fich|grup|equip|parej|estudiant|alumn|hoj|papel|copi|fotocopi|avis|cartel|pas[oa]s|punt|line|fil|column|pregunt|fras|palabr|cuadern|minut|silla|carpeta|dibuj|tira|cas(?:o|os)(?! de trata))/u
  },
  rangeGap: /^\s*(?:a|y|o|u|e|hasta|al|–|-|—|\/|,)\s*(?:l[ao]s )?$/
};
