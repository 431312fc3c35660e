import { castVoices, sameVoices, withProviders } from '../../casting.ts';
import { issueAt, startOf, type Issue } from '../../issue.ts';
import { itemsOf } from '../../library.ts';
import { languageCodes } from '../../language.ts';
import type { Rule } from '../rule.ts';

/** Two people of one script whom nobody can tell apart by their voice. */
export const sameVoice: Rule = {
  id: 'same-voice',
  check({ library }) {
    // With the embedded voice, which says what nothing else can. Which voices Google has is known only when they are asked for.
    const casting = withProviders(library.casting, { es: 'espeak', quz: 'espeak' });
    return itemsOf(library, 'script').flatMap((item): Issue[] => {
      const pairs = new Map(
        languageCodes.flatMap((code) =>
          sameVoices(castVoices(casting, item.cast, code)).map((pair) => [pair.join(' y '), pair] as const)
        )
      );
      return [...pairs.keys()].map((pair) =>
        issueAt(
          startOf(item.file),
          'same-voice',
          `${pair} suenan igual. Dé a uno otra voz (voice) en cast, o cambie sus voces en content/casting.yaml.`
        )
      );
    });
  }
};
