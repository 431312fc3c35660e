import type { Production } from '#lib/audio/produce.ts';
import type { MixerJob } from '#lib/audio/produce-web-worker.ts';
import { createWorkerClient, type WorkerLike } from './worker-client.ts';

export const startMixer = (): WorkerLike =>
  new Worker(new URL('../audio/produce-web-worker.ts', import.meta.url), { type: 'module' });

/** Mixes and encodes beside the page. After a stop it starts again with the next job. */
export interface Mixer {
  /**
   * @throws WorkerFault when the device cannot go on.
   * @throws AbortError when `signal` says so.
   */
  run(job: MixerJob, signal: AbortSignal): Promise<Production>;
  close(): void;
}

export function createMixer(start: () => WorkerLike = startMixer): Mixer {
  let client = createWorkerClient<MixerJob>(start);
  return {
    run(job, signal) {
      if (client.closed) client = createWorkerClient<MixerJob>(start);
      return client.run<Production>(job, { signal });
    },
    close: () => client.close()
  };
}
