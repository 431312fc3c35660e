import type { TextToSpeechClient, v1beta1 } from '@google-cloud/text-to-speech';
import type { ListedVoice } from '#lib/domain/google-voices.ts';
import { FatalSpeechError } from '#lib/speech/voice.ts';
import { explainCredentials } from './errors.ts';

/** Options of the client library; tests lead it to a server of their own. Never filled from the environment. */
export type GoogleClientOptions = NonNullable<ConstructorParameters<typeof TextToSpeechClient>[0]>;

/** TimepointType.SSML_MARK of v1beta1; the library's enum exists only once it is loaded. */
const ssmlMark = 1;

/** What we ask the service, in its own words. */
export interface SynthesisCall {
  input: { text: string } | { ssml: string };
  voice: { languageCode: string; name: string };
  audioConfig: { audioEncoding: 'LINEAR16'; sampleRateHertz: number; speakingRate: number; pitch: number };
}

export interface Synthesis {
  audio: Uint8Array;
  timepoints: { name: string; seconds: number }[];
}

export interface CallOptions {
  timeoutSeconds: number;
  signal?: AbortSignal | undefined;
}

/** Where Google's own machines say that their metadata server, which gives credentials, is there to be asked. */
const onGoogleCloud = (env: NodeJS.ProcessEnv): boolean =>
  ['K_SERVICE', 'CLOUD_RUN_JOB', 'GAE_SERVICE', 'FUNCTION_TARGET', 'GCE_METADATA_HOST'].some((name) => env[name]);

/**
 * The client library, loaded (37 MB) and signed in when it is first needed. Signing in comes before the first call: without
 * credentials that call would throw a second time, unhandled, and end the process (audio.md §2.2). Each call is made once: how
 * often to try is decided by whoever pays.
 */
export function createGoogleClient(options: GoogleClientOptions = {}) {
  let opened: Promise<{ stable: TextToSpeechClient; beta: () => Promise<v1beta1.TextToSpeechClient> }> | undefined;
  const clients: { close(): Promise<void> }[] = [];

  const importLibrary = () => import('@google-cloud/text-to-speech');
  let loaded: ReturnType<typeof importLibrary> | undefined;
  const load = () => {
    // Elsewhere the library would look for that server in vain for seconds.
    if (!onGoogleCloud(process.env)) process.env.METADATA_SERVER_DETECTION ??= 'none';
    return (loaded ??= importLibrary());
  };

  async function open() {
    const library = await load();
    const signIn = async <Client extends TextToSpeechClient | v1beta1.TextToSpeechClient>(client: Client) => {
      clients.push(client);
      await client.initialize();
      if (!options.authClient) await client.auth.getClient();
      return client;
    };
    let beta: Promise<v1beta1.TextToSpeechClient> | undefined;
    return {
      stable: await signIn(new library.TextToSpeechClient(options)),
      beta: () => (beta ??= signIn(new library.v1beta1.TextToSpeechClient(options)))
    };
  }

  /** @throws FatalSpeechError when there are no usable credentials. */
  const ready = () => {
    opened ??= open();
    return opened.catch((error: unknown) => {
      const { reason, remedy } = explainCredentials(error);
      throw new FatalSpeechError(`Google: ${reason}. ${remedy}.`, { cause: error });
    });
  };

  return {
    load,
    ready,
    /** @throws as the service does, or as `ready`. */
    async synthesize(call: SynthesisCall, { marks, ...options }: CallOptions & { marks: boolean }): Promise<Synthesis> {
      const { stable, beta } = await ready();
      const { timeoutSeconds } = options;
      const settings = { timeout: timeoutSeconds * 1000, retry: null };
      const answer = marks
        ? await within((await beta()).synthesizeSpeech({ ...call, enableTimePointing: [ssmlMark] }, settings), options)
        : await within(stable.synthesizeSpeech(call, settings), options);
      const [{ audioContent, ...rest }] = answer;
      const timepoints = 'timepoints' in rest ? (rest.timepoints ?? []) : [];
      return {
        audio:
          typeof audioContent === 'string' ? Buffer.from(audioContent, 'base64') : (audioContent ?? new Uint8Array()),
        timepoints: timepoints.map(({ markName, timeSeconds }) => ({
          name: markName ?? '',
          seconds: timeSeconds ?? Number.NaN
        }))
      };
    },
    /** @throws as `synthesize`. */
    async listVoices(options: CallOptions): Promise<ListedVoice[]> {
      const { stable } = await ready();
      const [{ voices }] = await within(
        stable.listVoices({}, { timeout: options.timeoutSeconds * 1000, retry: null }),
        options
      );
      return (voices ?? []).flatMap(({ name, ssmlGender }) => {
        const gender = String(ssmlGender);
        return name
          ? [
              {
                name,
                gender:
                  gender === 'FEMALE' || gender === '2'
                    ? 'female'
                    : gender === 'MALE' || gender === '1'
                      ? 'male'
                      : 'other'
              }
            ]
          : [];
      });
    },
    async close(): Promise<void> {
      await opened?.catch(() => undefined);
      await Promise.all(clients.map((client) => client.close().catch(() => undefined)));
    }
  };
}

/** The library leaves a call over REST to go on for ever: its time ends here, and so does a call nobody waits for any more. */
function within<T>(call: Promise<T>, { timeoutSeconds, signal }: CallOptions): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = () => {
      if ('cancel' in call && typeof call.cancel === 'function') call.cancel();
    };
    const timer = setTimeout(
      () => {
        cancel();
        reject(Object.assign(new Error(`sin respuesta en ${timeoutSeconds} s`), { code: 4 }));
      },
      timeoutSeconds * 1000 + 50
    );
    const stop = () => {
      cancel();
      reject(new Error('se interrumpió'));
    };
    signal?.addEventListener('abort', stop, { once: true });
    call.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    });
  });
}
