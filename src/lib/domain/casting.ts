import type { CastMember, Voice } from './item.ts';
import { languages, type LanguageCode } from './language.ts';

/** A voice as the embedded engine knows it. */
export interface EngineVoice {
  /** `es-419+f2`: language voice and variant. */
  voice: string;
  /** 0–99; 50 is the variant's own. */
  pitch: number;
  /** The engine's words a minute. */
  rate: number;
}

interface Part {
  variant: string;
  pitch: number;
  /** Against the language's usual rate. */
  pace: number;
}

/**
 * Who speaks with which variant of espeak-ng, and with which when a script has a second one of the kind. Chosen by
 * measuring, not by ear: median pitch in Hz (Spanish) is noted, the formants tell apart those that lie close.
 */
export const parts: Record<Voice, readonly [Part, Part]> = {
  'presenter-woman': [
    { variant: 'f2', pitch: 50, pace: 1 }, // 197
    { variant: 'f3', pitch: 32, pace: 1 } // 185, wider formants
  ],
  'presenter-man': [
    { variant: 'm3', pitch: 48, pace: 1 }, // 104
    { variant: 'm1', pitch: 66, pace: 1 } // 107
  ],
  woman: [
    { variant: 'f1', pitch: 38, pace: 1.02 }, // 162
    { variant: 'f4', pitch: 40, pace: 1 } // 166, thinner
  ],
  man: [
    { variant: 'm7', pitch: 32, pace: 1.02 }, // 96, dark
    { variant: 'm2', pitch: 55, pace: 1 } // 108, bright
  ],
  girl: [
    { variant: 'f5', pitch: 72, pace: 1.05 }, // 265, breathy
    { variant: 'Annie', pitch: 48, pace: 1.04 } // 240
  ],
  boy: [
    { variant: 'm5', pitch: 90, pace: 1.05 }, // 155
    { variant: 'm2', pitch: 82, pace: 1.04 } // 145
  ],
  'elder-woman': [
    { variant: 'f4', pitch: 18, pace: 0.95 }, // 133
    { variant: 'aunty', pitch: 28, pace: 0.95 } // 132, trembling
  ],
  'elder-man': [
    { variant: 'grandpa', pitch: 28, pace: 0.95 }, // 89, trembling
    { variant: 'm4', pitch: 30, pace: 0.95 } // 80
  ],
  announcer: [
    { variant: 'm6', pitch: 30, pace: 1.02 }, // 86
    { variant: 'f1', pitch: 52, pace: 1.02 }
  ]
};

/** Words a minute asked of the engine, whose own rate is 175: within the 160–180 that radio recommends for Spanish (audio.md §5). */
const rates: Record<LanguageCode, number> = { es: 178, quz: 175 };

export function engineVoice(voice: Voice, language: LanguageCode, { second = false } = {}): EngineVoice {
  const { variant, pitch, pace } = parts[voice][second ? 1 : 0];
  return { voice: `${languages[language].embeddedVoice}+${variant}`, pitch, rate: Math.round(rates[language] * pace) };
}

/**
 * A voice for each of the cast, by id. Two of a kind get its two variants; a third and later ones take them again, a
 * little higher and lower.
 */
export function castVoices(cast: readonly CastMember[], language: LanguageCode): Map<string, EngineVoice> {
  const seen = new Map<Voice, number>();
  return new Map(
    cast.map((member) => {
      const before = seen.get(member.voice) ?? 0;
      seen.set(member.voice, before + 1);
      const own = engineVoice(member.voice, language, { second: before % 2 === 1 });
      const shift = Math.floor(before / 2) * (before % 2 === 0 ? 12 : -12);
      return [member.id, { ...own, pitch: Math.min(99, Math.max(0, own.pitch + shift)) }];
    })
  );
}

/** How fast each of the cast speaks against the language's usual rate, by id. */
export function castPaces(cast: readonly CastMember[]): Map<string, number> {
  const seen = new Map<Voice, number>();
  return new Map(
    cast.map(({ id, voice }) => {
      const before = seen.get(voice) ?? 0;
      seen.set(voice, before + 1);
      return [id, parts[voice][before % 2 === 1 ? 1 : 0].pace];
    })
  );
}
