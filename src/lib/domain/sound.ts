import * as v from 'valibot';
import { id, localized } from './schema.ts';

/** The sounds a script can ask the operator for, and what can be done with them (content/sounds.yaml). */
export const soundsSchema = v.strictObject({
  sounds: v.array(
    v.strictObject({
      id,
      name: localized,
      kind: v.picklist(['signature', 'sting', 'bed', 'ambience', 'effect']),
      /** Length where a script gives none. */
      seconds: v.pipe(v.number(), v.minValue(0.5), v.maxValue(60))
    })
  ),
  actions: v.array(v.strictObject({ id: v.picklist(['in', 'up', 'down', 'bed', 'out', 'cut']), name: localized }))
});
export type SoundVocabulary = v.InferOutput<typeof soundsSchema>;
export type Sound = SoundVocabulary['sounds'][number];
export type SoundAction = SoundVocabulary['actions'][number]['id'];
