import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import NodeID3 from 'node-id3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mp3Seconds } from '#lib/audio/mp3.ts';
import { readLibrary } from '#lib/server/library.ts';
import { createSiteServer } from '#lib/server/serve.ts';
import {
  createSpeechApi,
  NoVoiceError,
  UnsayableError,
  type PreparedSpeech,
  type PrepareSpeech,
  type SpeechOrder
} from '#lib/server/speech-api.ts';
import { createSpeechService } from '#lib/server/speech-service.ts';
import { readStationTokens, stationOf } from '#lib/server/speech-tokens.ts';

const token = 'una-clave-de-32-letras-o-mas-0001';
const otherToken = 'otra-clave-de-32-letras-o-mas-002';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const origin = 'https://willakuy.example';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'willakuy-speech-'));
  await writeFile(path.join(root, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(root, 'handler.js'), 'export const handler = (request, response, next) => next();');
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('POST /api/speech', () => {
  let server: Server | undefined;
  let orders: SpeechOrder[];
  let logged: string[];
  let time: number;
  let prepare: PrepareSpeech;
  const ready = (more: Partial<PreparedSpeech> = {}): PreparedSpeech => ({
    characters: 100,
    usd: 0.01,
    make: () => Promise.resolve({ bytes: Buffer.from('mp3'), usd: 0.01 }),
    ...more
  });

  const free = () =>
    ready({ characters: 0, usd: 0, make: () => Promise.resolve({ bytes: Buffer.from('mp3'), usd: 0 }) });

  async function open({ on = true, requestsPerMinute = 3 } = {}): Promise<string> {
    const tokens = await readStationTokens(`${hashOf(token)} radio-pampa, ${hashOf(otherToken)} radio-killa`);
    const limits = { requestsPerMinute, charactersPerDay: 250, usdPerDay: 0.05 };
    const speechApi = createSpeechApi({
      tokens,
      origin: `${origin}/`,
      prepare: (order) => {
        orders.push(order);
        return prepare(order);
      },
      limits,
      now: () => time,
      log: (line) => logged.push(line)
    });
    server = await createSiteServer(path.join(root, 'handler.js'), on ? { speechApi } : {});
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/speech`;
  }
  beforeEach(() => {
    orders = [];
    logged = [];
    time = Date.UTC(2026, 11, 1, 15);
    prepare = () => Promise.resolve(ready());
    return () => {
      server?.close();
      server?.closeAllConnections();
    };
  });

  const order = { language: 'es', slug: 'aviso', station: { name: 'Radio Pampa' } };
  const ask = (url: string, { body = order as unknown, headers = {}, method = 'POST' } = {}) =>
    fetch(url, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, Origin: origin, ...headers },
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
    });
  const errorOf = async (response: Response) => ({
    status: response.status,
    ...((await response.json()) as { error: string; message: string })
  });

  it('is off unless it is turned on, and says so', async () => {
    const url = await open({ on: false });
    expect(await errorOf(await ask(url))).toMatchObject({
      status: 503,
      error: 'off',
      message: expect.stringMatching(/apagada.*WILLAKUY_SPEECH_TOKENS/) as string
    });
  });

  it('gives a station its audio', async () => {
    const url = await open();
    const response = await ask(url, { body: { ...order, cue: 4 } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff'
    });
    expect(await response.text()).toBe('mp3');
    expect(orders).toMatchObject([
      { language: 'es', slug: 'aviso', cue: 4, station: { name: 'Radio Pampa', town: '' } }
    ]);
    // A program sends no origin.
    const { Origin: _none, ...headers } = { Origin: '', Authorization: `Bearer ${otherToken}` };
    const program = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(order)
    });
    expect(program.status).toBe(200);
    expect(logged).toEqual([]);
  });

  it.each([
    ['no token', { headers: { Authorization: '' } }, 401, 'token'],
    ['a wrong token', { headers: { Authorization: `Bearer ${token}x` } }, 401, 'token'],
    ['the hash for the token', { headers: { Authorization: `Bearer ${hashOf(token)}` } }, 401, 'token'],
    ['another site', { headers: { Origin: 'https://otro.example' } }, 403, 'origin'],
    ['a page without origin of its own', { headers: { Origin: 'null' } }, 403, 'origin'],
    ['a form', { headers: { 'Content-Type': 'text/plain' } }, 415, 'type'],
    ['another method', { method: 'GET' }, 405, 'method'],
    ['what is too large', { body: { ...order, slug: 'a'.repeat(9000) } }, 413, 'large'],
    ['what is no JSON', { body: '{' }, 400, 'json'],
    ['free text', { body: { ...order, text: 'Diga lo que yo quiera' } }, 400, 'field'],
    ['free SSML', { body: { ...order, ssml: '<speak>hola</speak>' } }, 400, 'field'],
    ['an unknown language', { body: { ...order, language: 'en' } }, 400, 'field'],
    ['a path for a slug', { body: { ...order, slug: '../../etc/passwd' } }, 400, 'field'],
    ['an unknown field of a station', { body: { ...order, station: { motto: 'x' } } }, 400, 'field'],
    ['a field of a station that is a speech', { body: { ...order, station: { name: 'x'.repeat(61) } } }, 400, 'field']
  ])('refuses %s', async (_name, request, status, error) => {
    const url = await open();
    expect(await errorOf(await ask(url, request))).toMatchObject({ status, error });
    expect(orders).toEqual([]);
  });

  it('does not believe the length that is announced', async () => {
    const url = await open();
    const body = new ReadableStream({
      start(controller) {
        for (let part = 0; part < 12; part++) controller.enqueue(new TextEncoder().encode('x'.repeat(1000)));
        controller.close();
      }
    });
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect(response.status).toBe(413);
  });

  it('answers in Quechua to who reads it', async () => {
    const url = await open();
    const refused = await ask(url, { headers: { Authorization: '', 'Accept-Language': 'quz, es;q=0.5' } });
    expect(refused.headers.get('content-language')).toBe('quz');
    expect((await errorOf(refused)).message).toContain('Servidor qhawaqmanta mañakuy');
  });

  it('has a limit a minute for each station', async () => {
    const url = await open();
    prepare = () => Promise.resolve(free());
    const statuses = async (count: number, headers = {}) => {
      const list: number[] = [];
      for (let index = 0; index < count; index++) list.push((await ask(url, { headers })).status);
      return list;
    };
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    const refused = await ask(url);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await statuses(1, { Authorization: `Bearer ${otherToken}` })).toEqual([200]);
    time += 61_000;
    expect(await statuses(1)).toEqual([200]);
  });

  it('has a limit a day for characters and for money, failed attempts included', async () => {
    const url = await open();
    const next = async (prepared: PreparedSpeech) => {
      prepare = () => Promise.resolve(prepared);
      time += 61_000;
      const response = await ask(url);
      return response.status === 200 ? 200 : (await errorOf(response)).error;
    };
    expect(await next(ready())).toBe(200);
    expect(await next(ready({ characters: 151 }))).toBe('spent');
    // It was to cost one cent and cost three, since it took several attempts.
    expect(await next(ready({ make: () => Promise.resolve({ bytes: Buffer.from('mp3'), usd: 0.03 }) }))).toBe(200);
    expect(await next(ready({ characters: 0, usd: 0.011, make: () => Promise.reject(new Error('no')) }))).toBe('spent');
    expect(await next(ready({ characters: 0, make: () => Promise.reject(new Error('no')) }))).toBe('failed');
    expect(await next(ready({ characters: 0, usd: 0.001 }))).toBe('spent');
    time += 86_400_000;
    expect(await next(ready())).toBe(200);
  });

  it('says what is not there, and keeps to itself why a voice is not', async () => {
    const url = await open();
    prepare = ({ cue }) => Promise.resolve(cue === undefined ? 'no-item' : 'no-cue');
    expect(await errorOf(await ask(url))).toMatchObject({
      status: 404,
      message: expect.stringContaining('«aviso»') as string
    });
    expect(await errorOf(await ask(url, { body: { ...order, cue: 9 } }))).toMatchObject({
      status: 404,
      error: 'noCue'
    });
    prepare = () => Promise.reject(new NoVoiceError('Google: no hay credenciales'));
    const failure = await errorOf(await ask(url));
    expect(failure).toMatchObject({ status: 503, error: 'voice' });
    expect(failure.message).not.toContain('credenciales');
    expect(logged).toEqual(['/api/speech: Google: no hay credenciales']);
    expect(logged.join()).not.toContain('Pampa');
  });

  it('refuses a detail that cannot be said, names it and charges nothing; logs no word of what fails', async () => {
    const url = await open();
    const fail = (error: Error) => ready({ characters: 200, make: () => Promise.reject(error) });
    const unsayable = new UnsayableError({ cue: 4, fields: ['name'], usd: 0 });
    for (let times = 0; times < 2; times++) {
      prepare = () => Promise.resolve(fail(unsayable));
      expect(await errorOf(await ask(url))).toEqual({
        status: 422,
        error: 'unsayable',
        message: 'La voz no pudo decir la indicación 4. Revise lo que mandó ahí: station.name.'
      });
    }
    expect(logged).toEqual([]);
    prepare = () => Promise.resolve(fail(new TypeError('espeak-ng no dijo «Radio Pampa».')));
    expect(await errorOf(await ask(url, { body: { ...order, cue: 4 } }))).toMatchObject({
      status: 502,
      error: 'failed'
    });
    expect(logged).toEqual(['/api/speech: TypeError, es/aviso, 4']);
  });

  it('keeps few waiting', async () => {
    const url = await open({ requestsPerMinute: 100 });
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (finish = resolve));
    prepare = async () => {
      await gate;
      return free();
    };
    const asked = Array.from({ length: 9 }, () => ask(url));
    const last = await Promise.race(asked);
    expect(await errorOf(last)).toMatchObject({ status: 503, error: 'busy' });
    finish();
    expect((await Promise.all(asked)).filter(({ status }) => status === 200)).toHaveLength(8);
  });
});

describe('the tokens of stations', () => {
  it('are read from a file or from the variable itself', async () => {
    const file = path.join(root, 'tokens');
    await writeFile(file, `# de prueba\n${hashOf(token)} radio-pampa\n\n${hashOf(otherToken)}: radio-killa # dos\n`);
    const tokens = await readStationTokens(file);
    expect(stationOf(tokens, token)).toBe('radio-pampa');
    expect(stationOf(tokens, otherToken)).toBe('radio-killa');
    expect(stationOf(tokens, hashOf(token))).toBeUndefined();
  });

  it.each([
    ['/no/hay', /no se puede leer \/no\/hay/],
    [`${hashOf(token)} Radio Pampa`, /entrada 1: se escribe/],
    [`${hashOf(token)} a,${hashOf(token)} b`, /entrada 2: esa clave ya es de otra radio/]
  ])('are refused with the remedy: %s', async (setting, message) => {
    await expect(readStationTokens(setting)).rejects.toThrow(message);
  });
});

