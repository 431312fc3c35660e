import { access } from 'node:fs/promises';
import path from 'node:path';
import { createSiteServer } from '#lib/server/serve.ts';
import { createSpeechApi, type SpeechApi } from '#lib/server/speech-api.ts';
import { readStationTokens } from '#lib/server/speech-tokens.ts';

const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65535)
  fail(`PORT=${process.env.PORT} no es un puerto. Use un número entre 1 y 65535.`);

const handlerFile = path.resolve('build/handler.js');
await access(handlerFile).catch(() => fail('Falta la carpeta build/. Ejecute primero: npm run build'));

const shownHost = host.includes(':') ? `[${host}]` : host;
// The adapter would otherwise believe the request's Host header.
process.env.ORIGIN ??= `http://${shownHost}:${port}`;
const speechApi = await openSpeechApi();
const server = await createSiteServer(handlerFile, speechApi ? { speechApi: speechApi.answer } : {});

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE')
    fail(`El puerto ${port} ya está ocupado. Elija otro: PORT=${port + 1} npm run serve`);
  if (error.code === 'EACCES')
    fail(`No hay permiso para usar el puerto ${port}. Elija uno mayor que 1023: PORT=3000 npm run serve`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    fail(`HOST=${host} no es una dirección de esta máquina. Use 127.0.0.1 o 0.0.0.0.`);
  throw error;
});
server.listen(port, host, () => {
  const address = server.address();
  const open = typeof address === 'object' && address ? address.port : port;
  console.log(`Willakuy: http://${shownHost}:${open}/`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server.close(() => void (speechApi?.close() ?? Promise.resolve()).finally(() => process.exit(0)));
    server.closeIdleConnections();
    // A download may go on for a while; nobody waits for ever.
    setTimeout(() => process.exit(0), 30_000).unref();
  });

/** `POST /api/speech`, where WILLAKUY_SPEECH_TOKENS says which stations may ask. Nothing of it is loaded otherwise. */
async function openSpeechApi(): Promise<{ answer: SpeechApi; close(): Promise<void> } | undefined> {
  const { WILLAKUY_SPEECH_TOKENS: setting, ORIGIN: origin = '' } = process.env;
  if (!setting) return undefined;
  const tokens = await readStationTokens(setting).catch((error: Error) => fail(error.message));
  const { createSpeechService } = await import('#lib/server/speech-service.ts');
  const { getContent } = await import('#lib/server/content.ts');
  const log = (line: string) => console.error(line);
  const service = createSpeechService({
    library: async () => (await getContent()).library,
    cacheFolder: process.env.WILLAKUY_SPEECH_CACHE ?? '.cache/audio',
    now: () => Date.now(),
    log
  });
  const limits = {
    requestsPerMinute: readLimit('WILLAKUY_SPEECH_REQUESTS_PER_MINUTE', 6),
    charactersPerDay: readLimit('WILLAKUY_SPEECH_CHARACTERS_PER_DAY', 50_000),
    usdPerDay: readLimit('WILLAKUY_SPEECH_USD_PER_DAY', 1)
  };
  console.log(`Voz por pedido encendida para ${tokens.length} radios, desde ${origin}.`);
  const answer = createSpeechApi({ tokens, origin, prepare: service.prepare, limits, now: () => Date.now(), log });
  return { answer, close: service.close };
}

function readLimit(name: string, usual: number): number {
  const value = Number(process.env[name] ?? usual);
  if (!(value >= 0)) fail(`${name}=${process.env[name]} no es un número. Use por ejemplo ${usual}.`);
  return value;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
