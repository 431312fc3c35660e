import { cycles, type Curriculum, type Cycle } from './curriculum.ts';
import type { Item } from './item.ts';
import { itemsOf, type Library } from './library.ts';

type LessonItem = Extract<Item, { kind: 'lesson' }>;

/** The lessons that pupils of a cycle can have, in the order in which one builds on the other. */
export interface CyclePath {
  cycle: Cycle;
  grades: Curriculum['cycles'][Cycle]['grades'];
  lessons: LessonItem[];
}

/** A path for each cycle. None has a lesson for pupils older than those with whom the cycle begins. */
export const toCyclePaths = (library: Library): CyclePath[] =>
  cycles.map((cycle) => {
    const { grades, fromAge } = library.curriculum.cycles[cycle];
    const lessons = itemsOf(library, 'lesson').filter(
      (lesson) => lesson.cycles.includes(cycle) && lesson.ages.from <= fromAge
    );
    return { cycle, grades, lessons };
  });

/** A tutoring hour: a lesson takes one or two. */
export const hourMinutes = 45;

/** Which lessons are given in which week, in their order; `version` counts from 0, the shortest. */
export function toWeeks<Lesson extends Pick<LessonItem, 'minutes'>>(
  lessons: readonly Lesson[],
  { version, hoursPerWeek }: { version: number; hoursPerWeek: number }
): Lesson[][] {
  const weeks: Lesson[][] = [];
  let left = 0;
  for (const lesson of lessons) {
    const hours = Math.ceil((lesson.minutes[version] ?? lesson.minutes.at(-1) ?? hourMinutes) / hourMinutes);
    if (hours > left) {
      weeks.push([]);
      left = hoursPerWeek;
    }
    weeks.at(-1)?.push(lesson);
    left -= hours;
  }
  return weeks;
}