describe('the speech of an order', () => {
  it('says our words with the details of the station, with the embedded voice, and nothing twice', async () => {
    const { library } = await readLibrary('tests/rules/base/content');
    if (!library) throw new Error('base');
    const cacheFolder = path.join(root, 'cache');
    const service = createSpeechService({
      library: () => Promise.resolve(library),
      cacheFolder,
      now: () => 0,
      log: () => undefined
    });
    const { emptyStation } = await import('#lib/domain/station.ts');
    const station = { ...emptyStation, name: '<speak>Radio [[Pampa]]</speak>' };
    const order = { language: 'es', slug: 'aviso', cue: undefined, station } as const;

    const prepared = await service.prepare(order);
    if (typeof prepared === 'string') throw new Error(prepared);
    expect(prepared.usd).toBe(0);
    expect(prepared.characters).toBeGreaterThan(200);
    const { bytes } = await prepared.make();
    expect(mp3Seconds(bytes)).toBeGreaterThan(15);
    expect(NodeID3.read(Buffer.from(bytes)).title).toBe('BORRADOR · El aviso');
    expect(await service.prepare(order)).toMatchObject({ characters: 0 });

    const line = await service.prepare({ ...order, cue: 2 });
    if (typeof line === 'string') throw new Error(line);
    expect(mp3Seconds((await line.make()).bytes)).toBeLessThan(8);
    expect(await service.prepare({ ...order, cue: 1 })).toBe('no-cue');
    expect(await service.prepare({ ...order, slug: 'clase' })).toBe('no-item');
    const foreign = await service.prepare({
      ...order,
      language: 'quz',
      station: { ...station, name: '🎙️ Ράδιο' }
    });
    if (typeof foreign === 'string') throw new Error(foreign);
    await expect(foreign.make()).rejects.toMatchObject({ name: 'UnsayableError', fields: ['name'], usd: 0 });
    expect(await service.prepare({ ...order, slug: 'nada' })).toBe('no-item');
    await service.close();
    expect((await readdir(cacheFolder)).length).toBeGreaterThan(2);
  });
});
