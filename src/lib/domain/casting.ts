import type { Casting } from './casting-file.ts';
import type { CastMember, Item, Voice } from './item.ts';
import { languageCodes, languages, type LanguageCode } from './language.ts';

// The desk loads this file: what reads the casting file itself is apart, in casting-file.ts.

/** Who can say a line: the embedded engine, Google's service, a person's recording. */
export const providerIds = ['espeak', 'google', 'recorded'] as const;
export type ProviderId = (typeof providerIds)[number];

/** A voice as its engine knows it. Its units are the engine's own. */
export interface EngineVoice {
  /** espeak: `es-419+f2`, language voice and variant. google: `es-US-Neural2-A`. recorded: hash of the recording. */
  voice: string;
  /** espeak: 0–99, 50 is the variant's own. google: semitones, 0 is the voice's own. */
  pitch: number;
  /** espeak: the engine's words a minute. google: factor, 1 is the voice's own. */
  rate: number;
}

/** A voice and whose it is. */
export interface CastVoice extends EngineVoice {
  provider: ProviderId;
  /** Against the language's usual rate, whatever the engine: 1.05 is faster. */
  pace: number;
  /** It tells when each word begins if it is asked to (google). */
  marks?: boolean;
  /** Who says the line where this voice cannot; undefined where the line is then to fail. */
  fallback?: CastVoice;
}

/** The name of the service's voice for each part, first and second of a kind. */
export type GoogleChoice = Record<Voice, readonly [string, string]>;

/** The family of a voice of Google: `es-US-Neural2-A` → `Neural2`; `es-US-Chirp3-HD-Kore` → `Chirp3-HD`. */
export const googleFamilyOf = (name: string): string => /^[a-z]{2,3}-[A-Z]{2}-(.+)-[^-]+$/.exec(name)?.[1] ?? '';

/** Who says what a speaker says in a language, unless a person has recorded it. */
export const providerOf = (casting: Casting, voice: Voice, language: LanguageCode): 'espeak' | 'google' =>
  casting.languages[language].speakers[voice] ?? casting.languages[language].provider;

/** The same casting with other providers: `{ es: 'google' }`. */
export const withProviders = (
  casting: Casting,
  providers: Partial<Record<LanguageCode, 'espeak' | 'google'>>
): Casting => {
  const changed = { ...casting.languages };
  for (const code of languageCodes) {
    const provider = providers[code];
    if (provider) changed[code] = { ...changed[code], provider, speakers: {} };
  }
  return { ...casting, languages: changed };
};

/** The same casting, every line said by the embedded voice: what browsers have and benches measure. */
export const embeddedCasting = (casting: Casting): Casting =>
  withProviders(casting, Object.fromEntries(languageCodes.map((code) => [code, 'espeak'])));

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** A speaker's voice. `before` says how many of the same kind come before it in the cast. */
export function castVoice(casting: Casting, voice: Voice, language: LanguageCode, { before = 0 } = {}): CastVoice {
  const embedded = espeakVoice(casting, voice, language, before);
  if (providerOf(casting, voice, language) === 'espeak') return embedded;
  const choice = casting.googleVoices?.[language];
  // Unresolved: a voice that exists nowhere, so that it is refused rather than taken for another's.
  const name = choice?.[voice][before % 2 === 1 ? 1 : 0] ?? `${language}-sin-elegir`;
  const own = casting.speakers[voice][before % 2 === 1 ? 1 : 0];
  const { rate = false, pitch = false, marks = false } = casting.googleFamilies[googleFamilyOf(name)] ?? {};
  return {
    provider: 'google',
    voice: name,
    pitch: pitch ? clamp(own.google.pitch + shiftOf(before) * 1.5, -20, 20) : 0,
    rate: rate ? own.pace : 1,
    pace: rate ? own.pace : 1,
    ...(marks ? { marks } : {}),
    ...(casting.languages[language].fallback === 'espeak' ? { fallback: embedded } : {})
  };
}

function espeakVoice(casting: Casting, voice: Voice, language: LanguageCode, before: number): CastVoice {
  const { espeak, pace } = casting.speakers[voice][before % 2 === 1 ? 1 : 0];
  return {
    provider: 'espeak',
    voice: `${languages[language].embeddedVoice}+${espeak.variant}`,
    pitch: clamp(espeak.pitch + shiftOf(before) * 12, 0, 99),
    rate: Math.round(casting.languages[language].espeak.rate * pace),
    pace
  };
}

/** Two of a kind get its two voices; a third and later ones take them again, a little higher and lower. */
const shiftOf = (before: number): number => Math.floor(before / 2) * (before % 2 === 0 ? 1 : -1);

/** The voices of one text: those of its cast by id, and the two that no cast names. */
export interface ItemVoices {
  cast: Record<string, CastVoice>;
  /** Says the slate. */
  announcer: CastVoice;
  /** Reads what has no cast. */
  presenter: CastVoice;
}

/** Who speaks in an item. It travels with the edition, so that the desk needs no casting file. */
export const itemVoices = (casting: Casting, item: Item, language: LanguageCode): ItemVoices => ({
  cast: item.kind === 'script' ? Object.fromEntries(castVoices(casting, item.cast, language)) : {},
  announcer: castVoice(casting, 'announcer', language),
  presenter: castVoice(casting, 'presenter-woman', language)
});

/** A voice for each of the cast, by id. */
export function castVoices(
  casting: Casting,
  cast: readonly CastMember[],
  language: LanguageCode
): Map<string, CastVoice> {
  const seen = new Map<Voice, number>();
  return new Map(
    cast.map(({ id, voice }) => {
      const before = seen.get(voice) ?? 0;
      seen.set(voice, before + 1);
      return [id, castVoice(casting, voice, language, { before })];
    })
  );
}

/** How fast each of the cast speaks against the language's usual rate, by id. */
export const castPaces = ({ cast }: ItemVoices): Map<string, number> =>
  new Map(Object.entries(cast).map(([id, { pace }]) => [id, pace]));

/** Those of a cast who cannot be told apart, in pairs. */
export function sameVoices(voicesById: ReadonlyMap<string, CastVoice>): [string, string][] {
  const first = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (const [id, { provider, voice, pitch }] of voicesById) {
    const sound = `${provider} ${voice} ${pitch}`;
    const before = first.get(sound);
    if (before === undefined) first.set(sound, id);
    else pairs.push([before, id]);
  }
  return pairs;
}
