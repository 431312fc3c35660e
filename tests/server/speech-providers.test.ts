import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planSpeech } from '#lib/audio/plan.ts';
import { itemVoices, withProviders } from '#lib/domain/casting.ts';
import type { Casting } from '#lib/domain/casting-file.ts';
import { chooseGoogleVoices } from '#lib/domain/google-voices.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { toProgramme } from '#lib/domain/programme.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { produceJob } from '#lib/server/produce-job.ts';
import { readLibrary } from '#lib/server/library.ts';
import { makeAudio } from '#lib/server/make-audio.ts';
import { createProgress } from '#lib/server/progress.ts';
import { createCircuitBreaker, createRateLimiter, retry, type Waiting } from '#lib/server/retry.ts';
import { estimateSpeech, formatEstimate } from '#lib/server/speech-estimate.ts';
import { BudgetError, createBudget } from '#lib/server/spending.ts';
import { SpeechError, type LineReference, type SpeechProvider } from '#lib/speech/voice.ts';
import { readPrices } from '../support/casting.ts';
import { listedVoices } from '../support/google-server.ts';

/** A voice that hums as long as its words take, and fails where it is told to. */
function createHum(
  provider: SpeechProvider['provider'],
  { failOn, holds }: { failOn?: RegExp; holds?: (line: LineReference) => string | undefined } = {}
): SpeechProvider & { asked: string[] } {
  const asked: string[] = [];
  return {
    provider,
    id: `hum-${provider}`,
    version: '1',
    asked,
    ...(holds ? { holds } : {}),
    capabilities: () => ({
      speaks: true,
      wordTimes: 'none',
      ssml: false,
      rate: false,
      pitch: false,
      maxBytes: undefined,
      deterministic: true
    }),
    available: () => Promise.resolve({ ok: true }),
    async synthesize({ text }) {
      asked.push(text);
      if (failOn?.test(text)) throw new SpeechError(`no pudo decir «${text}».`);
      const letters = text.replace(/<[^>]*>/g, '').length;
      return {
        pcm: new Int16Array(Math.round((letters / 15) * 24_000)).fill(4000),
        sampleRate: 24_000,
        wordSeconds: undefined
      };
    },
    async close() {}
  };
}

const { library: base } = await readLibrary('tests/rules/base/content');
if (!base) throw new Error('base');
const library = base;

