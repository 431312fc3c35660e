import type { Saying } from '#lib/audio/plan.ts';
import { billedCharacters, googleUsd, type Prices } from '#lib/domain/prices.ts';
import type { SpeechRequest } from '#lib/speech/voice.ts';

/** What one voice has to say. */
export interface VoiceEstimate {
  provider: SpeechRequest['provider'];
  voice: string;
  /** Different lines, each counted once however often it is heard. */
  lines: number;
  /** Of them, those that have been said before. */
  cached: number;
  /** Of those that have not: what is to be sent, and what is charged for (for Google: all but the marks). */
  bytes: number;
  characters: number;
  /** US dollars; undefined where nothing is known to be charged. */
  usd: number | undefined;
}

/** What is to be said by each voice, and what that costs if every line succeeds at once. */
export async function estimateSpeech(
  sayings: Iterable<Saying>,
  { prices, isCached }: { prices: Prices; isCached: (key: string) => Promise<boolean> }
): Promise<VoiceEstimate[]> {
  const voices = new Map<string, VoiceEstimate>();
  const seen = new Set<string>();
  for (const { key, request } of sayings) {
    if (seen.has(key)) continue;
    seen.add(key);
    const { provider, voice, text } = request;
    const estimate = voices.get(`${provider} ${voice}`) ?? {
      provider,
      voice,
      lines: 0,
      cached: 0,
      bytes: 0,
      characters: 0,
      usd: provider === 'google' ? 0 : undefined
    };
    voices.set(`${provider} ${voice}`, estimate);
    estimate.lines++;
    if (await isCached(key)) {
      estimate.cached++;
      continue;
    }
    const characters = billedCharacters(text);
    estimate.characters += characters;
    estimate.bytes += new TextEncoder().encode(text).length;
    if (provider === 'google') {
      const usd = googleUsd(prices, voice, characters);
      estimate.usd = usd === undefined || estimate.usd === undefined ? undefined : estimate.usd + usd;
    }
  }
  return [...voices.values()].toSorted((a, b) => (`${a.provider} ${a.voice}` < `${b.provider} ${b.voice}` ? -1 : 1));
}

/** The estimate as a table for the command line, with where its prices come from. */
export function formatEstimate(estimates: readonly VoiceEstimate[], { google }: Prices): string {
  const total = (pick: (estimate: VoiceEstimate) => number) => estimates.reduce((sum, one) => sum + pick(one), 0);
  const money = (usd: number | undefined, provider: SpeechRequest['provider']) =>
    usd === undefined ? (provider === 'google' ? 'precio desconocido' : 'gratis') : `${usd.toFixed(4)} USD`;
  const rows = estimates.map(({ provider, voice, lines, cached, characters, bytes, usd }) =>
    [`${provider} ${voice}`, lines, cached, characters, bytes, money(usd, provider)].map(String)
  );
  const sums = [
    'total',
    total(({ lines }) => lines),
    total(({ cached }) => cached),
    total(({ characters }) => characters),
    total(({ bytes }) => bytes),
    `${total(({ usd }) => usd ?? 0).toFixed(4)} USD`
  ].map(String);
  const table = [['voz', 'líneas', 'en caché', 'caracteres por decir', 'bytes', 'costo'], ...rows, sums];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const text = table
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
    )
    .join('\n');
  if (!estimates.some(({ provider }) => provider === 'google')) return text;
  const families = Object.entries(google.families)
    .map(([family, price]) => `${family} ${price.usdPerMillion} (${price.confidence})`)
    .join(', ');
  return (
    `${text}\nPrecios por millón de caracteres, vistos el ${google.checkedOn} (content/prices.yaml, ${google.source}): ${families}. ` +
    `${google.note} No se descuenta el cupo gratuito; los intentos que fallan también pueden cobrarse.`
  );
}
