import { access } from 'node:fs/promises';
import path from 'node:path';
import { createSiteServer } from '#lib/server/serve.ts';

const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65535)
  fail(`PORT=${process.env.PORT} no es un puerto. Use un número entre 1 y 65535.`);

const handlerFile = path.resolve('build/handler.js');
await access(handlerFile).catch(() => fail('Falta la carpeta build/. Ejecute primero: npm run build'));

const shownHost = host.includes(':') ? `[${host}]` : host;
// The adapter would otherwise believe the request's Host header.
process.env.ORIGIN ??= `http://${shownHost}:${port}`;
const server = await createSiteServer(handlerFile);

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
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // A download may go on for a while; nobody waits for ever.
    setTimeout(() => process.exit(0), 30_000).unref();
  });

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
