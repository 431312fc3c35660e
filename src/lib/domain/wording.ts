import * as v from 'valibot';
import { id, spanish, words } from './schema.ts';

/** Phrases to find, where they are right all the same, and examples that prove it. */
const wordList = {
  match: v.pipe(v.array(words), v.minLength(1, 'falta al menos una frase.')),
  unless: v.array(words),
  /** Words before it in the same clause that turn it round: `nadie`, `no`. */
  unlessAfter: v.optional(v.array(words), []),
  flag: v.pipe(v.array(words), v.minLength(1, 'falta un ejemplo que se deba señalar.')),
  pass: v.pipe(v.array(words), v.minLength(1, 'falta un ejemplo que deba pasar.'))
};
const wordListSchema = v.strictObject(wordList);
export type WordList = v.InferOutput<typeof wordListSchema>;

/** Words to avoid, why, and what to say instead (content/wording/<language>.yaml). */
export const wordingSchema = v.array(
  v.strictObject({
    id,
    ...wordList,
    level: v.picklist(['error', 'warning']),
    reason: spanish,
    remedy: spanish
  })
);
export type WordingRule = v.InferOutput<typeof wordingSchema>[number];

/** Words that are not said to those below an age, whatever is said of them (content/wording/ages.yaml). */
export const ageWordsSchema = v.array(
  v.strictObject({
    id,
    fromAge: v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(18)),
    remedy: spanish,
    es: wordListSchema,
    quz: wordListSchema
  })
);
export type AgeWords = v.InferOutput<typeof ageWordsSchema>[number];
