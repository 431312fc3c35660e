import { issueAt, startOf, type Issue } from '../../issue.ts';
import { toSections } from '../../lesson.ts';
import { textRule } from '../rule.ts';

/** A lesson with a part missing, unknown or out of its place. */
export const lessonSections = textRule('lesson-sections', (text, item, { library }) => {
  if (item.kind !== 'lesson') return [];
  const parts = toSections(text.document, library.sections, text.language);
  const titles = library.sections.map(({ title }) => title[text.language]);
  const issues: Issue[] = parts
    .filter(({ section }) => section === undefined)
    .map(({ title, at }) =>
      issueAt(at, 'lesson-sections', `«${title}» no es una parte de la lección. Son: ${titles.join(' · ')}.`)
    );
  for (const { id, title, optional } of library.sections)
    if (!optional && !parts.some(({ section }) => section?.id === id))
      issues.push(
        issueAt(startOf(text.file), 'lesson-sections', `Falta la parte «${title[text.language]}». Añádala con ##.`)
      );
  const known = parts.flatMap(({ section, at }) => (section ? [{ index: library.sections.indexOf(section), at }] : []));
  known.forEach(({ index, at }, position) => {
    const before = known[position - 1];
    if (before && before.index >= index)
      issues.push(
        issueAt(at, 'lesson-sections', `Está repetida o fuera de su lugar. El orden es: ${titles.join(' · ')}.`)
      );
  });
  return issues;
});
