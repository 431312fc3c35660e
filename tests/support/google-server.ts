import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import grpc from '@grpc/grpc-js';
import type { GoogleClientOptions } from '#lib/server/google/client.ts';

// What the client library itself is built from; they are its dependencies, not ours.
const ofClient = createRequire(createRequire(import.meta.url).resolve('@google-cloud/text-to-speech'));
interface ProtoType {
  encode(value: unknown): { finish(): Uint8Array };
  decode(bytes: Uint8Array): unknown;
  fromObject(value: unknown): unknown;
  toObject(value: unknown, options: object): SynthesisRequest;
}
const { protobuf } = ofClient('google-gax') as {
  protobuf: { Root: { fromJSON(json: unknown): { lookupType(name: string): ProtoType } } };
};
const { PassThroughClient } = ofClient('google-auth-library') as {
  PassThroughClient: new () => NonNullable<GoogleClientOptions['authClient']>;
};
const root = protobuf.Root.fromJSON(ofClient('@google-cloud/text-to-speech/build/protos/protos.json'));

export interface SynthesisRequest {
  input: { text?: string; ssml?: string };
  voice: { languageCode: string; name: string };
  audioConfig: { audioEncoding: string | number; sampleRateHertz: number; speakingRate: number; pitch: number };
  enableTimePointing?: unknown[];
}

/** How the next call is answered. */
export type Answer =
  | { audio: Uint8Array; marks?: 'all' | 'some' }
  /** A status of gRPC; over REST the HTTP status that goes with it. */
  | { code: number; details?: string }
  | 'reset'
  | 'never'
  | 'html';

const httpStatus: Record<number, number> = { 3: 400, 4: 504, 7: 403, 8: 429, 13: 500, 14: 503, 16: 401 };
const statusNames: Record<number, string> = {
  3: 'INVALID_ARGUMENT',
  4: 'DEADLINE_EXCEEDED',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED'
};

export const listedVoices = [
  { name: 'es-US-Neural2-A', ssmlGender: 'FEMALE' },
  { name: 'es-US-Neural2-B', ssmlGender: 'MALE' },
  { name: 'es-US-Neural2-C', ssmlGender: 'MALE' },
  { name: 'es-US-Wavenet-A', ssmlGender: 'FEMALE' },
  { name: 'es-US-Wavenet-B', ssmlGender: 'MALE' },
  { name: 'es-US-Standard-A', ssmlGender: 'FEMALE' },
  { name: 'es-US-Chirp3-HD-Kore', ssmlGender: 'FEMALE' },
  { name: 'en-US-Neural2-A', ssmlGender: 'FEMALE' }
];

/** A WAV as the service sends it: 16 bit, mono. */
export function toWav(seconds: number, { sampleRate = 24_000 } = {}): Buffer {
  const samples = Math.round(seconds * sampleRate);
  const bytes = Buffer.alloc(44 + samples * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index++)
    bytes.writeInt16LE(Math.round(9000 * Math.sin(index / 20)), 44 + index * 2);
  return bytes;
}

export interface GoogleServer {
  transport: 'grpc' | 'rest';
  /** Leads the real client here. */
  client: GoogleClientOptions;
  /** What it has been asked to say, in order. */
  asked: SynthesisRequest[];
  /** How the next calls are answered, one each; the last one holds for all that follow. */
  answer(...answers: Answer[]): void;
  close(): Promise<void>;
}

/** What both transports share: what was asked, and what comes next. */
function createScript() {
  const asked: SynthesisRequest[] = [];
  let answers: Answer[] = [];
  return {
    asked,
    answer(...next: Answer[]) {
      answers = next;
      asked.length = 0;
    },
    next(request: SynthesisRequest): Answer {
      asked.push(request);
      const [first, ...rest] = answers;
      if (rest.length > 0) answers = rest;
      return first ?? { code: 13, details: 'the test gave no answer' };
    }
  };
}

const timepointsOf = ({ input, enableTimePointing = [] }: SynthesisRequest, marks: 'all' | 'some' | undefined) =>
  marks === undefined || enableTimePointing.length === 0
    ? []
    : [...(input.ssml ?? '').matchAll(/<mark name="(\d+)"/g)]
        .map(([, name], index) => ({ markName: name, timeSeconds: index * 0.25 }))
        .slice(marks === 'some' ? 1 : 0);