const googleCasting = (fallback: 'none' | 'espeak'): Casting => {
  const casting = withProviders(library.casting, { es: 'google' });
  casting.languages.es = { ...casting.languages.es, fallback, speakers: { girl: 'espeak' } };
  const listed = listedVoices.map(({ name, ssmlGender }) => ({
    name,
    gender: ssmlGender === 'MALE' ? ('male' as const) : ('female' as const)
  }));
  const { choice } = chooseGoogleVoices(casting, 'es', listed);
  return { ...casting, ...(choice ? { googleVoices: { es: choice } } : {}) };
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'willakuy-providers-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('several providers in one programme', () => {
  const make = (casting: Casting, google: SpeechProvider, espeak = createHum('espeak')) =>
    makeAudio({
      library: { ...library, casting },
      outFolder: path.join(root, 'out'),
      cacheFolder: path.join(root, 'cache'),
      speech: { espeak, google },
      produce: produceJob,
      report: () => undefined,
      only: 'aviso'
    });

  it('each says the lines of those who are cast with it, in its own notation; Quechua stays with the embedded voice', async () => {
    const google = createHum('google');
    const espeak = createHum('espeak');
    await make(googleCasting('none'), google, espeak);
    expect(google.asked.length).toBeGreaterThan(2);
    expect(google.asked.every((text) => /^<speak><mark name="0"\/>/.test(text))).toBe(true);
    expect(google.asked.join()).toContain('Un');
    expect(espeak.asked).toContain('Mamá, me ofrecen un trabajo lejos. ¿Qué pregunto primero?');
    expect(espeak.asked.some((text) => text.startsWith('[['))).toBe(true);
  });

  it('fails a line that the one cast cannot say, unless the casting lets another stand in', async () => {
    const google = createHum('google', { failOn: /estudio/ });
    const strict = await make(googleCasting('none'), google);
    expect(strict.failures.join()).toMatch(/aviso\/es\.md:\d+: no pudo decir/);
    const lenient = await make(googleCasting('espeak'), google);
    expect(lenient.failures).toEqual([]);
    expect(lenient.linesFallenBack).toBe(1);
    const { voice, made } = (await readAudioManifest(path.join(root, 'out')))['es/aviso'] ?? {};
    expect(voice).toBe('hum-espeak es-419, hum-google es-US-Neural2, hum-google es-US-Wavenet');

    // With a service that answers, what stood in gives way.
    const healed = await make(googleCasting('espeak'), createHum('google'));
    expect(healed).toMatchObject({ linesFallenBack: 0, linesSpoken: 1 });
    expect((await readAudioManifest(path.join(root, 'out')))['es/aviso']?.made).not.toBe(made);
  });

  it('takes a recording for the whole line, its blanks included, whatever was cast', () => {
    const item = itemsOf(library, 'script')[0];
    const text = item?.texts.es;
    if (!item || !text) throw new Error('base');
    const { programme } = toProgramme(item, text, library.sounds, itemVoices(library.casting, item, 'es'));
    const seen: LineReference[] = [];
    const recorded = createHum('recorded', {
      holds(line) {
        seen.push(line);
        return line.cue === 5 ? 'a1b2' : undefined;
      }
    });
    const without = planSpeech(programme, { espeak: createHum('espeak') });
    const plan = planSpeech(programme, { espeak: createHum('espeak'), recorded });
    const taken = plan.sayings.filter(({ request }) => request.provider === 'recorded');
    expect(taken).toHaveLength(1);
    expect(taken[0]?.request.voice).toBe('a1b2');
    expect(seen.find(({ cue }) => cue === 5)?.spoken).toMatch(/uno ocho uno ocho.*Radio …/);
    expect(seen.every(({ slug, language }) => slug === 'aviso' && language === 'es')).toBe(true);
    const isWhole = (one: typeof plan) =>
      one
        .toSteps(one.sayings.map(({ key }) => ({ key, samples: 1, sampleRate: 22_050 })))
        .some((step) => step.type === 'line' && step.cue === 5 && step.parts.length === 1);
    expect([isWhole(without), isWhole(plan)]).toEqual([false, true]);
    expect(plan.signature).not.toEqual(without.signature);
  });
});

describe('what a run will cost', () => {
  it('is counted by voice, each line once, without what is there and without marks', async () => {
    const prices = readPrices();
    const item = itemsOf(library, 'script')[0];
    const text = item?.texts.es;
    if (!item || !text) throw new Error('base');
    const casting = googleCasting('none');
    const { programme } = toProgramme(item, text, library.sounds, itemVoices(casting, item, 'es'));
    const { sayings } = planSpeech(programme, { espeak: createHum('espeak'), google: createHum('google') });
    const cached = sayings.find(({ request }) => request.provider === 'google')?.key;
    const estimates = await estimateSpeech([...sayings, ...sayings], {
      prices,
      isCached: (key) => Promise.resolve(key === cached)
    });
    const google = estimates.filter(({ provider }) => provider === 'google');
    expect(estimates.reduce((sum, { lines }) => sum + lines, 0)).toBe(sayings.length);
    expect(google.reduce((sum, one) => sum + one.cached, 0)).toBe(1);
    for (const { characters, usd } of google) expect(usd).toBeCloseTo((characters * 16) / 1_000_000, 10);
    const all = google.reduce(
      (sum, { characters, bytes }) => ({ characters: sum.characters + characters, bytes: sum.bytes + bytes }),
      { characters: 0, bytes: 0 }
    );
    expect(all.bytes).toBeGreaterThan(all.characters * 1.5);
    expect(formatEstimate(estimates, prices)).toMatch(
      /espeak es-419\+f5 +1 +0 +\d+ +\d+ +gratis[\s\S]*vistos el \d{4}-/
    );
  });

  it('is not spent beyond the cap, nor on a voice without a price', () => {
    const budget = createBudget({ prices: readPrices(), capUsd: 0.001 });
    const line = { voice: 'es-US-Neural2-A', text: 'x'.repeat(50) };
    budget.charge(line);
    expect(() => budget.charge(line)).toThrow(BudgetError);
    expect(budget.spent).toEqual({ usd: 0.0008, attempts: 1, characters: 50 });
    expect(() => budget.charge({ ...line, voice: 'es-US-Nueva-A' })).toThrow(/No se sabe cuánto cuesta/);
    const free = createBudget({ prices: readPrices() });
    free.charge({ ...line, voice: 'es-US-Nueva-A' });
    expect(free.spent.attempts).toBe(1);
  });
});

