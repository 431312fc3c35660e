import { toCards, type Card } from '../../card.ts';
import { inlineRuns, linksOf, textOf } from '../../document.ts';
import { countWords } from '../../fold.ts';
import { issueAt, startOf, type Issue } from '../../issue.ts';
import { textRule } from '../rule.ts';

/** Words of a card below its heading: what fits a small screen and twenty seconds. */
const mostWords = 60;
const questions = { from: 8, to: 10 };

/**
 * A guide that is not made of cards: each with one drawing and few words, or a question whose answers are explained. Nobody
 * fills in a blank before a family reads it.
 */
export const guideCards = textRule('guide-cards', (text, item) => {
  if (item.kind !== 'guide') return [];
  const { intro, cards } = toCards(text.document.blocks, item.form);
  const issues: Issue[] = [
    ...cards.flatMap(checkCard),
    ...linksOf(text.document)
      .filter(({ reference }) => reference.scheme === 'blank')
      .map(({ at }) =>
        issueAt(
          at,
          'guide-cards',
          'Nadie llena este espacio antes de que se lea. Termine la línea en ……………: va solo en papel.'
        )
      )
  ];
  if (intro[0])
    issues.push(issueAt(intro[0].at, 'guide-cards', 'Esto no está en ninguna tarjeta. Póngalo bajo un ##.'));
  if (item.form === 'questions') {
    const asked = cards.filter(({ answers }) => answers.length > 0).length;
    if (asked < questions.from || asked > questions.to)
      issues.push(
        issueAt(
          startOf(text.file),
          'guide-cards',
          `Hay ${asked} preguntas con respuestas explicadas; van de ${questions.from} a ${questions.to}.`
        )
      );
    const last = cards.at(-1);
    if (last && last.answers.length > 0)
      issues.push(
        issueAt(last.at, 'guide-cards', 'La última tarjeta dice qué hacer y a quién pedir ayuda; no pregunta.')
      );
  }
  return issues;
});

function checkCard(card: Card): Issue[] {
  // Only one answer is read by whoever gives it.
  const words = [...inlineRuns(card.blocks)].reduce((sum, content) => sum + countWords(textOf(content)), 0);
  const longest = Math.max(0, ...card.answers.map(({ meaning }) => countWords(textOf(meaning))));
  return [
    ...(words + longest > mostWords
      ? [
          issueAt(
            card.at,
            'guide-cards',
            `Tiene ${words + longest} palabras y caben ${mostWords}. Deje una idea y una acción.`
          )
        ]
      : []),
    ...(card.drawing
      ? []
      : [issueAt(card.at, 'guide-cards', 'Falta su dibujo: ![qué se ve](drawing:nombre), bajo el encabezado.')])
  ];
}
