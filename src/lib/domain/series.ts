import * as v from 'valibot';
import { voices } from './item.ts';
import { id, localized } from './schema.ts';

/**
 * A radio serial (content/series/<id>.yaml): who is in it and how they speak, the order of its episodes, how each one is
 * recalled at the start of the next and what makes people want to hear on.
 */
export const seriesSchema = v.strictObject({
  title: localized,
  about: localized,
  characters: v.pipe(
    v.array(
      v.strictObject({
        id,
        name: localized,
        voice: v.picklist(voices),
        about: localized,
        wants: localized,
        speech: localized
      })
    ),
    v.minLength(1, 'falta quien aparezca.')
  ),
  episodes: v.pipe(
    v.array(
      v.strictObject({
        /** Folder of its script. */
        script: id,
        /** What happened before; the first episode has none. */
        recap: v.optional(localized),
        /** With what it leaves the listener. */
        hook: localized
      })
    ),
    v.minLength(1, 'falta un capítulo.')
  )
});
export type Series = v.InferOutput<typeof seriesSchema> & { id: string };
