import { inlineRuns, linksIn, textOf } from '../../document.ts';
import { fold } from '../../fold.ts';
import { issueAt } from '../../issue.ts';
import { textRule } from '../rule.ts';

/** A share of the study without saying, in the same paragraph, that it counts organizations. */
export const unnamedOrganizations = textRule('unnamed-organizations', (text, item, { library }) => {
  // On the air the next line often finishes the thought; in a script the whole text is heard as one.
  const whole = item.kind === 'script' ? fold([...inlineRuns(text.document.blocks)].map(textOf).join(' ')) : undefined;
  return [...inlineRuns(text.document.blocks)].flatMap((content) => {
    if (/organizaci/.test(whole ?? fold(textOf(content)))) return [];
    return [...linksIn(content)].flatMap(({ reference, at }) => {
      const figure = reference.scheme === 'finding' ? library.figures.get(reference.id) : undefined;
      if (figure?.unit !== 'percent' || figure.counted !== 'organizations') return [];
      return [
        issueAt(
          at,
          'unnamed-organizations',
          'Este porcentaje cuenta organizaciones. Dígalo en el mismo párrafo: «… de las organizaciones dijo que …».'
        )
      ];
    });
  });
});
