import { linksOf } from '../../document.ts';
import { issueAt, type Issue } from '../../issue.ts';
import type { ItemText } from '../../item.ts';
import { formatReference } from '../../reference.ts';
import type { Rule } from '../rule.ts';

/** Spanish and Quechua of one item with different figures, facts, contacts, recommendations or blanks. */
export const differentClaims: Rule = {
  id: 'different-claims',
  check: ({ library }) =>
    library.items.flatMap(({ texts: { es, quz } }) => (es && quz ? [...lacking(es, quz), ...lacking(quz, es)] : []))
};

/** What `one` links to and `other` does not, reported where `one` says it. */
function lacking(one: ItemText, other: ItemText): Issue[] {
  const has = new Set(linksOf(other.document).map(({ reference }) => formatReference(reference)));
  const seen = new Set<string>();
  return linksOf(one.document).flatMap(({ reference, at }) => {
    const key = formatReference(reference);
    if (reference.scheme === 'term' || has.has(key) || seen.has(key)) return [];
    seen.add(key);
    const name = other.file.split('/').at(-1) ?? '';
    return [
      issueAt(
        at,
        'different-claims',
        `«${key}» está aquí y no en ${name}. Los dos idiomas dicen los mismos datos: póngalo o quítelo en los dos.`
      )
    ];
  });
}
