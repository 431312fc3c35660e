import { closeSync, openSync, writeSync } from 'node:fs';
import type { MixStep } from '#lib/audio/mix.ts';
import { produceFiles, type Delivery, type Production, type WavSink } from '#lib/audio/produce.ts';
import type { ProgrammeTags } from '#lib/audio/tags.ts';
import { createFileStore } from './file-store.ts';
import { createLineCache } from './line-cache.ts';
import { createOpusWriter } from './opus.ts';

/** What a thread is told to make: steps name their takes, which it reads itself when they are due. */
export interface ProduceJob {
  steps: MixStep[];
  deliveries: Delivery[];
  tags: ProgrammeTags;
  /** Has the takes, and takes the mix while it is worked on. */
  cacheFolder: string;
  /** Takes the WAV, if one is to be made: it is not handed over. */
  wavFile?: string | undefined;
}

export type Produce = (job: ProduceJob) => Promise<Production>;

/** Mixes, masters and encodes with hardly anything in memory, however long the programme is. */
export const produceJob: Produce = async ({ steps, deliveries, tags, cacheFolder, wavFile }) => {
  const cache = createLineCache(cacheFolder);
  return produceFiles(steps, {
    deliveries,
    tags,
    store: createFileStore(cacheFolder),
    createOpusWriter,
    createWavSink: wavFile === undefined ? undefined : () => createFileSink(wavFile),
    async readTake(key) {
      const known = await cache.read(key);
      if (typeof known !== 'object')
        throw new Error(`${cacheFolder}: la línea guardada ${key.slice(0, 12)}… ya no está entera. Repita la orden.`);
      return known.take.pcm;
    }
  });
};

function createFileSink(file: string): WavSink {
  const handle = openSync(file, 'w');
  const put = (bytes: Uint8Array, at: number | null) => {
    for (let written = 0; written < bytes.length;)
      written += writeSync(handle, bytes, written, bytes.length - written, at === null ? null : at + written);
  };
  return {
    write: (bytes) => put(bytes, null),
    rewrite: (bytes) => put(bytes, 0),
    finish() {
      closeSync(handle);
      return new Uint8Array();
    }
  };
}
