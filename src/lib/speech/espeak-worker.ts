import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { synthesizeOnce, type LoadEngine } from './espeak.ts';
import type { SpeechRequest, Take } from './voice.ts';

/**
 * The engine's own thread: it blocks while it speaks, and its clock stands still, for the engine seeds its noise from
 * the time (audio.md, trap 1). Answers each `{ id, job }` with `{ id, result }` or `{ id, error }`.
 */
Date.now = () => 1_416_787_200_000;

const moduleUrl = import.meta.resolve('@echogarden/espeak-ng-emscripten');
const engine = Promise.all([
  import(moduleUrl) as Promise<{ default: LoadEngine }>,
  readFile(fileURLToPath(new URL('espeak-ng.data', moduleUrl)))
]);
let queue = Promise.resolve();

parentPort?.on('message', ({ id, job }: { id: number; job: SpeechRequest }) => {
  queue = queue.then(async () => {
    try {
      const [{ default: load }, data] = await engine;
      const result: Take = await synthesizeOnce(load, data.buffer as ArrayBuffer, job);
      parentPort?.postMessage({ id, result }, [result.pcm.buffer as ArrayBuffer]);
    } catch (error) {
      parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
});
