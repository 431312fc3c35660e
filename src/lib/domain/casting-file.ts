import * as v from 'valibot';
import type { GoogleChoice } from './casting.ts';
import { voices } from './item.ts';
import { languageCodes, type LanguageCode } from './language.ts';

const pace = v.pipe(v.number(), v.minValue(0.7, 'es demasiado lento.'), v.maxValue(1.4, 'es demasiado rápido.'));
const synthetic = v.picklist(['espeak', 'google']);
const part = v.strictObject({
  pace,
  espeak: v.strictObject({
    variant: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/, 'no es nombre de variante.')),
    pitch: v.pipe(v.number(), v.minValue(0), v.maxValue(99))
  }),
  google: v.strictObject({
    gender: v.picklist(['female', 'male']),
    /** Semitones. */
    pitch: v.pipe(v.number(), v.minValue(-20), v.maxValue(20)),
    name: v.optional(
      v.pipe(v.string(), v.regex(/^[a-z]{2,3}-[A-Z]{2}-[A-Za-z0-9-]+$/, 'no es nombre de voz de Google.'))
    )
  })
});

const entries = <Key extends string, Value>(keys: readonly Key[], value: Value) =>
  Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>;

const languageSchema = v.strictObject({
  provider: synthetic,
  fallback: v.picklist(['none', 'espeak']),
  espeak: v.strictObject({ rate: v.pipe(v.number(), v.integer(), v.minValue(80), v.maxValue(300)) }),
  google: v.optional(
    v.strictObject({
      locales: v.pipe(v.array(v.string()), v.minLength(1, 'falta al menos uno.')),
      families: v.pipe(v.array(v.string()), v.minLength(1, 'falta al menos una.'))
    })
  ),
  speakers: v.strictObject(entries(voices, v.optional(synthetic)))
});

const familySchema = v.strictObject({
  ssml: v.boolean(),
  marks: v.boolean(),
  rate: v.boolean(),
  pitch: v.boolean(),
  perMinute: v.pipe(v.number(), v.integer(), v.minValue(1))
});
export type GoogleFamily = v.InferOutput<typeof familySchema>;

/** Who speaks with which voice (content/casting.yaml). */
export const castingSchema = v.strictObject({
  languages: v.strictObject(entries(languageCodes, languageSchema)),
  speakers: v.strictObject(entries(voices, v.strictTuple([part, part]))),
  googleFamilies: v.record(v.string(), familySchema)
});
export type Casting = v.InferOutput<typeof castingSchema> & {
  /** What Google's service has for each part: chosen from its list of voices (chooseGoogleVoices). */
  googleVoices?: Partial<Record<LanguageCode, GoogleChoice>>;
};
