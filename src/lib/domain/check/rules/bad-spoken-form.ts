import { inlineRuns, linksIn, saidIn, textOf } from '../../document.ts';
import { issueAt } from '../../issue.ts';
import { textRule } from '../rule.ts';

/** Longer than any number or name takes; a whole sentence belongs in the text. */
const mostLetters = 120;

/** A spoken form (`[1818](contact:mininter-1818 "uno ocho, uno ocho")`) that cannot be said as it stands. */
export const badSpokenForm = textRule('bad-spoken-form', (text) =>
  [...inlineRuns(text.document.blocks)].flatMap((content) => {
    const blanks = [...linksIn(content)].filter(({ reference }) => reference.scheme === 'blank');
    const inBlanks = new Set(blanks.flatMap((link) => [...saidIn(link.content)]));
    return [...saidIn(content)].flatMap((said) => {
      const problem = inBlanks.has(said) ? 'está en un espacio que llena cada radio. Quítelo.' : problemOf(said.spoken);
      return problem === undefined
        ? []
        : [issueAt(said.at, 'bad-spoken-form', `Lo que se dice por «${textOf(said.content)}» ${problem}`)];
    });
  })
);

function problemOf(spoken: string): string | undefined {
  if (spoken === '') return 'está vacío. Escriba entre comillas cómo se dice: [TOE](say: "te o e").';
  if (spoken.length > mostLetters)
    return `pasa de ${mostLetters} letras. Deje el enlace solo sobre la palabra que se dice de otro modo.`;
  if (!/^[\p{L}\p{M}'.,;:?!¿¡\s]*$/u.test(spoken) || !/\p{L}/u.test(spoken))
    return `lleva cifras o signos («${spoken}»). Escriba solo palabras, como se oyen.`;
  const capitals = /(?<!\p{L})\p{Lu}{2,}/u.exec(spoken)?.[0];
  if (capitals !== undefined) return `lleva «${capitals}» en mayúsculas. Escriba cómo se oye: «de ene i».`;
  return undefined;
}
