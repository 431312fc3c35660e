import { toCues } from '../../radio.ts';
import { textRule } from '../rule.ts';

/** A script whose cues do not parse: unknown speaker or sound, empty line, a paragraph that is none. */
export const badCue = textRule('bad-cue', (text, item, { library }) =>
  item.kind === 'script'
    ? toCues(text.document, { language: text.language, cast: item.cast, sounds: library.sounds }).issues
    : []
);
