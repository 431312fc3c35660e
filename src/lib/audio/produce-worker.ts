import { parentPort } from 'node:worker_threads';
import type { MixStep } from './mix.ts';
import { produce } from './produce.ts';

/** Mixes and encodes programmes beside the main thread. Answers `{ id, job }` with `{ id, result }` or `{ id, error }`. */
parentPort?.on('message', ({ id, job }: { id: number; job: MixStep[] }) => {
  produce(job).then(
    (result) => parentPort?.postMessage({ id, result }, [result.mp3.buffer]),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  );
});
