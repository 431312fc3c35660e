import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { castVoice, type CastVoice } from '#lib/domain/casting.ts';
import { withProviders } from '#lib/domain/casting.ts';
import { chooseGoogleVoices } from '#lib/domain/google-voices.ts';
import { createGoogle, type GoogleProvider } from '#lib/server/google/google.ts';
import { withGoogleVoices } from '#lib/server/google/voice-list.ts';
import type { Waiting } from '#lib/server/retry.ts';
import { createLineSpeaker } from '#lib/server/say-lines.ts';
import { createBudget } from '#lib/server/spending.ts';
import { toProviderText } from '#lib/speech/provider-text.ts';
import type { SpeechProvider, SpeechRequest } from '#lib/speech/voice.ts';
import { readCasting, readPrices } from '../support/casting.ts';
import {
  listedVoices,
  startGrpcServer,
  startRestServer,
  toWav,
  type Answer,
  type GoogleServer
} from '../support/google-server.ts';

const casting = readCasting();
const prices = readPrices();

/** A clock that jumps over every wait. */
function createWaiting(): Waiting & { slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    random: () => 0.5,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
    }
  };
}

const plain: Omit<CastVoice, 'fallback'> = {
  provider: 'google',
  voice: 'es-US-Chirp3-HD-Kore',
  pitch: 0,
  rate: 1,
  pace: 1
};
const marked: Omit<CastVoice, 'fallback'> = { ...plain, voice: 'es-US-Neural2-A', marks: true };
const ask = (spoken: string, voice = plain): SpeechRequest => ({
  ...voice,
  language: 'es',
  text: toProviderText('google', spoken, { language: 'es', voice })
});

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'willakuy-google-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe.each([
  ['gRPC', startGrpcServer],
  ['REST', startRestServer]
])('Google over %s, the real client against a local server', (_name, start) => {
  let server: GoogleServer;
  let google: GoogleProvider;
  let waiting: ReturnType<typeof createWaiting>;
  let budget: ReturnType<typeof createBudget>;
  const open = ({ capUsd, tries = 3 }: { capUsd?: number; tries?: number } = {}) => {
    waiting = createWaiting();
    budget = createBudget({ prices, capUsd });
    return createGoogle({
      families: casting.googleFamilies,
      budget,
      client: server.client,
      waiting,
      timeoutSeconds: 0.4,
      tries
    });
  };
  const opened: GoogleProvider[] = [];

  beforeAll(async () => {
    server = await start();
  });
  beforeEach(() => {
    google = open();
    opened.push(google);
  });
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await server.close();
  });

  it('says a line, and asks for what was cast', async () => {
    server.answer({ audio: toWav(1.2) });
    const take = await google.synthesize(ask('Buenos días, familia.', { ...plain, rate: 1.1, pitch: -2 }));
    expect(take.sampleRate).toBe(24_000);
    expect(take.pcm).toHaveLength(28_800);
    expect(take.wordSeconds).toBeUndefined();
    expect(server.asked[0]).toMatchObject({
      input: { text: 'Buenos días, familia.' },
      voice: { languageCode: 'es-US', name: 'es-US-Chirp3-HD-Kore' },
      audioConfig: { sampleRateHertz: 24_000, pitch: -2 }
    });
    expect(server.asked[0]?.audioConfig.speakingRate).toBeCloseTo(1.1, 5);
  });

  it('marks every word for a voice that tells when it begins, and takes no half answer for times', async () => {
    server.answer({ audio: toWav(1.2), marks: 'all' }, { audio: toWav(1.2), marks: 'some' });
    const words = 'Llama <ya> al & uno.';
    expect((await google.synthesize(ask(words, marked))).wordSeconds).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(server.asked[0]?.input.ssml).toBe(
      '<speak><mark name="0"/>Llama <mark name="1"/>&lt;ya&gt; <mark name="2"/>al <mark name="3"/>&amp; <mark name="4"/>uno.</speak>'
    );
    expect((await google.synthesize(ask(words, marked))).wordSeconds).toBeUndefined();
  });

  it('lists its voices', async () => {
    expect(await google.available()).toEqual({ ok: true });
    expect(await google.listVoices()).toEqual(
      listedVoices.map(({ name, ssmlGender }) => ({ name, gender: ssmlGender.toLowerCase() }))
    );
  });

  const cases: { name: string; answer: Answer; calls: number; message: RegExp; error: string }[] = [
    {
      name: '400',
      answer: { code: 3, details: 'bad voice' },
      calls: 1,
      message: /no acepta «Hola\.» \(400\): .*bad voice.*casting\.yaml/,
      error: 'SpeechError'
    },
    {
      name: '401',
      answer: { code: 16 },
      calls: 1,
      message: /credenciales \(401\).*GOOGLE_APPLICATION_CREDENTIALS/,
      error: 'FatalSpeechError'
    },
    { name: '403', answer: { code: 7 }, calls: 1, message: /\(403\).*Active la API/, error: 'FatalSpeechError' },
    { name: '429', answer: { code: 8 }, calls: 3, message: /\(429\).*cuotas/, error: 'PassingError' },
    { name: '500', answer: { code: 13 }, calls: 3, message: /\(500\)/, error: 'PassingError' },
    { name: '503', answer: { code: 14 }, calls: 3, message: /\(503\).*conexión/, error: 'PassingError' },
    { name: 'a broken connection', answer: 'reset', calls: 3, message: /se cortó la conexión/, error: 'PassingError' },
    { name: 'no answer', answer: 'never', calls: 3, message: /no respondió a tiempo/, error: 'PassingError' },
    {
      name: 'audio cut short',
      answer: { audio: toWav(1).subarray(0, 9000) },
      calls: 3,
      message: /llegó cortado: 8956 de 48000/,
      error: 'PassingError'
    },
    { name: 'no audio', answer: { audio: new Uint8Array() }, calls: 3, message: /audio vacío/, error: 'PassingError' },
    { name: 'a web page', answer: 'html', calls: 1, message: /una página web.*iniciar sesión/, error: 'SpeechError' },
    {
      name: 'an MP3',
      answer: { audio: Buffer.from('ID3 and so on, long enough to be something') },
      calls: 1,
      message: /no es un audio WAV/,
      error: 'SpeechError'
    }
  ];
  it.each(cases)(
    'explains $name, tries $calls times, keeps nothing',
    async ({ name, answer, calls, message, error }) => {
      server.answer(answer);
      const folder = path.join(root, `${server.transport}-${name.replaceAll(' ', '-')}`);
      const speaker = createLineSpeaker({
        cacheFolder: folder,
        speech: { espeak: {} as SpeechProvider, google },
        report: () => undefined
      });
      const at = { file: 'content/x/es.md', line: 7, column: 1 };
      const failure = await speaker
        .say([{ at, cue: 2, filled: [], key: 'ab'.repeat(32), request: ask('Hola.') }])
        .catch((one: Error) => one);
      expect(String(failure)).toMatch(message);
      if (error !== 'FatalSpeechError') expect(String(failure)).toContain('content/x/es.md:7');
      expect((await google.synthesize(ask('Hola.')).catch((one: Error) => one)) as Error).toMatchObject({
        name: error
      });
      // Who is refused as such is not asked again at once.
      const sent = error === 'FatalSpeechError' ? calls : calls * 2;
      expect(server.asked).toHaveLength(sent);
      expect(budget.spent.attempts).toBe(sent);
      expect(await readdir(folder).catch(() => [])).toEqual([]);
    }
  );

  it('tries again what may pass, and then has it', async () => {
    server.answer({ code: 8 }, 'reset', { audio: toWav(1) });
    expect((await google.synthesize(ask('Hola.'))).pcm).toHaveLength(24_000);
    expect(server.asked).toHaveLength(3);
    // Full jitter at a random number of one half.
    expect(waiting.slept.filter((one) => one >= 400)).toEqual([500, 1000]);
  });

  it('stops asking when it only fails', async () => {
    server.answer({ code: 14 });
    for (let line = 0; line < 3; line++) await google.synthesize(ask('Hola.')).catch(() => undefined);
    const asked = server.asked.length;
    await expect(google.synthesize(ask('Hola.'))).rejects.toThrow(/se dejó de pedir/);
    expect(server.asked).toHaveLength(asked);
    await waiting.sleep(61_000);
    server.answer({ audio: toWav(1) });
    await expect(google.synthesize(ask('Hola.'))).resolves.toMatchObject({ sampleRate: 24_000 });
  });

  it('counts failed attempts against the budget and stops before it is exceeded', async () => {
    // 5 characters at 30 USD a million are 0.00015 USD: three attempts fit, a fourth does not.
    const frugal = open({ capUsd: 0.00045, tries: 5 });
    opened.push(frugal);
    server.answer({ code: 14 });
    await expect(frugal.synthesize(ask('Hola.'))).rejects.toThrow(
      /tope de 0\.00045 USD: van 0\.0004\d* USD en 3 intentos/
    );
    expect(server.asked).toHaveLength(3);
  });

  it('refuses Quechua, and texts that are too long, before anything is sent', async () => {
    server.answer({ audio: toWav(1) });
    await expect(google.synthesize({ ...ask('Allillanchu'), language: 'quz' })).rejects.toThrow(
      /no tiene voz en Runasimi \(quz\)/
    );
    expect(google.capabilities('quz').speaks).toBe(false);
    await expect(google.synthesize(ask('ñ'.repeat(2501)))).rejects.toThrow(/5002 bytes y Google admite 5000/);
    await expect(google.synthesize({ ...ask('Hola.'), voice: 'en-US-Neural2-A' })).rejects.toThrow(/leería mal/);
    expect(server.asked).toEqual([]);
    expect(budget.spent.attempts).toBe(0);
  });
});

