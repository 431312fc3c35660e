import { withProviders } from '#lib/domain/casting.ts';
import type { Casting } from '#lib/domain/casting-file.ts';
import { googleLanguages, type ListedVoice } from '#lib/domain/google-voices.ts';
import { languageCodes } from '#lib/domain/language.ts';
import type { Prices } from '#lib/domain/prices.ts';
import { FatalSpeechError, SpeechError, type SpeechProviders } from '#lib/speech/voice.ts';
import { createEspeak } from './espeak.ts';
import { createBudget } from './spending.ts';
import { withGoogleVoices } from './google/voice-list.ts';

/** Everyone who can speak in this run, and the casting with the voices they have. */
export interface SpeechSet {
  speech: SpeechProviders;
  casting: Casting;
  budget: ReturnType<typeof createBudget>;
  close(): Promise<void>;
}

/**
 * Opens the providers that a casting asks for; Google's code is not even loaded where nobody asks for it. Where it cannot be used,
 * a casting that allows it goes on with the embedded voice, and `report` is told.
 *
 * @throws FatalSpeechError with reason and remedy where Google is asked for, cannot be used and nothing may stand in.
 */
export async function createSpeechSet(options: {
  casting: Casting;
  prices: Prices;
  threads: number;
  /** Keeps the list of Google's voices. */
  cacheFolder: string;
  capUsd?: number | undefined;
  /** Nothing will be said: without access to Google its voices are imagined, so that their cost can be told. */
  estimateOnly?: boolean;
  /** Milliseconds since 1970. */
  now: number;
  report(line: string): void;
}): Promise<SpeechSet> {
  const { casting, prices, threads, cacheFolder, capUsd, estimateOnly = false, now, report } = options;
  const budget = createBudget({ prices, capUsd });
  const speech: SpeechProviders = { espeak: await createEspeak({ threads }) };
  const close = async () => {
    await Promise.all(Object.values(speech).map((provider) => provider.close()));
  };
  const wanted = googleLanguages(casting);
  if (wanted.length === 0) return { speech, casting, budget, close };

  const { createGoogle } = await import('./google/google.ts');
  const google = createGoogle({ families: casting.googleFamilies, budget });
  speech.google = google;
  try {
    return { speech, casting: await withGoogleVoices(casting, google, { folder: cacheFolder, now }), budget, close };
  } catch (error) {
    if (!(error instanceof SpeechError)) throw error;
    if (estimateOnly) {
      report(`${error.message} Se calcula como si hubiera la primera familia de voces pedida.`);
      const imagined = { listVoices: () => Promise.resolve(imaginedVoices(casting)) };
      return { speech, casting: await withGoogleVoices(casting, imagined), budget, close };
    }
    if (!wanted.every((language) => casting.languages[language].fallback === 'espeak')) {
      await close();
      throw error instanceof FatalSpeechError ? error : new FatalSpeechError(error.message, { cause: error });
    }
    report(`${error.message} Habla la voz incluida (fallback: espeak en content/casting.yaml).`);
    const embedded = Object.fromEntries(wanted.map((language) => [language, 'espeak' as const]));
    return { speech, casting: withProviders(casting, embedded), budget, close };
  }
}

/** One voice of each gender in the first locale and family of each language. */
const imaginedVoices = (casting: Casting): ListedVoice[] =>
  languageCodes.flatMap((code) => {
    const { locales: [locale] = [], families: [family] = [] } = casting.languages[code].google ?? {};
    return (['female', 'male'] as const).map((gender) => ({ name: `${locale}-${family}-(${gender})`, gender }));
  });
