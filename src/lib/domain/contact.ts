import * as v from 'valibot';
import { quantitySchema, sourceSchema } from './fact.ts';
import { date, id, localized, words } from './schema.ts';
import { languageCodes } from './language.ts';

/** Whom to ask for help (content/contacts.yaml). `verifiedByCall` stays null until a person has called. */
export const contactsSchema = v.array(
  v.strictObject({
    id,
    name: localized,
    number: v.nullable(words),
    spoken: v.nullable(localized),
    url: v.nullable(words),
    who: localized,
    for: localized,
    /** For whom and when, where there is room for few words and it does not answer at every hour. */
    short: v.optional(localized),
    hours: v.nullable(localized),
    figures: v.array(quantitySchema),
    free: v.nullable(v.boolean()),
    anonymous: v.picklist(['yes', 'no', 'confidential', 'unknown']),
    languages: v.array(v.picklist([...languageCodes, 'aym'])),
    languagesNote: v.optional(localized),
    note: v.optional(localized),
    source: sourceSchema,
    checkedOn: date,
    reviewBy: date,
    confidence: v.picklist(['high', 'medium']),
    verifiedByCall: v.nullable(v.strictObject({ on: date, by: words }))
  })
);
export type Contact = v.InferOutput<typeof contactsSchema>[number];
