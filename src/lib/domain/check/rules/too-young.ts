import { linksOf } from '../../document.ts';
import { issueAt } from '../../issue.ts';
import type { Library } from '../../library.ts';
import type { Reference } from '../../reference.ts';
import { textRule } from '../rule.ts';

/** A text that tells its readers what is for older ones. */
export const tooYoung = textRule('too-young', (text, item, { library }) =>
  linksOf(text.document).flatMap(({ reference, at }) => {
    const age = fromAgeOf(library, reference);
    if (age === undefined || age <= item.ages.from) return [];
    const remedy = `Quite esta cita, o suba ages.from en item.yaml.`;
    return [
      issueAt(
        at,
        'too-young',
        `«${reference.id}» es desde los ${age} años y el texto, desde los ${item.ages.from}. ${remedy}`
      )
    ];
  })
);

/** From which age on what a link leads to may be told, in years; undefined where everybody may be. */
function fromAgeOf({ figures, facts, glossary }: Library, { scheme, id }: Reference): number | undefined {
  switch (scheme) {
    case 'finding': {
      const figure = figures.get(id);
      return figure?.finding.fromAge ?? figure?.group.fromAge;
    }
    case 'fact':
      return facts.find((fact) => fact.id === id)?.fromAge;
    case 'term':
      return glossary.find((term) => term.id === id)?.fromAge;
    default:
      return undefined;
  }
}
