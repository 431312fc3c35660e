import { googleFamilyOf } from '#lib/domain/casting.ts';
import type { GoogleFamily } from '#lib/domain/casting-file.ts';
import type { ListedVoice } from '#lib/domain/google-voices.ts';
import { languages, type LanguageCode } from '#lib/domain/language.ts';
import { markedWords } from '#lib/speech/provider-text.ts';
import {
  FatalSpeechError,
  SpeechError,
  type SpeechProvider,
  type SpeechRequest,
  type Take
} from '#lib/speech/voice.ts';
import { createCircuitBreaker, createRateLimiter, realWaiting, retry, type Waiting } from '../retry.ts';
import type { Budget } from '../spending.ts';
import { createGoogleClient, type GoogleClientOptions } from './client.ts';
import { explainCall, PassingError } from './errors.ts';
import { readWav } from './wav.ts';

/** Raise it whenever the same request comes out otherwise: cached speech is then made anew. */
const version = '1';

/** The service's limit for one text: bytes, not characters, tags included. It cannot be raised. */
const maxTextBytes = 5000;
const sampleRateHertz = 24_000;

/** How long nothing is asked of a service that refuses us or only fails. */
const restSeconds = 60;

/** Quotas are for the whole project; somebody else may be using it. */
const shareOfQuota = 0.8;

export interface GoogleOptions {
  /** What each family of voices can do (content/casting.yaml). */
  families: Record<string, GoogleFamily>;
  /** Asked before each attempt. */
  budget: Budget;
  client?: GoogleClientOptions;
  waiting?: Waiting;
  timeoutSeconds?: number;
  /** Attempts for one line, the first included. */
  tries?: number;
}

export interface GoogleProvider extends SpeechProvider {
  provider: 'google';
  /** @throws SpeechError with the remedy. */
  listVoices(): Promise<ListedVoice[]>;
}

/**
 * Google's Cloud Text-to-Speech, with credentials from the environment only. Nothing of it is loaded before the first use.
 * It has no Quechua voice and refuses Quechua: a Spanish voice would read it wrongly.
 */
export function createGoogle(options: GoogleOptions): GoogleProvider {
  const { families, budget, waiting = realWaiting, timeoutSeconds = 20, tries = 5 } = options;
  const client = createGoogleClient(options.client);
  const breaker = createCircuitBreaker({ failures: 3, restSeconds }, waiting);
  /** The service has refused us as such: what is already on its way to it would only be refused as well. */
  let refused: { error: FatalSpeechError; until: number } | undefined;
  const limiters = new Map<string, ReturnType<typeof createRateLimiter>>();
  const limiterOf = (family: string) => {
    const known = limiters.get(family);
    if (known) return known;
    const made = createRateLimiter((families[family]?.perMinute ?? 60) * shareOfQuota, waiting);
    limiters.set(family, made);
    return made;
  };

  async function synthesize(request: SpeechRequest, signal?: AbortSignal): Promise<Take> {
    const family = requireSpeakable(request);
    const marked = markedWords(request.text);
    const { text, voice, rate, pitch } = request;
    const call = {
      input: marked > 0 ? { ssml: text } : { text },
      voice: { languageCode: voice.split('-').slice(0, 2).join('-'), name: voice },
      audioConfig: { audioEncoding: 'LINEAR16' as const, sampleRateHertz, speakingRate: rate, pitch }
    };
    // No credentials are no attempt: nothing is sent.
    await client.ready();
    const attempt = async (): Promise<Take> => {
      if (breaker.isOpen())
        throw new FatalSpeechError(
          'Google falla una y otra vez: se dejó de pedir. Lo ya dicho queda guardado; repita la orden más tarde.'
        );
      await limiterOf(family)(signal);
      if (refused && waiting.now() < refused.until) throw refused.error;
      budget.charge(request);
      try {
        const { audio, timepoints } = await client.synthesize(call, { marks: marked > 0, timeoutSeconds, signal });
        const wordSeconds = marked > 0 ? readMarks(timepoints, marked) : undefined;
        return { ...readWav(audio), wordSeconds };
      } catch (error) {
        const explained = explainCall(error, request);
        if (explained instanceof FatalSpeechError)
          refused = { error: explained, until: waiting.now() + restSeconds * 1000 };
        throw explained;
      }
    };
    try {
      const take = await retry(attempt, {
        tries,
        mayPass: (error) => error instanceof PassingError,
        waiting,
        signal
      });
      breaker.succeeded();
      return take;
    } catch (error) {
      if (error instanceof PassingError) breaker.failed();
      throw error;
    }
  }

  /** The voice's family, once the request is one that the service can take. */
  function requireSpeakable({ text, voice, language }: SpeechRequest): string {
    if (!speaks(language) || !voice.startsWith(`${language}-`))
      throw new SpeechError(
        `Google no tiene voz en ${languages[language].name} (${language}); «${voice}» lo leería mal. Use espeak o una grabación.`
      );
    const family = googleFamilyOf(voice);
    if (!(family in families))
      throw new SpeechError(
        `No se sabe qué admite la voz «${voice}» de Google. Describa su familia en googleFamilies, en content/casting.yaml.`
      );
    const bytes = Buffer.byteLength(text);
    if (bytes > maxTextBytes)
      throw new SpeechError(
        `La línea ocupa ${bytes} bytes y Google admite ${maxTextBytes}. Divídala: «${text.slice(0, 60)}…».`
      );
    return family;
  }

  return {
    provider: 'google',
    id: 'google',
    version,
    capabilities: (language) => ({
      speaks: speaks(language),
      wordTimes: Object.values(families).some(({ marks }) => marks) ? 'marks' : 'none',
      ssml: true,
      rate: true,
      pitch: true,
      maxBytes: maxTextBytes,
      deterministic: false
    }),
    async available() {
      let timer: NodeJS.Timeout | undefined;
      try {
        // From the disk, however slow it is; then the network has its time.
        await client.load();
        const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), 1500)));
        if ((await Promise.race([client.ready(), late])) !== 'late') return { ok: true };
        return {
          ok: false,
          reason: 'Google no dio acceso en dos segundos.',
          remedy: 'Revise la conexión, o use la voz incluida: --voice es=espeak.'
        };
      } catch (error) {
        const [, reason = String(error), remedy = ''] = /^Google: (.*?\.) (.*)$/.exec((error as Error).message) ?? [];
        return { ok: false, reason, remedy };
      } finally {
        clearTimeout(timer);
      }
    },
    async listVoices() {
      try {
        return await retry(
          async () => {
            try {
              return await client.listVoices({ timeoutSeconds });
            } catch (error) {
              throw explainCall(error, { text: 'la lista de voces' });
            }
          },
          { tries: 3, mayPass: (error) => error instanceof PassingError, waiting }
        );
      } catch (error) {
        throw explainCall(error, { text: 'la lista de voces' });
      }
    },
    synthesize,
    close: () => client.close()
  };
}

/** Google's list has no Quechua of any kind (seen in 2026); a language is added here when it has. */
const speaks = (language: LanguageCode): boolean => language === 'es';

/** When each marked word begins. Marks that are missing or disordered are none: the times are then estimated. */
function readMarks(timepoints: readonly { name: string; seconds: number }[], words: number): number[] | undefined {
  const seconds = Array.from(
    { length: words },
    (_, index) => timepoints.find(({ name }) => name === String(index))?.seconds
  );
  const known = seconds.filter((time) => time !== undefined && Number.isFinite(time)) as number[];
  const inOrder = known.every((time, index) => index === 0 || time >= (known[index - 1] ?? 0));
  return known.length === words && inOrder ? known : undefined;
}
