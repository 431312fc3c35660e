import { issueAt, startOf, type Issue } from '../../issue.ts';
import type { Item } from '../../item.ts';
import { itemsOf } from '../../library.ts';
import type { CheckContext, Rule } from '../rule.ts';

type Lesson = Extract<Item, { kind: 'lesson' }>;

/** A lesson whose place in school is not the curriculum's, or that is too early for its pupils. */
export const lessonForm: Rule = {
  id: 'lesson-form',
  check: (context) => itemsOf(context.library, 'lesson').flatMap((lesson) => checkForm(lesson, context))
};

function checkForm(lesson: Lesson, { library, places }: CheckContext): Issue[] {
  const { curriculum } = library;
  const issues: Issue[] = [];
  const report = (path: (string | number)[], message: string) =>
    issues.push(issueAt(places.get(`item:${lesson.slug}`)?.(path) ?? startOf(lesson.file), 'lesson-form', message));
  const known = (list: readonly { id: string }[], id: string, path: (string | number)[]) => {
    if (!list.some((one) => one.id === id))
      report(
        path,
        `«${id}» no está en content/curriculum.yaml. Hay: ${list.map((one) => one.id).join(', ') || 'ninguna'}.`
      );
  };

  lesson.areas.forEach((id, index) => {
    known(curriculum.areas, id, ['areas', index]);
    const area = curriculum.areas.find((one) => one.id === id);
    if (area && !area.cycles.some((cycle) => lesson.cycles.includes(cycle)))
      report(['areas', index], `${area.name} es de los ciclos ${area.cycles.join(', ')}, y la lección no.`);
  });
  lesson.competencies.forEach(({ id, capacities }, index) => {
    known(curriculum.competencies, id, ['competencies', index, 'id']);
    const competency = curriculum.competencies.find((one) => one.id === id);
    if (!competency) return;
    if (competency.areas.length > 0 && !competency.areas.some((area) => lesson.areas.includes(area)))
      report(['competencies', index, 'id'], `«${competency.name}» es de otra área: ${competency.areas.join(', ')}.`);
    capacities.forEach((capacity, c) =>
      known(competency.capacities, capacity, ['competencies', index, 'capacities', c])
    );
  });
  lesson.approaches.forEach((id, index) => known(curriculum.approaches, id, ['approaches', index]));
  known(curriculum.tutoring.dimensions, lesson.tutoring.dimension, ['tutoring', 'dimension']);
  known(curriculum.tutoring.lines, lesson.tutoring.line, ['tutoring', 'line']);
  if (!itemsOf(library, 'script').some(({ slug }) => slug === lesson.episode))
    report(['episode'], `No hay un guion «${lesson.episode}». Ponga el nombre de una carpeta de content/scripts/.`);
  lesson.cycles.forEach((cycle, index) => {
    const { fromAge } = curriculum.cycles[cycle];
    if (fromAge < lesson.ages.from)
      report(
        ['cycles', index],
        `En el ciclo ${cycle} hay estudiantes de ${fromAge} años, y la lección es desde los ${lesson.ages.from}. Quite el ciclo o adapte la lección.`
      );
  });
  return issues;
}
