import { textOf } from '../../document.ts';
import { issueAt, type Issue } from '../../issue.ts';
import { toCues, type Cue } from '../../radio.ts';
import { textRule } from '../rule.ts';

/** A script whose cues do not parse: unknown speaker or sound, empty line, a paragraph that is none. */
export const badCue = textRule('bad-cue', (text, item, { library }) => {
  if (item.kind !== 'script') return [];
  const { cues, issues } = toCues(text.document, { language: text.language, cast: item.cast, sounds: library.sounds });
  return [...issues, ...cues.flatMap(cuesInside)];
});

/** Without the empty line between them, the next cue would be read aloud as words of this one. */
function cuesInside(cue: Cue): Issue[] {
  if (cue.type !== 'line') return [];
  return cue.content.flatMap((inline) => {
    const begins =
      inline.type === 'strong'
        ? /^\p{Lu}[\p{Lu} ]*:$/u.test(textOf(inline.content).trim())
        : inline.type === 'text' && /\n(?:CONTROL|PAUSA|ESPACIO)\b/.test(inline.value);
    if (!begins) return [];
    const message = 'Aquí empieza otra indicación dentro de una línea. Deje una línea en blanco antes de cada una.';
    return [issueAt(cue.at, 'not-a-cue', message)];
  });
}
