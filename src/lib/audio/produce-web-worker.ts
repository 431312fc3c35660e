import { answerJobs } from '#lib/speech/answer-jobs.ts';
import type { MixStep } from './mix.ts';
import { produceFiles, type Delivery, type Production } from './produce.ts';
import type { ProgrammeTags } from './tags.ts';

export interface MixerJob {
  steps: MixStep[];
  /** Any but Opus, whose encoder runs in Node only. */
  deliveries: Delivery[];
  tags: ProgrammeTags;
}

/** Mixes and encodes in a browser's worker: the encoder is WebAssembly, which no page of ours may run (svelte.config.js). */
answerJobs<MixerJob, Production>(self, async ({ steps, deliveries, tags }) => {
  const production = await produceFiles(steps, { deliveries, tags });
  return { result: production, transfer: production.files.map(({ bytes }) => bytes.buffer) };
});
