import { answerJobs } from './answer-jobs.ts';
import { createEspeakEngine, engineClock, type Espeak, type LoadEngine } from './espeak.ts';
import { fromSlimData } from './slim-data.ts';
import type { EngineRequest, Take } from './voice.ts';

/**
 * The engine in a browser's worker: it blocks while it speaks, and its clock stands still, as in Node (espeak-worker.ts).
 * Its JavaScript is loaded from our site, by address: it is GPL, 0.8 MB, and no part of any bundle.
 */
export type EspeakJob = { load: { engineUrl: string; slim: Uint8Array } } | { say: EngineRequest };

Date.now = () => engineClock;

let engine: Espeak | undefined;

answerJobs<EspeakJob, Take | undefined>(self, async (job) => {
  if ('load' in job) {
    const { default: load } = (await import(/* @vite-ignore */ job.load.engineUrl)) as { default: LoadEngine };
    engine = await createEspeakEngine(load, fromSlimData(job.load.slim));
    return { result: undefined };
  }
  if (!engine) throw new Error('La voz no está cargada.');
  const take = engine.synthesize(job.say);
  return { result: take, transfer: [take.pcm.buffer as ArrayBuffer] };
});
