import type { Contact } from '../contact.ts';
import { numberIn, type Figure } from '../evidence.ts';
import type { Fact } from '../fact.ts';
import { fold } from '../fold.ts';
import { languageCodes, type Localized } from '../language.ts';
import type { Quantity, Unit } from './quantity.ts';
import { readQuantities } from './read.ts';

/** A value that a source states, with its unit where it has one. */
interface Known {
  value: number;
  unit: Unit | undefined;
}

/** «ocho de cada diez» may stand for 79.3 %: words are round. Digits may not. */
const roundPoints = 1;
const aboutPoints = 3;
const nearPoints = 5;
/** «más de la mitad» is true of 96 % too, but tells another story. */
const farthestPoints = 20;

/** True where a percentage is what a share says. */
export function shareHolds({ relation, value, step, text }: Quantity, percent: number): boolean {
  const over = percent - value;
  const isPercentage = /%|ciento/.test(text);
  const reach = Math.min(step, farthestPoints);
  switch (relation) {
    case 'exact':
      return Math.abs(over) <= (isPercentage ? 1e-9 : roundPoints);
    case 'about':
      return Math.abs(over) <= aboutPoints;
    case 'almost':
      return over < 0 && over >= -nearPoints;
    case 'slightly-more':
      return over > 0 && over <= nearPoints;
    case 'more':
      return over > 0 && over <= reach;
    case 'less':
      return over < 0 && over >= -reach;
    case 'at-least':
      return over >= 0 && over <= farthestPoints;
    case 'at-most':
      return over <= 0 && over >= -farthestPoints;
    case 'above':
      return over > 0;
    case 'below':
      return over < 0;
    case 'several':
      return false;
  }
}

/** True where a plain number is what a quantity says: «unas 30», «más de 13 000». */
export function numberHolds({ relation, value }: Quantity, known: number): boolean {
  const ratio = value === 0 ? Number.NaN : known / value;
  if (known === value) return relation !== 'less' && relation !== 'more' && relation !== 'several';
  switch (relation) {
    case 'about':
      return ratio >= 0.9 && ratio <= 1.1;
    case 'almost':
      return ratio >= 0.9 && ratio < 1;
    case 'less':
    case 'at-most':
      return ratio >= 0.75 && ratio < 1;
    case 'slightly-more':
      return ratio > 1 && ratio <= 1.1;
    case 'more':
    case 'at-least':
      return ratio > 1 && ratio <= 1.25;
    case 'several':
      return ratio >= 2 && ratio < 1000;
    default:
      return false;
  }
}

const holds = (quantity: Quantity, { value, unit }: Known): boolean => {
  if (quantity.use === 'share') return unit === 'percent' && shareHolds(quantity, value);
  if (unit !== undefined && quantity.unit !== undefined && unit !== quantity.unit) return false;
  return numberHolds(quantity, value);
};

/** A source's own number may be said with any word before it: «menos de 18», «más de 13 600». */
const isSame = (quantity: Quantity, { value, unit }: Known): boolean =>
  quantity.value === value &&
  (quantity.unit === undefined || unit === undefined || unit === quantity.unit) &&
  (quantity.use !== 'share' || unit === 'percent');

/** What a source's own words say, each in its language. */
const knownIn = (words: Localized | null): Known[] =>
  words === null ? [] : languageCodes.flatMap((code) => readQuantities(words[code], code));

/** What words of either language say: the reading that understands more of their units. */
function readEither(text: string): readonly Quantity[] {
  const readings = languageCodes.map((code) => readQuantities(text, code));
  const units = (reading: readonly Quantity[]) => reading.filter(({ unit }) => unit !== undefined).length;
  return readings.reduce((best, reading) => (units(reading) > units(best) || best.length === 0 ? reading : best), []);
}

const figureUnits: Partial<Record<Figure['unit'], Unit>> = {
  percent: 'percent',
  months: 'months',
  years: 'years',
  days: 'days'
};
const scaleEnds = [1, 5];

const english = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** The numbers that the study prints, in digits or in English words: `7-12 months`, `one to two years`, `A third`. */
function printedNumbers(printed: string): number[] {
  const words = (fold(printed).match(/[a-z]+/g) ?? []).map((word) =>
    word === 'twenty' ? 20 : word === 'third' ? 100 / 3 : english.indexOf(word)
  );
  return [...words.filter((value) => value >= 0), ...readEither(printed).map(({ value }) => value)];
}

/** True where a quantity in a text is what a figure of the study says, as printed or in words that mean it. */
export function bearsOut(quantity: Quantity, figure: Figure): boolean {
  if (figure.value === undefined) return false;
  const accepted = (figure.finding.accepts ?? [])
    .flatMap(readEither)
    .filter((known) => known.relation === quantity.relation && isSame(quantity, known));
  // A finding's accepted words serve all its columns; the printed value says which of them belong to this one.
  const printed = printedNumbers(figure.value);
  if (accepted.length > 0 && (printed.length === 0 || printed.includes(quantity.value))) return true;
  if (figure.unit === 'mean-1-5' && quantity.unit === undefined && scaleEnds.includes(quantity.value)) return true;
  const value = numberIn(figure.value);
  if (value !== undefined) return holds(quantity, { value, unit: figureUnits[figure.unit] });
  return readEither(figure.value).some((known) => isSame(quantity, known));
}

/** True where a quantity is among the figures of a fact, or in the words of its claim. */
export function factBearsOut(quantity: Quantity, fact: Fact): boolean {
  const figures: Known[] = fact.figures.map(({ value, unit }) => ({
    value,
    unit: unit === 'count' ? undefined : unit
  }));
  if (figures.some((known) => isSame(quantity, known) || holds(quantity, known))) return true;
  return knownIn(fact.claim).some((known) => isSame(quantity, known));
}

/** True where a quantity is a contact's number, or a figure of what is known of it (24 hours). */
export function contactBearsOut(quantity: Quantity, contact: Contact): boolean {
  const digits = quantity.text.replace(/\D/g, '');
  if (digits !== '' && digits === contact.number?.replace(/\D/g, '')) return true;
  if (contact.number !== null && Number(contact.number.replace(/\D/g, '')) === quantity.value) return true;
  const figures: Known[] = contact.figures.map(({ value, unit }) => ({
    value,
    unit: unit === 'count' ? undefined : unit
  }));
  const said = [...knownIn(contact.name), ...knownIn(contact.hours)];
  return [...figures, ...said].some((known) => isSame(quantity, known));
}
