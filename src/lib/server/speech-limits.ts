/** What one station may have. */
export interface SpeechLimits {
  requestsPerMinute: number;
  /** Of lines that have to be said; those that have been said before cost nothing. */
  charactersPerDay: number;
  usdPerDay: number;
}

interface Account {
  /** Times of its requests within the last minute, in milliseconds. */
  requests: number[];
  day: number;
  characters: number;
  usd: number;
}

const dayMilliseconds = 86_400_000;
/** Days begin at midnight in Peru. */
const peruOffset = -5 * 3_600_000;

/**
 * Keeps every station within its limits. Accounts live as long as the process: a restart begins them anew, so the service's own
 * quota (in Google's console) stays the last word.
 *
 * @param now Milliseconds since 1970.
 */
export function createSpeechAccounts(limits: SpeechLimits, now: () => number) {
  const accounts = new Map<string, Account>();
  const accountOf = (station: string): Account => {
    const day = Math.floor((now() + peruOffset) / dayMilliseconds);
    const known = accounts.get(station) ?? { requests: [], day, characters: 0, usd: 0 };
    if (known.day !== day) Object.assign(known, { day, characters: 0, usd: 0 });
    accounts.set(station, known);
    return known;
  };
  return {
    /** Seconds to wait; 0 where the request may go on. Every request that may counts. */
    secondsToWait(station: string): number {
      const account = accountOf(station);
      account.requests = account.requests.filter((time) => time > now() - 60_000);
      if (account.requests.length >= limits.requestsPerMinute)
        return Math.max(1, Math.ceil(((account.requests[0] ?? 0) + 60_000 - now()) / 1000));
      account.requests.push(now());
      return 0;
    },
    mayHave(station: string, { characters, usd }: { characters: number; usd: number }): boolean {
      const account = accountOf(station);
      return account.characters + characters <= limits.charactersPerDay && account.usd + usd <= limits.usdPerDay;
    },
    charge(station: string, { characters, usd }: { characters: number; usd: number }): void {
      const account = accountOf(station);
      account.characters += characters;
      account.usd += usd;
    }
  };
}