describe('waiting', () => {
  const createWaiting = (random = 1): Waiting & { slept: number[] } => {
    let time = 0;
    const slept: number[] = [];
    return {
      slept,
      now: () => time,
      random: () => random,
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
        time += milliseconds;
      }
    };
  };

  it('grows between attempts, up to a limit, and is random', async () => {
    const waiting = createWaiting();
    await expect(
      retry(() => Promise.reject(new Error('no')), { tries: 8, mayPass: () => true, waiting })
    ).rejects.toThrow('no');
    expect(waiting.slept).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
    const half = createWaiting(0.5);
    await retry(() => Promise.reject(new Error('no')), { tries: 3, mayPass: () => true, waiting: half }).catch(
      () => undefined
    );
    expect(half.slept).toEqual([500, 1000]);
    const stopped = createWaiting();
    await retry(() => Promise.reject(new Error('no')), {
      tries: 3,
      mayPass: () => true,
      waiting: stopped,
      signal: AbortSignal.abort()
    }).catch(() => undefined);
    expect(stopped.slept).toEqual([]);
  });

  it('keeps under a quota a minute', async () => {
    const waiting = createWaiting();
    const pass = createRateLimiter(60, waiting);
    for (let request = 0; request < 66; request++) await pass();
    expect(waiting.now()).toBeGreaterThanOrEqual(59_000);
    expect(waiting.now()).toBeLessThanOrEqual(61_000);
  });

  it('opens a circuit after failures in a row, and closes it again', () => {
    let time = 0;
    const breaker = createCircuitBreaker({ failures: 2, restSeconds: 10 }, { ...createWaiting(), now: () => time });
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    expect(breaker.isOpen()).toBe(false);
    breaker.failed();
    expect(breaker.isOpen()).toBe(true);
    time = 10_001;
    expect(breaker.isOpen()).toBe(false);
  });
});

describe('progress', () => {
  const follow = (isTerminal: boolean) => {
    let time = 0;
    let text = '';
    const progress = createProgress(4, { write: (part) => (text += part), isTerminal, now: () => time });
    return { progress, pass: (milliseconds: number) => (time += milliseconds), text: () => text };
  };

  it('is one line on a terminal, from which messages stand apart', () => {
    const { progress, pass, text } = follow(true);
    pass(2000);
    progress.lineSaid();
    pass(10);
    progress.lineSaid();
    progress.report('es/aviso: hecho');
    pass(990);
    progress.lineSaid();
    progress.end();
    expect(text()).toMatch(
      /^\rLíneas: 1 dichas, faltan 3, unos 6 s\r +\res\/aviso: hecho\n\rLíneas: 3 dichas, faltan 1, unos 1 s *\n$/
    );
  });

  it('is a line every few seconds in a log', () => {
    const { progress, pass, text } = follow(false);
    for (let line = 0; line < 3; line++) {
      pass(3000);
      progress.lineSaid();
    }
    expect(text()).toBe('Líneas: 1 dichas, faltan 3, unos 9 s\nLíneas: 3 dichas, faltan 1, unos 3 s\n');
  });
});
