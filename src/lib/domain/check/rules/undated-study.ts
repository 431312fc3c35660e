import { linksOf, textOf, inlineRuns } from '../../document.ts';
import { issueAt } from '../../issue.ts';
import { textRule } from '../rule.ts';

/** A figure of the study in a text that never says it is of 2014. */
export const undatedStudy = textRule('undated-study', (text, _item, { library }) => {
  const first = linksOf(text.document).find(
    ({ reference }) => reference.scheme === 'finding' && library.figures.get(reference.id)?.value !== undefined
  );
  if (!first || [...inlineRuns(text.document.blocks)].some((content) => textOf(content).includes('2014'))) return [];
  return [issueAt(first.at, 'undated-study', 'La cifra es de 2014 y el texto no lo dice. Añada el año.')];
});
