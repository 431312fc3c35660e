import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { createEspeakEngine, engineClock, type Espeak, type LoadEngine } from './espeak.ts';
import { SpeechError, type EngineRequest } from './voice.ts';

/**
 * The engine's own thread: it blocks while it speaks, and its clock stands still, for the engine seeds its noise from
 * the time (audio.md, trap 1). Answers each `{ id, job }` with `{ id, result }` or `{ id, error }`.
 */
Date.now = () => engineClock;

const moduleUrl = import.meta.resolve('@echogarden/espeak-ng-emscripten');

async function start(): Promise<Espeak> {
  const { default: load } = (await import(moduleUrl)) as { default: LoadEngine };
  const data = await readFile(fileURLToPath(new URL('espeak-ng.data', moduleUrl)));
  return createEspeakEngine(load, data.buffer as ArrayBuffer);
}

let engine: Promise<Espeak> | undefined;
let queue = Promise.resolve();

parentPort?.on('message', ({ id, job }: { id: number; job: EngineRequest }) => {
  queue = queue.then(async () => {
    try {
      const result = (await (engine ??= start())).synthesize(job);
      parentPort?.postMessage({ id, result }, [result.pcm.buffer as ArrayBuffer]);
    } catch (error) {
      // After a fault of its own the engine is not to be trusted with the next line.
      if (!(error instanceof SpeechError)) engine = undefined;
      parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
});
