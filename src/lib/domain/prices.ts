import * as v from 'valibot';
import { googleFamilyOf } from './casting.ts';
import { date, words } from './schema.ts';

/** What Google asks for reading aloud (content/prices.yaml). */
export const pricesSchema = v.strictObject({
  google: v.strictObject({
    source: v.pipe(v.string(), v.url('no es una dirección.')),
    checkedOn: date,
    note: words,
    families: v.record(
      v.string(),
      v.strictObject({
        usdPerMillion: v.pipe(v.number(), v.minValue(0)),
        freePerMonth: v.pipe(v.number(), v.integer(), v.minValue(0)),
        confidence: v.picklist(['A', 'B', 'C'])
      })
    )
  })
});
export type Prices = v.InferOutput<typeof pricesSchema>;

/** US dollars for so many characters of a voice of Google's; undefined where its price is not known. */
export function googleUsd(prices: Prices, voice: string, characters: number): number | undefined {
  const price = prices.google.families[googleFamilyOf(voice)];
  return price && (price.usdPerMillion * characters) / 1_000_000;
}

/** What Google counts of a text: every character but the marks (its tags count). */
export const billedCharacters = (text: string): number => [...text.replace(/<mark\b[^>]*>/g, '')].length;
