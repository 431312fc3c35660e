import type { Contact } from '../../contact.ts';
import { inlineRuns, linksIn, textOf, type Block, type Inline } from '../../document.ts';
import { fold } from '../../fold.ts';
import { issueAt, type Issue } from '../../issue.ts';
import type { LanguageCode } from '../../language.ts';
import { textRule } from '../rule.ts';

const free: Record<LanguageCode, RegExp> = { es: /\bgratis\b|\bgratuit/, quz: /mana qullqi(?:paq|lla)/ };

/** A number called free of charge of which no source says that it is. */
export const unconfirmedFree = textRule('unconfirmed-free', ({ document, language }, _item, { library }) => {
  const isFree = new Map(library.contacts.flatMap(({ id, number, free }) => (number === null ? [] : [[id, free]])));
  let headed = false;
  return document.blocks.flatMap((block): Issue[] => {
    if (block.type === 'heading') headed = free[language].test(fold(textOf(block.content)));
    return [...inlineRuns([block])]
      .flatMap((run) => (headed ? numbersIn(run, isFree) : calledFree(run, isFree, free[language])))
      .filter(({ id }) => isFree.get(id) !== true)
      .map(({ id, at }) =>
        issueAt(
          at,
          'unconfirmed-free',
          `Dice que «${id}» es gratis y ninguna fuente lo confirma (contacts.yaml, free). Quite «gratis», o diga a qué número se refiere.`
        )
      );
  });
});

type Charges = ReadonlyMap<string, Contact['free']>;
interface Called {
  id: string;
  at: Block['at'];
}

const numbersIn = (content: Inline[], charges: Charges): Called[] =>
  [...linksIn(content)].flatMap(({ reference: { scheme, id }, at }) =>
    scheme === 'contact' && charges.has(id) ? [{ id, at }] : []
  );

/** The numbers of each sentence that says so; of one without a number, the last before it. */
function calledFree(content: Inline[], charges: Charges, pattern: RegExp): Called[] {
  const sentences: { words: string; numbers: Called[] }[] = [{ words: '', numbers: [] }];
  for (const inline of content) {
    const [first = '', ...rest] = textOf([inline]).split(/(?<=[.!?…]["»)]*)\s+/);
    const last = sentences.at(-1);
    if (last) {
      last.words += first;
      last.numbers.push(...numbersIn([inline], charges));
    }
    sentences.push(...rest.map((words) => ({ words, numbers: [] })));
  }
  let before: Called[] = [];
  return sentences.flatMap(({ words, numbers }) => {
    if (numbers.length > 0) before = numbers.slice(-1);
    if (!pattern.test(fold(words))) return [];
    return numbers.length > 0 ? numbers : before;
  });
}
