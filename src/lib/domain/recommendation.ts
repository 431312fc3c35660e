import * as v from 'valibot';
import { id, localized, words } from './schema.ts';

const carrier = v.picklist(['yes', 'no', 'referral', 'panel', 'rule', 'note']);

/** What the study asks for, of whom, and which kinds of item can carry it (content/recommendations.yaml). */
export const recommendationsSchema = v.array(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^R[1-9]\d*$/, 'el identificador es R y un número.')),
    stated: v.picklist(['explicit', 'implied']),
    section: words,
    text: localized,
    audience: v.array(words),
    carriers: v.strictObject({ lesson: carrier, script: carrier, guide: carrier }),
    cites: v.array(id)
  })
);
export type Recommendation = v.InferOutput<typeof recommendationsSchema>[number];
