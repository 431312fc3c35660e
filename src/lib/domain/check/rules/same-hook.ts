import { fold } from '../../fold.ts';
import { issueAt, startOf, type Issue } from '../../issue.ts';
import { languageCodes } from '../../language.ts';
import { itemsOf } from '../../library.ts';
import type { Rule } from '../rule.ts';

/** Two lessons that begin with the same thing: a class that has both would have it twice. */
export const sameHook: Rule = {
  id: 'same-hook',
  check({ library, places }) {
    const lessons = itemsOf(library, 'lesson');
    return lessons.flatMap((lesson, index): Issue[] => {
      const twin = lessons
        .slice(0, index)
        .find(
          ({ hook }) =>
            hook.id === lesson.hook.id ||
            languageCodes.some((code) => fold(hook.words[code]) === fold(lesson.hook.words[code]))
        );
      return twin
        ? [
            issueAt(
              places.get(`item:${lesson.slug}`)?.(['hook']) ?? startOf(lesson.file),
              'same-hook',
              `«${lesson.hook.words.es}» ya abre la lección ${twin.slug}. Empiece esta con otra cosa.`
            )
          ]
        : [];
    });
  }
};
