import { linksOf } from '../../document.ts';
import { issueAt } from '../../issue.ts';
import { textRule } from '../rule.ts';

/** Where the study's point is that much is heard and little is seen. */
const told = ['false-padrinos', 'parents-sold', 'better-life-promise'];

/** What many had heard of padrinos or parents, without how few said it was often used. */
export const halfTold = textRule('half-told', (text) => {
  const links = linksOf(text.document).filter(({ reference }) => reference.scheme === 'finding');
  return told.flatMap((id) => {
    const heard = links.find(({ reference }) => reference.id === `${id}.heard`);
    if (!heard || links.some(({ reference }) => reference.id === `${id}.often`)) return [];
    return [
      issueAt(
        heard.at,
        'half-told',
        `Dice cuántas habían oído y no cuántas dijeron que era frecuente. Añada ${id}.often.`
      )
    ];
  });
});
