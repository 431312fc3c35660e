import * as v from 'valibot';
import { fromAge, id, localized, spanish, words } from './schema.ts';
import { reviewSchema } from './review.ts';

const entry = v.strictObject({ term: words, definition: words, also: v.optional(v.array(words)) });

/** Words of the field in every language (content/glossary.yaml). */
export const glossarySchema = v.array(
  v.strictObject({
    id,
    es: entry,
    quz: entry,
    spoken: v.optional(localized),
    /** Of the Quechua term: A read in an edited text, B in a list or speech, C our proposal. */
    confidence: v.picklist(['A', 'B', 'C']),
    note: v.optional(spanish),
    fromAge,
    review: reviewSchema
  })
);
export type Term = v.InferOutput<typeof glossarySchema>[number];