describe('the choice among the voices of the service', () => {
  const es = withProviders(casting, { es: 'google' });
  const listed = listedVoices.map(({ name, ssmlGender }) => ({
    name,
    gender: ssmlGender === 'MALE' ? ('male' as const) : ('female' as const)
  }));

  it('is the same for the same list in any order, by gender and preference', () => {
    const { choice } = chooseGoogleVoices(es, 'es', listed);
    expect(chooseGoogleVoices(es, 'es', listed.toReversed()).choice).toEqual(choice);
    expect(choice?.['presenter-woman']).toEqual(['es-US-Neural2-A', 'es-US-Wavenet-A']);
    expect(choice?.['presenter-man']).toEqual(['es-US-Neural2-B', 'es-US-Neural2-C']);
    const cast = castVoice({ ...es, googleVoices: { es: choice ?? ({} as never) } }, 'girl', 'es');
    expect(cast).toMatchObject({ provider: 'google', pitch: 4, rate: 1.05 });
  });

  it('says which voices there are when one is asked for that is not', () => {
    const part = es.speakers.woman[0];
    const wrong = {
      ...es,
      speakers: {
        ...es.speakers,
        woman: [
          { ...part, google: { ...part.google, name: 'es-US-Neural2-Z' } },
          es.speakers.woman[1]
        ] as typeof es.speakers.woman
      }
    };
    expect(chooseGoogleVoices(wrong, 'es', listed).problems).toEqual([
      expect.stringMatching(/no tiene la voz «es-US-Neural2-Z» \(woman\)\. Las que hay: .*es-US-Wavenet-B/)
    ]);
    expect(chooseGoogleVoices(es, 'es', []).problems.length).toBeGreaterThan(1);
    expect(chooseGoogleVoices(es, 'quz', listed).problems).toEqual([expect.stringMatching(/«quz»/)]);
  });

  it('asks the service once a month, and does without where it cannot', async () => {
    const folder = path.join(root, 'voices');
    let asked = 0;
    const service = { listVoices: async () => (asked++, listed) };
    const broken = { listVoices: () => Promise.reject(new Error('no credentials')) };
    await expect(withGoogleVoices(es, broken, { folder, now: 0 })).rejects.toThrow('no credentials');
    const first = await withGoogleVoices(es, service, { folder, now: 0 });
    expect(await withGoogleVoices(es, service, { folder, now: 29 * 86_400_000 })).toEqual(first);
    expect(asked).toBe(1);
    expect(await withGoogleVoices(es, broken, { folder, now: 90 * 86_400_000 })).toEqual(first);
    await withGoogleVoices(es, service, { folder, now: 90 * 86_400_000 });
    expect(asked).toBe(2);
    expect(await withGoogleVoices(casting, broken, { folder, now: 0 })).toBe(casting);
  });
});

