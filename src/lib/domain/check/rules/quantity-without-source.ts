import { issueAt } from '../../issue.ts';
import type { ItemText } from '../../item.ts';
import { claimsOf } from '../../library.ts';
import { isStructural, type Quantity } from '../../quantity/quantity.ts';
import { readQuantities } from '../../quantity/read.ts';
import { placeInText, proseOf } from '../prose.ts';
import { textRule } from '../rule.ts';

/** The study's year, which a text that cites it may say anywhere. */
const studyYear = 2014;

/** A quantity in running text that leads to no source. What is structural (ages, minutes, steps) is told in `Use`. */
export const quantityWithoutSource = textRule('quantity-without-source', (text) => {
  const citesStudy = claimsOf(text).some(({ scheme }) => scheme === 'finding' || scheme === 'recommendation');
  return unlinkedLines(text).flatMap(({ line, start }) =>
    readQuantities(line, text.language)
      .filter((quantity) => !isStructural(quantity) && !(citesStudy && isStudyYear(quantity)))
      .map((quantity) => {
        const message = `«${quantity.text.trim()}» no tiene fuente. Enlácelo con un hallazgo, un dato o un contacto, o dígalo sin la cantidad.`;
        return issueAt(placeInText(text, start + quantity.start), 'quantity-without-source', message);
      })
  );
});

const isStudyYear = ({ use, value }: Quantity): boolean => use === 'year' && value === studyYear;

/** The lines of a text with the links that lead to a source blanked out; a glossary term is no source. */
function unlinkedLines(text: ItemText): { line: string; start: number }[] {
  const prose = proseOf(text);
  const links = [...text.source.matchAll(/\[[^\]\n]*\]\((?:finding|fact|contact):[^)\s]*\)/g)];
  // Not white space: «más de [la mitad](…) de 30» must not become «más de 30».
  const bare = links.reduce(
    (line, { index, 0: link }) => line.slice(0, index) + '¶'.repeat(link.length) + line.slice(index + link.length),
    prose
  );
  let start = 0;
  return bare.split('\n').map((line) => {
    const at = start;
    start += line.length + 1;
    return { line, start: at };
  });
}
