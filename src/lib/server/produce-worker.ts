import { parentPort } from 'node:worker_threads';
import { produceJob, type ProduceJob } from './produce-job.ts';

/** Mixes and encodes programmes beside the main thread. Answers `{ id, job }` with `{ id, result }` or `{ id, error }`. */
parentPort?.on('message', ({ id, job }: { id: number; job: ProduceJob }) => {
  produceJob(job).then(
    (result) =>
      parentPort?.postMessage(
        { id, result },
        result.files.map(({ bytes }) => bytes.buffer)
      ),
    (error: unknown) =>
      parentPort?.postMessage({
        id,
        error: error instanceof Error ? error.message : String(error),
        // A full disk is known by it.
        code: (error as NodeJS.ErrnoException).code
      })
  );
});
