import { describe, expect, it } from 'vitest';
import type { LineCue } from '#lib/domain/radio.ts';
import { measureTimingErrors } from '#lib/domain/timing-error.ts';
import { estimateSeconds, fitSlot, formatClock, toTimings } from '#lib/domain/timing.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { readLibrary } from '#lib/server/library.ts';

const at = { file: 'x.md', line: 1, column: 1 };
const rosa = {
  id: 'rosa',
  name: { es: 'ROSA', quz: 'ROSA' },
  voice: 'girl' as const,
  about: { es: 'x', quz: 'x' }
};
const line = (number: number, value: string): LineCue => ({
  type: 'line',
  number,
  at,
  speaker: rosa,
  direction: undefined,
  content: [{ type: 'text', value, at }]
});

describe('estimateSeconds', () => {
  it('counts letters, pauses and the line itself', () => {
    const plain = estimateSeconds('aaaaaaaaaa', 'es');
    expect(estimateSeconds('aaaaa, aaaaa', 'es') - plain).toBeCloseTo(0.256, 3);
    expect(estimateSeconds('aaaaa. Aaaaa', 'es') - plain).toBeCloseTo(0.389, 3);
    expect(estimateSeconds('aaaaaaaaaa.', 'es')).toBeCloseTo(plain, 6);
    expect(estimateSeconds('a'.repeat(20), 'es') - plain).toBeCloseTo(10 / 14.8, 3);
  });

  it('takes a quicker voice for what it is', () => {
    expect(estimateSeconds('a'.repeat(100), 'quz', { pace: 1.05 })).toBeLessThan(
      estimateSeconds('a'.repeat(100), 'quz')
    );
  });
});

describe('toTimings', () => {
  const speak = (words: string) => words;

  it('puts one cue after the other, prefers what was measured, and reads as slowly as the announcer', () => {
    const cues = [line(1, 'Buenos días.'), { type: 'pause' as const, number: 2, at, seconds: 2 }, line(3, 'Adiós.')];
    const timings = toTimings(cues, {
      language: 'es',
      speak,
      lineSeconds: new Map([[3, 1.5]]),
      readingFactor: 1.2
    });
    const first = estimateSeconds('Buenos días.', 'es') * 1.2;
    expect(timings[0]).toEqual({ startSeconds: 0, durationSeconds: first });
    expect(timings[1]).toEqual({ startSeconds: first, durationSeconds: 2 });
    expect(timings[2]?.startSeconds).toBeCloseTo(first + 2, 9);
    expect(timings[2]?.durationSeconds).toBeCloseTo(1.8, 9);
  });
});

describe('fitSlot', () => {
  it.each([
    [60, 60, 'fits'],
    [61, 60, 'fits'],
    [62, 60, 'over'],
    [53, 60, 'fits'],
    [52, 60, 'under']
  ] as const)('%d s in %d s: %s', (seconds, slot, state) => {
    expect(fitSlot(seconds, slot)).toEqual({ state, differenceSeconds: Math.abs(seconds - slot) });
  });
});

it('writes times as minutes and seconds', () => {
  expect([0, 9.4, 59.6, 61, 3599.6].map(formatClock)).toEqual(['0:00', '0:09', '1:00', '1:01', '60:00']);
});

describe('estimates against the embedded voice, over the whole library', async () => {
  const { library } = await readLibrary('content');
  const errors = library ? measureTimingErrors(library, await readAudioManifest('static/audio')) : [];

  it.each([
    ['es', 0.04],
    ['quz', 0.05]
  ] as const)('%s lines are within %d on average', (language, most) => {
    const error = errors.find((one) => one.language === language);
    expect(error?.lines).toBeGreaterThan(150);
    expect(error?.meanOfLines).toBeLessThanOrEqual(most);
    expect(error?.meanOfScripts).toBeLessThanOrEqual(most);
  });
});
