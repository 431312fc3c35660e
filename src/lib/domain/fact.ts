import * as v from 'valibot';
import { date, fromAge, id, localized, words } from './schema.ts';

export const quantitySchema = v.strictObject({
  value: v.number(),
  unit: v.picklist(['years', 'percent', 'soles', 'hours', 'days', 'months', 'weeks', 'minutes', 'count'])
});

export const sourceSchema = v.strictObject({
  title: words,
  url: v.nullable(v.pipe(v.string(), v.url('la dirección no es válida.'))),
  published: v.nullable(words)
});

/** What a law, an office or a report says (content/facts/*.yaml). Nothing of low confidence is kept. */
export const factsSchema = v.array(
  v.strictObject({
    id,
    claim: localized,
    figures: v.array(quantitySchema),
    source: sourceSchema,
    checkedOn: date,
    reviewBy: date,
    confidence: v.picklist(['high', 'medium']),
    caution: v.optional(localized),
    fromAge
  })
);
export type Fact = v.InferOutput<typeof factsSchema>[number] & { topic: string };
