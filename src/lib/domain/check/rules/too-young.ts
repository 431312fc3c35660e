import { linksOf } from '../../document.ts';
import { fold } from '../../fold.ts';
import { issueAt, type Issue, type Place } from '../../issue.ts';
import type { Item, ItemText } from '../../item.ts';
import { toSections } from '../../lesson.ts';
import type { Library } from '../../library.ts';
import type { Reference } from '../../reference.ts';
import { placeInText, proseOf } from '../prose.ts';
import { textRule } from '../rule.ts';
import { matchWording } from '../wording-match.ts';

/** A text that tells its readers what is for older ones, by a link or in its own words. */
export const tooYoung = textRule('too-young', (text, item, { library }) => [
  ...linksOf(text.document).flatMap(({ reference, at }) => {
    const age = fromAgeOf(library, reference);
    if (age === undefined || age <= item.ages.from) return [];
    return [tellAge(at, `«${reference.id}»`, age, item, 'Quite esta cita')];
  }),
  ...wordsForOlder(text, item, library)
]);

/** Words that wait for an age (content/wording/ages.yaml), outside what only whoever teaches a lesson reads. */
function wordsForOlder(text: ItemText, item: Item, library: Library): Issue[] {
  const waiting = library.ageWords.filter(({ fromAge }) => fromAge > item.ages.from);
  if (waiting.length === 0) return [];
  const prose = proseOf(text);
  const folded = fold(prose);
  const hits = waiting.flatMap((words) =>
    matchWording(words[text.language], prose, folded).map((hit) => ({ ...hit, words }))
  );
  if (hits.length === 0) return [];
  const parts = item.kind === 'lesson' ? toSections(text.document, library.sections, text.language) : [];
  return hits.flatMap(({ start, text: said, words }) => {
    const at = placeInText(text, start);
    const part = parts.findLast((one) => one.at.line <= at.line);
    return part?.section?.teacher === true
      ? []
      : [tellAge(at, `«${said}» (${words.id})`, words.fromAge, item, words.remedy.es.replace(/\.$/, ''))];
  });
}

const tellAge = (at: Place, what: string, age: number, item: Item, remedy: string): Issue =>
  issueAt(
    at,
    'too-young',
    `${what} es desde los ${age} años y el texto, desde los ${item.ages.from}. ${remedy}, o suba ages.from en item.yaml.`
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
