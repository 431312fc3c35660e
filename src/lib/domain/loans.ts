import * as v from 'valibot';
import { words } from './schema.ts';

/** What the Quechua texts take from Spanish as it is written there (content/wording/loans.yaml). */
export const loansSchema = v.strictObject({
  /** Stems of living loans; Quechua endings follow them: `celular` → celularniykita. */
  loans: v.array(words),
  /** Names of places, offices and people that may begin a sentence. */
  names: v.array(words)
});
export type Loans = v.InferOutput<typeof loansSchema>;
