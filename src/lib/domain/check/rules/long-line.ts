import { textOf } from '../../document.ts';
import { countWords } from '../../fold.ts';
import { issueAt } from '../../issue.ts';
import { toCues } from '../../radio.ts';
import { textRule } from '../rule.ts';

const longestWords = 50;

/** A line of a script that leaves no room to breathe. */
export const longLine = textRule('long-line', (text, item, { library }) => {
  if (item.kind !== 'script') return [];
  return toCues(text.document, { language: text.language, cast: item.cast, sounds: library.sounds }).cues.flatMap(
    (cue) => {
      const count = cue.type === 'line' ? countWords(textOf(cue.content)) : 0;
      return count > longestWords
        ? [
            issueAt(
              cue.at,
              'long-line',
              `La línea tiene ${count} palabras. Pártala: más de ${longestWords} no se dicen de un aliento.`,
              'warning'
            )
          ]
        : [];
    }
  );
});
