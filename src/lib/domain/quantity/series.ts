import type { Grammar, Quantity } from './quantity.ts';

/** A quantity while its neighbours are still being read. */
export interface Draft extends Quantity {
  article: boolean;
  /** The token after it. */
  next: number;
}

/** «de siete a doce meses»: the first number of a range takes use and unit of the second. */
export function spreadRanges(drafts: Draft[], text: string, { rangeGap }: Grammar): Draft[] {
  const spread = [...drafts];
  for (let index = spread.length - 2; index >= 0; index--) {
    const one = spread[index];
    const other = spread[index + 1];
    if (!one || !other || one.unit !== undefined || one.use === 'phone' || other.start <= one.end) continue;
    const inherits = other.unit !== undefined || other.use === 'clock' || other.use === 'label';
    if (inherits && other.use !== 'year' && rangeGap.test(text.slice(one.end, other.start)))
      spread[index] = { ...one, use: other.use, unit: other.unit, step: other.step, article: false };
  }
  return spread;
}

/** «uno, ocho, uno, ocho» and «dieciocho dieciocho» are one telephone number; «uno, dos, tres» is counting aloud. */
export function joinSequences(drafts: Draft[], text: string): Draft[] {
  const joined: Draft[] = [];
  let run: Draft[] = [];
  const flush = () => {
    joined.push(...(isSequence(run) ? [join(run)] : run));
    run = [];
  };
  for (const draft of drafts) {
    const last = run.at(-1);
    if (last && !/^[\s,–-]+$/.test(text.slice(last.end, draft.start))) flush();
    if (isSpokenDigits(draft, text)) run.push(draft);
    else {
      flush();
      joined.push(draft);
    }
  }
  flush();
  return joined;
}

const isSpokenDigits = ({ start, end, value, unit, use }: Draft, text: string): boolean =>
  unit === undefined && use !== 'share' && value < 100 && Number.isInteger(value) && !/\d/.test(text.slice(start, end));

const isSequence = (run: Draft[]): boolean =>
  run.length >= 3 || (run.length === 2 && run.every(({ value }) => value >= 10));

function join(run: Draft[]): Draft {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last) throw new RangeError('an empty sequence');
  const counting = run.every(({ value }, index) => value === first.value + index);
  const value = Number(run.map((draft) => draft.value).join(''));
  return {
    ...last,
    start: first.start,
    before: first.before,
    value,
    use: counting ? 'label' : 'phone',
    article: false
  };
}
