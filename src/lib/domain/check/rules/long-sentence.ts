import { inlineRuns, textOf } from '../../document.ts';
import { countWords } from '../../fold.ts';
import { issueAt } from '../../issue.ts';
import type { LanguageCode } from '../../language.ts';
import { textRule } from '../rule.ts';

/** Words a sentence may have where families read or listen. Quechua words carry more. */
const longest: Record<LanguageCode, number> = { es: 20, quz: 14 };

/** A sentence too long to be followed by ear. */
export const longSentence = textRule('long-sentence', (text, item) => {
  if (item.kind === 'lesson') return [];
  return [...inlineRuns(text.document.blocks)].flatMap((content) => {
    const at = content[0]?.at;
    if (!at) return [];
    return textOf(content)
      .split(/[.!?…:;]+(?=\s|$|["»])/)
      .map(countWords)
      .filter((count) => count > longest[text.language])
      .map((count) =>
        issueAt(
          at,
          'long-sentence',
          `Una frase de ${count} palabras (aquí caben ${longest[text.language]}). Pártala en dos.`,
          'warning'
        )
      );
  });
});
