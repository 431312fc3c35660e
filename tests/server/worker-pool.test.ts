import { expect, it } from 'vitest';
import { createWorkerPool } from '#lib/server/worker-pool.ts';

/** Answers with the number of its thread. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ id }) => parentPort.postMessage({ id, result: threadId }));`)}`
);

it('ends a thread that has had nothing to do, and starts another for the next job', async () => {
  const pool = createWorkerPool<string, number>(script, { size: 1, idleSeconds: 0.2 });
  const [first, second] = [await pool.run('a'), await pool.run('b')];
  expect(second).toBe(first);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const third = await pool.run('c');
  expect(third).not.toBe(first);
  await pool.close();
});
