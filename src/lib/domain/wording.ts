import * as v from 'valibot';
import { id, spanish, words } from './schema.ts';

/** Words to avoid, why, and what to say instead (content/wording/<language>.yaml). */
export const wordingSchema = v.array(
  v.strictObject({
    id,
    match: v.pipe(v.array(words), v.minLength(1, 'falta al menos una frase.')),
    unless: v.array(words),
    level: v.picklist(['error', 'warning']),
    reason: spanish,
    remedy: spanish,
    flag: v.pipe(v.array(words), v.minLength(1, 'falta un ejemplo que se deba señalar.')),
    pass: v.pipe(v.array(words), v.minLength(1, 'falta un ejemplo que deba pasar.'))
  })
);
export type WordingRule = v.InferOutput<typeof wordingSchema>[number];
