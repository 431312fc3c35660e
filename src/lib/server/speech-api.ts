import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { id } from '#lib/domain/schema.ts';
import { emptyStation, stationFile, type Station } from '#lib/domain/station.ts';
import type { SpeechKey } from './speech-words.ts';
import { speechWords } from './speech-words.ts';
import { createSpeechAccounts, type SpeechLimits } from './speech-limits.ts';
import { stationOf, type StationToken } from './speech-tokens.ts';

export const speechApiPath = '/api/speech';

/** What a station asks to hear: words of ours, and its own details. Nothing else of a request is ever spoken. */
export interface SpeechOrder {
  language: LanguageCode;
  slug: string;
  /** One line only; undefined for the whole programme. */
  cue: number | undefined;
  station: Station;
}

/** An order that has been looked up. */
export interface PreparedSpeech {
  /** Of the lines that have not been said before. */
  characters: number;
  usd: number;
  /** Says and mixes it: an MP3, and what it really cost, failed attempts included. */
  make(): Promise<{ bytes: Uint8Array; usd: number }>;
}

/** Looks an order up in the library. */
export type PrepareSpeech = (order: SpeechOrder) => Promise<PreparedSpeech | 'no-item' | 'no-cue'>;

/** Speech cannot be had at all: no credentials, no service. Its message is for the log, not for the station. */
export class NoVoiceError extends Error {
  override name = 'NoVoiceError';
}

/** A station's own details cannot be said: nobody's fault but of what it has filled in there. */
export class UnsayableError extends Error {
  override name = 'UnsayableError';
  readonly cue: number;
  /** Of the station, by their path: `name`, `contacts.demuna.phone`. */
  readonly fields: readonly string[];
  /** What the attempt has cost. */
  readonly usd: number;

  constructor({ cue, fields, usd }: Pick<UnsayableError, 'cue' | 'fields' | 'usd'>, options?: ErrorOptions) {
    super('unsayable', options);
    this.cue = cue;
    this.fields = fields;
    this.usd = usd;
  }
}

export interface SpeechApiOptions {
  tokens: readonly StationToken[];
  /** Where the site is served, from the configuration: the request's Host header says what its sender likes. */
  origin: string;
  prepare: PrepareSpeech;
  limits: SpeechLimits;
  /** Milliseconds since 1970. */
  now(): number;
  /** For whoever keeps the server: what failed, never what was asked or said. */
  log(line: string): void;
}

export type SpeechApi = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const mostBytes = 8192;
/** Programmes in work or waiting, of all stations together: they are made one after another. */
const mostWaiting = 8;

const bodySchema = v.strictObject({
  language: v.picklist(languageCodes),
  slug: id,
  cue: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))),
  station: v.optional(v.record(v.string(), v.unknown()))
});

/** Why an order is not taken. */
class Refusal extends Error {
  readonly status: number;
  readonly code: SpeechKey;
  readonly values: Record<string, string | number>;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    code: SpeechKey,
    { values = {}, headers = {} }: { values?: Record<string, string | number>; headers?: Record<string, string> } = {}
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.values = values;
    this.headers = headers;
  }
}

/** Without tokens nothing is spoken for anybody, and the answer says so. */
export const speechApiOff: SpeechApi = async (request, response) => {
  request.resume();
  refuse(request, response, new Refusal(503, 'speechApi.off'));
};

/**
 * `POST /api/speech`: audio of one of our texts with a station's details in it, for stations that hold a token. Who may ask and how
 * much is decided before anything is read or said.
 */
