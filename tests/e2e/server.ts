import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    origin: string;
  }
}

/** Serves build/ with the real entry point, and has a browser ready, for as long as the browser tests run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [{ origin, stop }, browser] = await Promise.all([startServer(), findBrowser()]);
  project.provide('origin', origin);
  project.provide('browser', browser);
  return stop;
}

/** A server process of its own, which a test can end. */
export async function startServer(): Promise<{ origin: string; stop: () => Promise<void> }> {
  if (!existsSync('build/handler.js')) throw new Error('Falta build/. Ejecute primero: npm run build');
  const server = spawn(process.execPath, ['--import', 'tsx', 'src/cli/serve.ts'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit']
  });
  return {
    origin: await originOf(server),
    stop: () =>
      new Promise((resolve) => {
        if (server.exitCode !== null || server.signalCode !== null) return resolve();
        server.once('exit', () => resolve());
        server.kill('SIGTERM');
      })
  };
}

const originOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`El servidor terminó con ${code}`)));
    server.stdout?.on('data', (chunk: Buffer) => {
      const url = /http:\/\/[^\s/]+/.exec(chunk.toString())?.[0];
      if (url) resolve(url);
    });
  });
