export const moments = ['before', 'after'] as const;
export type Moment = (typeof moments)[number];

/** Hands that a class raised, before and after: for each question those for each answer, and never whose. */
export type Tally = Record<Moment, readonly (readonly number[])[]>;

/** Where one number stands; question and answer count from 0. */
export interface TallyPlace {
  moment: Moment;
  question: number;
  answer: number;
}

/** As many hands as a row of digits on paper holds. */
export const mostHands = 99;

/** No hand counted yet, for so many answers to each question. */
export const emptyTally = (answers: readonly number[]): Tally => {
  const none = answers.map((count) => Array.from({ length: count }, () => 0));
  return { before: none, after: none };
};

export const countAt = (tally: Tally, { moment, question, answer }: TallyPlace): number =>
  tally[moment][question]?.[answer] ?? 0;

/** The tally with one number changed; what is no whole number from 0 to 99 becomes the nearest that is. */
export const withCount = (tally: Tally, place: TallyPlace, hands: number): Tally => {
  const count = Math.min(mostHands, Math.max(0, Math.round(Number.isFinite(hands) ? hands : 0)));
  return {
    ...tally,
    [place.moment]: tally[place.moment].map((counts, question) =>
      question === place.question ? counts.map((one, answer) => (answer === place.answer ? count : one)) : counts
    )
  };
};

/** All hands for a question at that moment. */
export const handsAt = (tally: Tally, moment: Moment, question: number): number =>
  (tally[moment][question] ?? []).reduce((sum, count) => sum + count, 0);

/** Which part of the hands of its moment an answer has, from 0 to 1; 0 where none was raised. */
export const shareAt = (tally: Tally, place: TallyPlace): number =>
  countAt(tally, place) / Math.max(1, handsAt(tally, place.moment, place.question));

export const isEmpty = (tally: Tally): boolean =>
  moments.every((moment) => tally[moment].flat().every((count) => !count));

export const writeTally = (tally: Tally): string => JSON.stringify(tally);

/** A tally that was written; undefined where it is none, or one of other questions. */
export function readTally(written: string, answers: readonly number[]): Tally | undefined {
  const read = fromJson(written);
  const counts = (moment: Moment): number[][] | undefined => {
    const rows = listOf(inside(read, moment));
    const numbers = rows.map((row) => listOf(row).filter((count) => isHands(count)));
    return rows.length === answers.length && numbers.every((row, index) => row.length === answers[index])
      ? numbers
      : undefined;
  };
  const [before, after] = [counts('before'), counts('after')];
  return before && after && { before, after };
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isHands = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostHands;
