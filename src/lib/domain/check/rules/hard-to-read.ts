import { toCards, type Card, type GuideForm } from '../../card.ts';
import { inlineRuns, textOf, type Block, type Inline } from '../../document.ts';
import { countWords } from '../../fold.ts';
import { issueAt, startOf, type Issue } from '../../issue.ts';
import type { ItemText } from '../../item.ts';
import { inflesz, measureText } from '../../readability.ts';
import { textRule } from '../rule.ts';

/** INFLESZ of every card or panel, and of the middle one. */
const lowest = 65;
const lowestMedian = 80;
/** Words of a Quechua sentence; the formula says nothing of a language of long words. */
const longestQuechua = 12;

/** A guide or print that someone who reads little, or hears it once, would not follow. */
export const hardToRead = textRule('hard-to-read', (text, item) =>
  item.kind !== 'guide' && item.kind !== 'print'
    ? []
    : text.language === 'es'
      ? checkSpanish(text, item.kind === 'guide' ? item.form : 'cards')
      : checkQuechua(text)
);

function checkSpanish(text: ItemText, form: GuideForm): Issue[] {
  const { intro, cards } = toCards(text.document.blocks, form);
  const parts = [{ at: intro[0]?.at ?? startOf(text.file), words: wordsIn(intro) }, ...cards.map(toPart)];
  const scored = parts.flatMap(({ at, words }) => {
    const size = measureText(words);
    return size.words === 0 ? [] : [{ at, score: Math.round(inflesz(size) * 10) / 10 }];
  });
  const middle = scored.map(({ score }) => score).sort((a, b) => a - b)[Math.floor((scored.length - 1) / 2)];
  return [
    ...scored
      .filter(({ score }) => score < lowest)
      .map(({ at, score }) =>
        issueAt(
          at,
          'hard-to-read',
          `Esta parte tiene INFLESZ ${score} y hace falta ${lowest}. Use palabras más cortas y frases más cortas.`
        )
      ),
    ...(middle !== undefined && middle < lowestMedian
      ? [
          issueAt(
            startOf(text.file),
            'hard-to-read',
            `El texto tiene INFLESZ ${middle} en la parte del medio y hace falta ${lowestMedian}. Simplifique las más difíciles.`
          )
        ]
      : [])
  ];
}

const wordsIn = (blocks: Block[]): string[] => [...inlineRuns(blocks)].map(textOf);

const toPart = ({ at, title, blocks, answers }: Card) => ({
  at,
  words: [
    textOf(title),
    ...wordsIn(blocks),
    ...answers.flatMap(({ label, meaning }): Inline[][] => [label, meaning]).map(textOf)
  ]
});

const checkQuechua = (text: ItemText): Issue[] =>
  [...inlineRuns(text.document.blocks)].flatMap((content) => {
    const at = content[0]?.at;
    if (!at) return [];
    return textOf(content)
      .split(/[.!?…:;]+(?=\s|$|["»])/)
      .map(countWords)
      .filter((count) => count > longestQuechua)
      .map((count) =>
        issueAt(at, 'hard-to-read', `Una frase de ${count} palabras (aquí caben ${longestQuechua}). Pártala en dos.`)
      );
  });
