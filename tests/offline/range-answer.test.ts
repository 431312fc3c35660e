import { describe, expect, it } from 'vitest';
import { readRange } from '#lib/offline/range-answer.ts';

describe('a part of a file that is kept whole', () => {
  it.each([
    ['bytes=0-', { start: 0, end: 999 }],
    ['bytes=100-199', { start: 100, end: 199 }],
    ['bytes=900-5000', { start: 900, end: 999 }],
    ['bytes=-100', { start: 900, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=1000-', 'bad'],
    ['bytes=-0', 'bad'],
    ['bytes=9-3', 'bad'],
    ['bytes=0-1,5-6', undefined],
    ['bytes=-', undefined],
    ['lines=0-5', undefined]
  ])('gives a player %s of 1000 bytes', (header, range) => {
    expect(readRange(header, 1000)).toEqual(range);
  });
});
