import * as v from 'valibot';
import { languageCodes, type LanguageCode, type Localized } from './language.ts';
import { keepPercents } from './percent.ts';

// Schema pieces that many files share. They know no file format: the desk loads them without a YAML reader.

export const id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'el identificador va en minúsculas, sin tildes y con guiones.')
);
export const words = v.pipe(v.string(), v.trim(), v.nonEmpty('está vacío.'));
export const date = v.pipe(v.string(), v.isoDate('la fecha se escribe AAAA-MM-DD entre comillas.'));

const shown = v.pipe(words, v.transform(keepPercents));

/** Words in every language; `required` names those that cannot be left out. */
export const localized = v.strictObject(
  Object.fromEntries(languageCodes.map((code) => [code, shown])) as Record<LanguageCode, typeof shown>
) as v.GenericSchema<unknown, Localized>;

/** From which age on one is told something, in years; what has none can be told to everybody. */
export const fromAge = v.optional(v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(18)));

/** Words for those who write; only Spanish is required. */
export const spanish = v.strictObject({ es: words, quz: v.optional(words) });
