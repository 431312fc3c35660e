import { inlineRuns, linksIn } from '../../document.ts';
import { issueAt, startOf, type Issue } from '../../issue.ts';
import { toSections } from '../../lesson.ts';
import { formatReference } from '../../reference.ts';
import { textRule } from '../rule.ts';

/** Without these nobody knows whom to tell today, nor which norm holds. */
const wanted = ['fact:disclosure-head', 'fact:disclosure-protocol'];

/** A lesson that does not say what to do if a pupil tells something, or says it without the norm. */
export const noProtocol = textRule('no-protocol', (text, item, { library }) => {
  if (item.kind !== 'lesson') return [];
  const section = library.sections.find(({ id }) => id === 'disclosure');
  if (!section) return [];
  const part = toSections(text.document, library.sections, text.language).find((one) => one.section === section);
  if (!part)
    return [
      issueAt(
        startOf(text.file),
        'no-protocol',
        `Falta la parte «${section.title[text.language]}»: sin ella nadie sabe a quién avisar.`
      )
    ];
  const cited = new Set(
    [...inlineRuns(part.blocks)].flatMap((content) =>
      [...linksIn(content)].map(({ reference }) => formatReference(reference))
    )
  );
  return wanted
    .filter((reference) => !cited.has(reference))
    .map((reference): Issue =>
      issueAt(part.at, 'no-protocol', `No enlaza ${reference}. Diga a quién se avisa hoy y qué protocolo se sigue.`)
    );
});
