import { answerJobs } from '#lib/speech/answer-jobs.ts';
import type { MixStep } from './mix.ts';
import { produce, type Production } from './produce.ts';

/** Mixes and encodes in a browser's worker: the encoder is WebAssembly, which no page of ours may run (svelte.config.js). */
answerJobs<MixStep[], Production>(self, async (steps) => {
  const production = await produce(steps);
  return { result: production, transfer: [production.mp3.buffer] };
});
