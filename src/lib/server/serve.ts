import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { languageCodes } from '#lib/domain/language.ts';
import { deskPath, voiceFolder } from '#lib/domain/paths.ts';
import { exportFormats } from '#lib/export/formats.ts';
import { platformMediaType } from '#lib/export/platforms.ts';
import { speechApiOff, speechApiPath, type SpeechApi } from './speech-api.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** On every response, prerendered files included: SvelteKit's hooks never see those. */
const securityHeaders: Record<string, string> = {
  // Scripts and styles are limited by hashes in each page; this adds what only a header can say.
  'Content-Security-Policy': "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY'
};

/** The microphone is for the recording room alone, and there only this site may ask for it. */
const recordingRooms = languageCodes.map((code) => deskPath(code, 'record'));
const permissionsPolicy = (url = ''): string => {
  const records = recordingRooms.includes(url.split('?')[0] ?? '');
  return `camera=(), geolocation=(), microphone=(${records ? 'self' : ''}), interest-cohort=()`;
};

/**
 * An HTTP server around the build's handler (`build/handler.js`): security headers, health, and methods that only read, but for the
 * speech address, which is off unless it is given.
 */
export async function createSiteServer(
  handlerFile: string,
  { speechApi = speechApiOff }: { speechApi?: SpeechApi } = {}
): Promise<Server> {
  const { handler } = (await import(pathToFileURL(handlerFile).href)) as { handler: Handler };
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    response.setHeader('Permissions-Policy', permissionsPolicy(request.url));
    if (request.url?.split('?')[0] === speechApiPath) {
      void speechApi(request, response);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('405\n');
      return;
    }
    if (request.url === '/health') {
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end('ok\n');
      return;
    }
    changeHeaders(request, response);
    handler(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('404\n');
    });
  });
}

/** What the adapter's file server sends otherwise than we need it. */
function changeHeaders(request: IncomingMessage, response: ServerResponse): void {
  const pathname = (request.url ?? '').split('?')[0] ?? '';
  const extension = path.posix.extname(pathname).slice(1);
  // It knows few of our exports and sends the others with an empty type.
  const type = exportFormats.find((format) => format.extension === extension)?.mediaType ?? platformMediaType(pathname);
  // The voice's files are named by their hash, like those of the build.
  const forever = pathname.startsWith(voiceFolder) && /\.[0-9a-f]{16}\.[a-z]+$/.test(pathname);
  if (type === undefined && !forever) return;
  const changed = {
    ...(type === undefined ? {} : { 'Content-Type': type }),
    ...(forever ? { 'Cache-Control': 'public,max-age=31536000,immutable' } : {})
  };
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    headers?: Record<string, unknown>
  ) => ServerResponse;
  response.writeHead = ((status: number, headers?: Record<string, unknown>) =>
    writeHead(status, headers && status < 300 ? { ...headers, ...changed } : headers)) as ServerResponse['writeHead'];
}
