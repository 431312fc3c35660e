import { describe, expect, it } from 'vitest';
import { scrollTopAt, secondsAt, type Block } from '#lib/domain/prompter.ts';

// A line of 4 s and 100 px, a pause of 2 s and 20 px, a line of 8 s and 200 px; the first begins below the mark.
const blocks: Block[] = [
  { startSeconds: 0, durationSeconds: 4, top: 10, height: 100 },
  { startSeconds: 4, durationSeconds: 2, top: 110, height: 20 },
  { startSeconds: 6, durationSeconds: 8, top: 130, height: 200 }
];

describe('a prompter', () => {
  it('moves evenly inside each line, as fast as it is read', () => {
    expect([0, 2, 4, 5, 6, 10, 14].map((seconds) => scrollTopAt(blocks, seconds))).toEqual([
      10, 60, 110, 120, 130, 230, 330
    ]);
  });

  it('goes on from wherever somebody has moved it', () => {
    for (const seconds of [0, 1, 3.5, 5, 9, 13.9])
      expect(secondsAt(blocks, scrollTopAt(blocks, seconds))).toBeCloseTo(seconds, 9);
    expect(secondsAt(blocks, 0)).toBe(0);
    expect(secondsAt(blocks, 10_000)).toBe(14);
  });

  it('never moves back, and stops at the end', () => {
    const tops = Array.from({ length: 200 }, (_, tenth) => scrollTopAt(blocks, tenth / 10));
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(tops.at(-1)).toBe(330);
    expect(scrollTopAt([], 3)).toBe(0);
    expect(secondsAt([], 3)).toBe(0);
  });
});
