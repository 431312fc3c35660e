import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { languageCodes } from '#lib/domain/language.ts';
import { deskPath } from '#lib/domain/paths.ts';
import { exportFormats } from '#lib/export/formats.ts';
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
    nameMediaType(request, response);
    handler(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('404\n');
    });
  });
}

/** The adapter's file server knows few of our exports and sends the others with an empty type. */
function nameMediaType(request: IncomingMessage, response: ServerResponse): void {
  const extension = path.posix.extname((request.url ?? '').split('?')[0] ?? '').slice(1);
  const type = exportFormats.find((format) => format.extension === extension)?.mediaType;
  if (type === undefined) return;
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    headers?: Record<string, unknown>
  ) => ServerResponse;
  response.writeHead = ((status: number, headers?: Record<string, unknown>) =>
    writeHead(
      status,
      headers && status < 300 ? { ...headers, 'Content-Type': type } : headers
    )) as ServerResponse['writeHead'];
}
