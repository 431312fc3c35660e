import type { Grammar, Unit, Use } from './quantity.ts';

const smallestNumber = 11;
const largestClassroomCount = 40;

export const unitOf = (after: string, grammar: Grammar): Unit | undefined =>
  grammar.units.find(([pattern]) => pattern.test(after))?.[1];

/** What a plain number is for, by the words around it; see `Use`. */
export function classifyNumber(
  { before, after }: { before: string; after: string },
  grammar: Grammar,
  value: number
): Use {
  const { context } = grammar;
  const unit = unitOf(after, grammar);
  if (context.lawBefore.test(before)) return 'law';
  if (unit === 'soles') return 'money';
  if (isYear(value) && (unit === undefined || unit === 'years')) return 'year';
  const mayBeAge = unit === 'years' || (unit === undefined && value >= 12 && value <= 21);
  if (mayBeAge && (context.limitBefore.test(before) || context.limitAfter.test(after))) return 'limit';
  if (unit !== undefined) return 'duration';
  if (context.dateAfter.test(after) && value <= 31) return 'clock';
  if (context.labelBefore.test(before) || context.labelAfter.test(after) || isItemNumber(before, after, value))
    return 'label';
  if (context.statisticalAfter.test(after)) return 'number';
  if (context.ageBefore.test(before) && value < 100 && /^(?:$|[^\p{L}\d])/u.test(after)) return 'duration';
  if (context.clockBefore.test(before) && value <= 24 && !context.classroomAfter.test(after)) return 'clock';
  if (value < smallestNumber) return 'count';
  return context.classroomAfter.test(after) && value <= largestClassroomCount ? 'count' : 'number';
}

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1900 && value <= 2100;

/** A number that stands alone in its cell, or heads it: `3`, `3.`, `3)`. */
const isItemNumber = (before: string, after: string, value: number): boolean =>
  before === '' && /^(?:$|[.)]( |$))/.test(after) && value <= largestClassroomCount;