describe('without usable credentials', () => {
  const badKey = () => path.join(root, 'key.json');
  beforeAll(() => writeFile(badKey(), '{"type":"service_account"'));

  /** In a process of its own, which the client library would end (audio.md §2.2). */
  async function tryOut(credentials: string | undefined): Promise<string> {
    const env: NodeJS.ProcessEnv = { ...process.env, HOME: root };
    delete env.GOOGLE_APPLICATION_CREDENTIALS;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'tests/support/google-child.ts'],
      {
        env: credentials === undefined ? env : { ...env, GOOGLE_APPLICATION_CREDENTIALS: credentials }
      }
    );
    return stdout.trim();
  }

  it.each([
    ['no credentials', () => undefined, /no hay credenciales de Google.*Ponga en GOOGLE_APPLICATION_CREDENTIALS/],
    ['a key file that is cut off', badKey, /no es una clave de cuenta de servicio entera.*Descárguelo de nuevo/],
    ['a key file that is not there', () => path.join(root, 'nothing.json'), /no existe/]
  ])('says so and lives on: %s', async (_name, credentials, message) => {
    const text = await tryOut(credentials());
    const [availability, failure, last] = text.split('\n');
    expect(availability).toMatch(message);
    expect(failure).toMatch(message);
    expect(failure).toContain('FatalSpeechError');
    expect(last).toBe('alive');
  });
});
