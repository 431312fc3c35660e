import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSiteServer } from '#lib/server/serve.ts';

/** Runs `npm run serve`'s program in a folder and gives what it printed. */
const serve = (cwd: string, env: Record<string, string>): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), path.resolve('src/cli/serve.ts')], {
      cwd,
      env: { ...process.env, ...env }
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('exit', (code) => resolve({ code, output }));
  });

let site: string;
beforeAll(async () => {
  site = await mkdtemp(path.join(tmpdir(), 'willakuy-serve-'));
  await import('node:fs/promises').then(({ mkdir }) => mkdir(path.join(site, 'build')));
  await writeFile(path.join(site, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(site, 'build/handler.js'), 'export const handler = (request, response, next) => next();');
});
afterAll(() => rm(site, { recursive: true, force: true }));

describe('npm run serve', () => {
  it('says which port is taken and how to choose another', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, output } = await serve(site, { PORT: String(port), HOST: '127.0.0.1' });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`El puerto ${port} ya está ocupado`);
    expect(output).toContain(`PORT=${port + 1}`);
    expect(output).not.toContain('    at ');
  });

  it.each([
    [{ PORT: 'radio' }, 'PORT=radio no es un puerto'],
    [{ PORT: '0', HOST: '203.0.113.9' }, 'HOST=203.0.113.9 no es una dirección de esta máquina']
  ])('refuses %o with a remedy', async (env, message) => {
    const { code, output } = await serve(site, env);
    expect(code).toBe(1);
    expect(output).toContain(message);
  });

  it('says that the build is missing', async () => {
    const { code, output } = await serve(tmpdir(), { PORT: '0' });
    expect(code).toBe(1);
    expect(output).toContain('npm run build');
  });
});

describe('the server', () => {
  it('sends its headers on every answer, refuses to write, and tells its health', async () => {
    const server = await createSiteServer(path.join(site, 'build/handler.js'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [url, method, status] of [
      ['/health', 'GET', 200],
      ['/nada', 'GET', 404],
      ['/', 'POST', 405]
    ] as const) {
      const response = await fetch(origin + url, { method });
      expect(response.status).toBe(status);
      for (const name of [
        'content-security-policy',
        'x-content-type-options',
        'referrer-policy',
        'cross-origin-opener-policy'
      ])
        expect(response.headers.get(name), `${url} ${name}`).toBeTruthy();
    }
    server.close();
  });

  it('lets the recording room ask for the microphone, and no other page', async () => {
    const server = await createSiteServer(path.join(site, 'build/handler.js'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const microphoneAt = async (url: string) =>
      /microphone=\(\w*\)/.exec((await fetch(origin + url)).headers.get('permissions-policy') ?? '')?.[0];
    for (const url of ['/es/mesa/grabar/', '/quz/mesa/grabar/?guion=la-llamada&idioma=es'])
      expect(await microphoneAt(url), url).toBe('microphone=(self)');
    for (const url of [
      '/',
      '/es/mesa/',
      '/es/mesa/guion/',
      '/es/mesa/grabar/x',
      '/x/es/mesa/grabar/',
      '/?/es/mesa/grabar/'
    ])
      expect(await microphoneAt(url), url).toBe('microphone=()');
    server.close();
  });
});
