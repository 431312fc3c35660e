import { linksOf, saidIn, textOf, type Link } from '../../document.ts';
import { fold } from '../../fold.ts';
import { issueAt } from '../../issue.ts';
import type { ItemText } from '../../item.ts';
import type { Library } from '../../library.ts';
import { bearsOut, contactBearsOut, factBearsOut } from '../../quantity/bears-out.ts';
import { isStructural, type Quantity } from '../../quantity/quantity.ts';
import { readQuantities } from '../../quantity/read.ts';
import { speak } from '../../speech/speak.ts';
import { textRule } from '../rule.ts';

/** A link whose words say another quantity than its source. */
export const quantityNotBorneOut = textRule('quantity-not-borne-out', (text, _item, { library }) =>
  linksOf(text.document).flatMap((link) => {
    const source = sourceOf(link, library);
    if (!source) return [];
    return quantitiesOf(link, text)
      .filter((quantity) => !source.holds(quantity))
      .map(({ text: said }) =>
        issueAt(
          link.at,
          'quantity-not-borne-out',
          `Dice «${said}», pero ${source.says}. Corrija la cantidad o el enlace.`
        )
      );
  })
);

/** What a link says in numbers. «18» alone may be an age, a step or a figure: in a link it is what the source says. */
const quantitiesOf = (link: Link, { language }: ItemText): Quantity[] =>
  [textOf(link.content), ...ownSpokenForms(link, language)]
    .flatMap((words) => readQuantities(words, language))
    .filter(
      (quantity) => link.reference.scheme === 'finding' || !isStructural(quantity) || quantity.use === 'duration'
    );

/** Spoken forms that say it in other words than we would: a listener hears those, and never the figure on the page. */
const ownSpokenForms = (link: Link, language: ItemText['language']): string[] =>
  [...saidIn(link.content)].flatMap(({ content, spoken }) =>
    bare(spoken) === bare(speak(textOf(content), language)) ? [] : [spoken]
  );
const bare = (words: string): string =>
  fold(words)
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

function sourceOf({ reference: { scheme, id } }: Link, library: Library) {
  if (scheme === 'finding') {
    const figure = library.figures.get(id);
    return (
      figure && {
        says: `${id} es ${figure.value ?? 'un hallazgo sin cifra'}`,
        holds: (q: Quantity) => bearsOut(q, figure)
      }
    );
  }
  if (scheme === 'fact') {
    const fact = library.facts.find((one) => one.id === id);
    const figures = fact?.figures.map(({ value, unit }) => `${value} ${unit}`).join(', ') || 'ninguna cantidad';
    return fact && { says: `${id} sostiene ${figures}`, holds: (q: Quantity) => factBearsOut(q, fact) };
  }
  if (scheme === 'contact') {
    const contact = library.contacts.find((one) => one.id === id);
    return (
      contact && {
        says: `el número de ${id} es ${contact.number ?? 'ninguno'}`,
        holds: (q: Quantity) => contactBearsOut(q, contact)
      }
    );
  }
  return undefined;
}
