import { describe, expect, it } from 'vitest';
import { toCyclePaths, toWeeks } from '#lib/domain/cycle-path.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { readLibrary } from '#lib/server/library.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('content/ cannot be read');

describe('the way of a cycle', () => {
  it('has several lessons in their order, and every lesson is on some way', () => {
    const paths = toCyclePaths(library);
    expect(paths.map(({ cycle }) => cycle)).toEqual(['V', 'VI', 'VII']);
    for (const { cycle, lessons } of paths) {
      expect(lessons.length, cycle).toBeGreaterThan(1);
      expect(lessons.map(({ order }) => order)).toEqual(lessons.map(({ order }) => order).sort((a, b) => a - b));
    }
    const shown = new Set(paths.flatMap(({ lessons }) => lessons.map(({ slug }) => slug)));
    expect(shown).toEqual(new Set(itemsOf(library, 'lesson').map(({ slug }) => slug)));
  });

  it('offers nobody a lesson for older pupils, whatever its cycles say', () => {
    const items = library.items.map((item) => (item.kind === 'lesson' ? { ...item, ages: { from: 14 } } : item));
    const lessonsOf = (cycle: string) =>
      toCyclePaths({ ...library, items }).find((path) => path.cycle === cycle)?.lessons.length;
    expect([lessonsOf('V'), lessonsOf('VI')]).toEqual([0, 0]);
    expect(lessonsOf('VII')).toBeGreaterThan(0);
  });
});

describe('weeks', () => {
  const lessons = ['a', 'b', 'c'].map((name) => ({ name, minutes: [45, 90] }));
  const weeks = (version: number, hoursPerWeek = 2) =>
    toWeeks(lessons, { version, hoursPerWeek }).map((some) => some.map(({ name }) => name).join(''));

  it('have one long lesson or two short ones in two hours', () => {
    expect(weeks(1)).toEqual(['a', 'b', 'c']);
    expect(weeks(0)).toEqual(['ab', 'c']);
    expect(weeks(0, 1)).toEqual(['a', 'b', 'c']);
  });
});
