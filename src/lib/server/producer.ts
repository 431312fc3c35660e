import type { Production } from '#lib/audio/produce.ts';
import type { Produce, ProduceJob } from './produce-job.ts';
import { createWorkerPool } from './worker-pool.ts';

/** Threads that mix and encode. */
export function createProducer({ threads }: { threads: number }): { produce: Produce; close(): Promise<void> } {
  const pool = createWorkerPool<ProduceJob, Production>(new URL('./produce-worker.ts', import.meta.url), {
    size: threads,
    timeoutSeconds: 600
  });
  return { produce: (job) => pool.run(job), close: () => pool.close() };
}