export function createSpeechApi(options: SpeechApiOptions): SpeechApi {
  const { tokens, prepare, limits, now, log } = options;
  const { origin } = new URL(options.origin);
  const accounts = createSpeechAccounts(limits, now);
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time: each takes all the processor there is, and what it costs is then known for each. */
  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    if (waiting >= mostWaiting) throw new Refusal(503, 'speechApi.busy', { headers: { 'Retry-After': '60' } });
    waiting++;
    const turn = last.then(job).finally(() => waiting--);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function answer(request: IncomingMessage): Promise<Uint8Array> {
    const station = admit(request);
    const order = await readOrder(request);
    const seconds = accounts.secondsToWait(station);
    if (seconds > 0)
      throw new Refusal(429, 'speechApi.rate', { values: { seconds }, headers: { 'Retry-After': String(seconds) } });
    return inTurn(async () => {
      const prepared = await prepare(order);
      const { language, slug, cue = 0 } = order;
      if (prepared === 'no-item') throw new Refusal(404, 'speechApi.noItem', { values: { slug } });
      if (prepared === 'no-cue') throw new Refusal(404, 'speechApi.noCue', { values: { slug, cue } });
      if (!accounts.mayHave(station, prepared)) throw new Refusal(429, 'speechApi.spent');
      // Charged before it is tried: what fails has been attempted, and may be charged to us.
      accounts.charge(station, prepared);
      try {
        const { bytes, usd } = await prepared.make();
        accounts.charge(station, { characters: 0, usd: Math.max(0, usd - prepared.usd) });
        return bytes;
      } catch (error) {
        if (!(error instanceof UnsayableError)) {
          log(`${speechApiPath}: ${nameOf(error)}, ${language}/${slug}${order.cue === undefined ? '' : `, ${cue}`}`);
          throw new Refusal(502, 'speechApi.failed');
        }
        accounts.charge(station, { characters: -prepared.characters, usd: error.usd - prepared.usd });
        const fields = error.fields.map((field) => `station.${field}`).join(', ');
        throw new Refusal(422, 'speechApi.unsayable', { values: { cue: error.cue, fields } });
      }
    });
  }

  /** The station that asks, if it may. */
  function admit({ method, headers }: IncomingMessage): string {
    if (method !== 'POST') throw new Refusal(405, 'speechApi.method', { headers: { Allow: 'POST' } });
    // Programs send none; a browser always does, and a page of somebody else's cannot change it.
    if (headers.origin !== undefined && headers.origin !== origin) throw new Refusal(403, 'speechApi.origin');
    const presented = /^Bearer ([\x21-\x7e]{16,200})$/.exec(headers.authorization ?? '')?.[1];
    const station = presented === undefined ? undefined : stationOf(tokens, presented);
    if (station === undefined) throw new Refusal(401, 'speechApi.token', { headers: { 'WWW-Authenticate': 'Bearer' } });
    if (!/^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) throw new Refusal(415, 'speechApi.type');
    if (Number(headers['content-length'] ?? 0) > mostBytes)
      throw new Refusal(413, 'speechApi.large', { values: { max: mostBytes } });
    return station;
  }

  return async (request, response) => {
    try {
      const bytes = await answer(request);
      response.writeHead(200, {
        'Content-Type': 'audio/mpeg',
        'Content-Length': bytes.length,
        'Cache-Control': 'no-store'
      });
      response.end(bytes);
    } catch (error) {
      request.resume();
      if (error instanceof Refusal) return refuse(request, response, error);
      const noVoice = error instanceof NoVoiceError;
      // The message of any other may hold the words that were to be said.
      log(`${speechApiPath}: ${noVoice ? error.message : nameOf(error)}`);
      refuse(request, response, new Refusal(noVoice ? 503 : 502, noVoice ? 'speechApi.voice' : 'speechApi.failed'));
    }
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

async function readOrder(request: IncomingMessage): Promise<SpeechOrder> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // A length that was not announced, or not truly.
    if (bytes > mostBytes) throw new Refusal(413, 'speechApi.large', { values: { max: mostBytes } });
    chunks.push(chunk);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new Refusal(400, 'speechApi.json');
  }
  const body = v.safeParse(bodySchema, value);
  if (!body.success) throw new Refusal(400, 'speechApi.field', { values: { field: fieldOf(body.issues[0]) } });
  const { language, slug, cue, station: fields = {} } = body.output;
  const station = stationFile.parse({ ...emptyStation, ...fields });
  if (station.value === undefined)
    throw new Refusal(400, 'speechApi.field', {
      values: { field: ['station', station.issues[0]?.field].filter(Boolean).join('.') }
    });
  return { language, slug, cue, station: station.value };
}

const fieldOf = ({ path }: v.BaseIssue<unknown>): string =>
  path?.map((step) => String(step.key).slice(0, 40)).join('.') || 'JSON';

/** An error as JSON: a word for programs, a sentence in the reader's language. */
function refuse({ headers }: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { status, code, values } = refusal;
  const language = /^\s*(?:quz|qu)\b/i.test(headers['accept-language'] ?? '') ? 'quz' : 'es';
  const body = JSON.stringify({
    error: code.replace(/^speechApi\./, ''),
    message: speechWords[language](code, values)
  });
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Language': language,
    'Cache-Control': 'no-store',
    // What is left of a body that is too long is not waited for.
    Connection: 'close',
    ...refusal.headers
  });
  response.end(`${body}\n`);
}
