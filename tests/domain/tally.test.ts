import { describe, expect, it } from 'vitest';
import {
  countAt,
  emptyTally,
  handsAt,
  isEmpty,
  readTally,
  shareAt,
  withCount,
  writeTally,
  type TallyPlace
} from '#lib/domain/tally.ts';

const answers = [3, 2];
const place: TallyPlace = { moment: 'after', question: 0, answer: 2 };
const counted = withCount(withCount(emptyTally(answers), place, 9), { ...place, answer: 0 }, 3);

describe('hands before and after', () => {
  it('are counted for one answer at a time', () => {
    expect(isEmpty(emptyTally(answers))).toBe(true);
    expect(counted).toEqual({
      before: [
        [0, 0, 0],
        [0, 0]
      ],
      after: [
        [3, 0, 9],
        [0, 0]
      ]
    });
    expect([handsAt(counted, 'after', 0), shareAt(counted, place)]).toEqual([12, 0.75]);
    expect(shareAt(counted, { ...place, question: 1 }), 'nobody has raised a hand').toBe(0);
  });

  it.each([
    [-1, 0],
    [100, 99],
    [2.4, 2],
    [Number.NaN, 0]
  ])('%s typed is %s', (typed, count) => expect(countAt(withCount(counted, place, typed), place)).toBe(count));

  it('are read back as they were written', () => expect(readTally(writeTally(counted), answers)).toEqual(counted));

  it.each(['', 'null', '7', '{"before":[[1]]}', writeTally(emptyTally([3])), writeTally(counted).replace('9', '"9"')])(
    'of something else are none: %s',
    (written) => expect(readTally(written, answers)).toBeUndefined()
  );
});
