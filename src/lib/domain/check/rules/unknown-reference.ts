import { linksOf } from '../../document.ts';
import { issueAt } from '../../issue.ts';
import type { Library } from '../../library.ts';
import { formatReference, type Scheme } from '../../reference.ts';
import { nearest } from '../nearest.ts';
import { textRule } from '../rule.ts';

const names: Record<Scheme, string> = {
  finding: 'el hallazgo',
  fact: 'el dato',
  contact: 'el contacto',
  term: 'la palabra del glosario',
  recommendation: 'la recomendación',
  blank: 'el espacio para llenar'
};

const known = (library: Library): Record<Scheme, ReadonlySet<string>> => ({
  finding: new Set(library.figures.keys()),
  fact: new Set(library.facts.map(({ id }) => id)),
  contact: new Set(library.contacts.map(({ id }) => id)),
  term: new Set(library.glossary.map(({ id }) => id)),
  recommendation: new Set(library.recommendations.map(({ id }) => id)),
  blank: new Set(library.blanks.map(({ id }) => id))
});

/** A link to a finding, fact, contact, term, recommendation or blank that does not exist. */
export const unknownReference = textRule('unknown-reference', (text, _item, { library }) => {
  const ids = known(library);
  return linksOf(text.document)
    .filter(({ reference }) => !ids[reference.scheme].has(reference.id))
    .map(({ reference: { scheme, id }, at }) => {
      const guess = nearest(id, ids[scheme]);
      const remedy = guess ? `¿Quiso decir ${formatReference({ scheme, id: guess })}?` : 'Corrija el identificador.';
      return issueAt(at, 'unknown-reference', `No existe ${names[scheme]} «${id}». ${remedy}`);
    });
});
