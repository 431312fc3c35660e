import { readFileSync } from 'node:fs';
import { castingSchema, type Casting } from '#lib/domain/casting-file.ts';
import { parseYaml } from '#lib/domain/parse.ts';
import { pricesSchema, type Prices } from '#lib/domain/prices.ts';

const read = <T>(file: string, parsed: { value: T | undefined }): T => {
  if (parsed.value === undefined) throw new Error(`${file} is not as it should be`);
  return parsed.value;
};

/** Our own content/casting.yaml. */
export const readCasting = (): Casting =>
  read('casting.yaml', parseYaml('casting.yaml', readFileSync('content/casting.yaml', 'utf8'), castingSchema));

/** Our own content/prices.yaml. */
export const readPrices = (): Prices =>
  read('prices.yaml', parseYaml('prices.yaml', readFileSync('content/prices.yaml', 'utf8'), pricesSchema));
