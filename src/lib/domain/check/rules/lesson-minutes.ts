import { issueAt, startOf } from '../../issue.ts';
import { toSections } from '../../lesson.ts';
import { textRule } from '../rule.ts';

/** A lesson whose minutes do not add up to the length it promises. */
export const lessonMinutes = textRule('lesson-minutes', (text, item, { library }) => {
  if (item.kind !== 'lesson') return [];
  const timed = toSections(text.document, library.sections, text.language).filter(({ section }) => section?.minutes);
  const uneven = timed.filter(({ minutes }) => minutes.length !== item.minutes.length);
  if (uneven.length > 0)
    return uneven.map(({ at }) =>
      issueAt(
        at,
        'lesson-minutes',
        `Ponga los minutos de cada versión: (${item.minutes.map(() => 'N min').join(' / ')}).`
      )
    );
  return item.minutes.flatMap((promised, version) => {
    const sum = timed.reduce((total, { minutes }) => total + (minutes[version] ?? 0), 0);
    const at = timed.at(-1)?.at ?? startOf(text.file);
    return sum === promised
      ? []
      : [issueAt(at, 'lesson-minutes', `Los minutos suman ${sum} y la lección es de ${promised}. Ajústelos.`)];
  });
});