/** A server that speaks Google's protocol over gRPC, from the protocol files of the client itself. */
export async function startGrpcServer(): Promise<GoogleServer> {
  const script = createScript();
  const server = new grpc.Server();
  for (const version of ['v1', 'v1beta1']) {
    const namespace = `google.cloud.texttospeech.${version}`;
    const type = (name: string) => root.lookupType(`${namespace}.${name}`);
    const method = (name: string, request: string, response: string) => ({
      path: `/${namespace}.TextToSpeech/${name}`,
      requestStream: false as const,
      responseStream: false as const,
      requestSerialize: (value: unknown) => Buffer.from(type(request).encode(type(request).fromObject(value)).finish()),
      requestDeserialize: (bytes: Buffer) => type(request).toObject(type(request).decode(bytes), { enums: String }),
      responseSerialize: (value: unknown) =>
        Buffer.from(type(response).encode(type(response).fromObject(value)).finish()),
      responseDeserialize: (bytes: Buffer) => type(response).decode(bytes)
    });
    server.addService(
      {
        SynthesizeSpeech: method('SynthesizeSpeech', 'SynthesizeSpeechRequest', 'SynthesizeSpeechResponse'),
        ListVoices: method('ListVoices', 'ListVoicesRequest', 'ListVoicesResponse')
      },
      {
        ListVoices: (_call: unknown, done: (error: null, value: object) => void) =>
          done(null, { voices: listedVoices }),
        SynthesizeSpeech(
          call: { request: SynthesisRequest; call?: { stream?: { close(code: number): void } } },
          done: (error: object | null, value?: object) => void
        ) {
          const answer = script.next(call.request);
          if (answer === 'never') return;
          // HTTP/2's way to break a call off.
          if (answer === 'reset') return done({ code: 14, details: 'read ECONNRESET' });
          if (answer === 'html') return done(null, { audioContent: Buffer.from('<!DOCTYPE html><html>Login</html>') });
          if ('code' in answer) return done({ code: answer.code, details: answer.details ?? 'no' });
          done(null, { audioContent: answer.audio, timepoints: timepointsOf(call.request, answer.marks) });
        }
      }
    );
  }
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound)
    )
  );
  return {
    ...script,
    transport: 'grpc',
    client: {
      apiEndpoint: '127.0.0.1',
      port,
      // The library brings a copy of these types of its own.
      sslCreds: grpc.credentials.createInsecure() as unknown as NonNullable<GoogleClientOptions['sslCreds']>,
      authClient: new PassThroughClient()
    },
    close: async () => server.forceShutdown()
  };
}

/** The same over REST. */
export async function startRestServer(): Promise<GoogleServer> {
  const script = createScript();
  const server = createServer((request, response) => {
    void readBody(request).then((body) => answerRest(request, response, body));
  });
  function answerRest(request: IncomingMessage, response: ServerResponse, body: string): void {
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (request.url?.startsWith('/v1/voices')) return json(200, { voices: listedVoices });
    const answer = script.next(JSON.parse(body) as SynthesisRequest);
    if (answer === 'never') return;
    if (answer === 'reset') return void request.socket.destroy();
    if (answer === 'html') {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      return void response.end('<!DOCTYPE html><html>Login</html>');
    }
    if ('code' in answer) {
      const status = httpStatus[answer.code] ?? 500;
      return json(status, {
        error: { code: status, message: answer.details ?? 'no', status: statusNames[answer.code], details: [] }
      });
    }
    const asked = script.asked.at(-1);
    json(200, {
      audioContent: Buffer.from(answer.audio).toString('base64'),
      ...(asked?.enableTimePointing ? { timepoints: timepointsOf(asked, answer.marks) } : {})
    });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...script,
    transport: 'rest',
    client: {
      fallback: true,
      protocol: 'http',
      apiEndpoint: '127.0.0.1',
      port: (server.address() as AddressInfo).port,
      authClient: new PassThroughClient()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
