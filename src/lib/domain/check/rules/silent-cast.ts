import { issueAt, startOf } from '../../issue.ts';
import { toCues } from '../../radio.ts';
import { textRule } from '../rule.ts';

/** Someone in the cast who never speaks. */
export const silentCast = textRule('silent-cast', (text, item, { library }) => {
  if (item.kind !== 'script') return [];
  const { cues } = toCues(text.document, { language: text.language, cast: item.cast, sounds: library.sounds });
  const speaking = new Set(cues.flatMap((cue) => (cue.type === 'line' ? [cue.speaker.id] : [])));
  return item.cast
    .filter(({ id }) => !speaking.has(id))
    .map(({ name }) =>
      issueAt(
        startOf(text.file),
        'silent-cast',
        `${name[text.language]} está en el reparto y no habla. Dele una línea o quítelo.`,
        'warning'
      )
    );
});
