import * as v from 'valibot';
import { id, localized } from './schema.ts';

/** What each station fills in for itself (content/blanks.yaml). */
export const blanksSchema = v.array(
  v.strictObject({
    id,
    label: localized,
    example: localized,
    maxLength: v.pipe(v.number(), v.integer(), v.minValue(1))
  })
);
export type Blank = v.InferOutput<typeof blanksSchema>[number];
