import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Proxy {
  origin: string;
  /** Answers some requests itself, in place of the site; undefined lets the site answer. */
  answer: (path: string) => { status: number; type: string; body: string } | undefined;
  /** Changes the text of an answer on its way: a newer worker, a page of another version. */
  rewrite: ((path: string, body: string) => string) | undefined;
  /** No server any more: connections are refused. */
  stop: () => Promise<void>;
}

/** An address of its own in front of the site, which a test can spoil and stop. */
export async function startProxy(target: string): Promise<Proxy> {
  const server = createServer((request, response) => forward(request, response));
  const proxy: Proxy = {
    origin: '',
    answer: () => undefined,
    rewrite: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '/';
    const own = proxy.answer(path);
    if (own) {
      response.writeHead(own.status, { 'Content-Type': own.type }).end(own.body);
      return;
    }
    const { rewrite } = proxy;
    const headers = { ...request.headers, ...(rewrite ? { 'accept-encoding': 'identity' } : {}) };
    const onward = ask(target + path, { method: request.method ?? 'GET', headers }, (answer) => {
      if (!rewrite || !/javascript|html/.test(answer.headers['content-type'] ?? '')) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        return;
      }
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const { 'content-length': _length, etag: _etag, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, kept).end(rewrite(path, Buffer.concat(parts).toString()));
      });
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}
