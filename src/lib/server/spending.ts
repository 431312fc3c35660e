import { billedCharacters, googleUsd, type Prices } from '#lib/domain/prices.ts';
import { FatalSpeechError, type SpeechRequest } from '#lib/speech/voice.ts';

/** The next attempt would cost more than was allowed. */
export class BudgetError extends FatalSpeechError {
  override name = 'BudgetError';
}

export interface Spending {
  /** US dollars of all attempts, those that failed included: the service may charge for them. */
  usd: number;
  attempts: number;
  characters: number;
}

/**
 * Counts what attempts cost, before each is made.
 *
 * @param capUsd undefined where nothing limits it.
 */
export function createBudget({ prices, capUsd }: { prices: Prices; capUsd?: number | undefined }) {
  const spent: Spending = { usd: 0, attempts: 0, characters: 0 };
  return {
    spent,
    /** @throws BudgetError when this attempt would exceed the cap, or has no known price while there is one. */
    charge({ voice, text }: Pick<SpeechRequest, 'voice' | 'text'>): void {
      const characters = billedCharacters(text);
      const usd = googleUsd(prices, voice, characters);
      if (capUsd !== undefined && usd === undefined)
        throw new BudgetError(
          `No se sabe cuánto cuesta la voz ${voice}: con un tope de gasto no se usa. Añada su familia a content/prices.yaml.`
        );
      if (capUsd !== undefined && spent.usd + (usd ?? 0) > capUsd)
        throw new BudgetError(
          `Se llegó al tope de ${capUsd} USD: van ${spent.usd.toFixed(4)} USD en ${spent.attempts} intentos. ` +
            `Lo ya dicho queda guardado; para seguir, repita la orden con un --budget mayor.`
        );
      spent.usd += usd ?? 0;
      spent.attempts++;
      spent.characters += characters;
    }
  };
}
export type Budget = ReturnType<typeof createBudget>;
