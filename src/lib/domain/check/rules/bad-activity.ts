import { toQuiz, toSort, toStory } from '../../activity.ts';
import { toSections } from '../../lesson.ts';
import { textRule } from '../rule.ts';

const readers = { sort: toSort, story: toStory, check: toQuiz };

/** An activity of a lesson that cannot be done as it is written. */
export const badActivity = textRule('bad-activity', (text, item, { library }) =>
  item.kind === 'lesson'
    ? toSections(text.document, library.sections, text.language).flatMap((part) => {
        const id = part.section?.id;
        return id === 'sort' || id === 'story' || id === 'check' ? readers[id](part).issues : [];
      })
    : []
);
