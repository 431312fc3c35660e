import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countSyllables, inflesz, measureText } from '#lib/domain/readability.ts';

// Cut by hand after the Ortografía of 2010 (one word a cluster: prohi-bir, guion).
const words = readFileSync('tests/domain/syllables.txt', 'utf8').trim().split(/\s+/);

describe('syllables', () => {
  it('are counted as people cut them, in 99 of 100 words', () => {
    expect(new Set(words).size).toBeGreaterThanOrEqual(200);
    const wrong = words.filter((word) => countSyllables(word.replaceAll('-', '')) !== word.split('-').length);
    expect(wrong).toEqual([]);
  });
});

describe('INFLESZ', () => {
  // Worked out by hand from the published formula.
  it.each([
    [{ syllables: 200, words: 100, sentences: 5 }, 62.235],
    [{ syllables: 180, words: 100, sentences: 10 }, 84.695],
    [{ syllables: 170, words: 100, sentences: 20 }, 95.925]
  ])('of %o is %d', (size, score) => {
    expect(inflesz(size)).toBeCloseTo(score, 3);
  });

  it('counts a number as the words it is read with, and a heading without a full stop as a sentence', () => {
    expect(measureText(['Pide ayuda', 'Llama al 1818. Es gratis.'])).toEqual(
      measureText(['Pide ayuda.', 'Llama al uno ocho, uno ocho.', 'Es gratis.'])
    );
    expect(measureText(['Tengo 15 años.']).words).toBe(3);
    expect(measureText(['El 51,7 %.']).words).toBeGreaterThan(5);
  });

  it('has no size where there are no words', () => {
    expect(measureText(['', '—', '…'])).toEqual({ syllables: 0, words: 0, sentences: 0 });
  });
});
