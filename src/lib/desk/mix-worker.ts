import type { MixStep } from '#lib/audio/mix.ts';
import { produceFiles } from '#lib/audio/produce.ts';
import type { ProgrammeTags } from '#lib/audio/tags.ts';

/** What a mix is made of. */
export interface MixJob {
  steps: MixStep[];
  tags: ProgrammeTags;
}

export interface MixedFile {
  mp3: Uint8Array<ArrayBuffer>;
  seconds: number;
}

/** Mixes and encodes beside the page, which its WebAssembly may not enter. Answers a job with `{ mixed }` or `{ error }`. */
const worker = self as unknown as Pick<Worker, 'addEventListener' | 'postMessage'>;

worker.addEventListener('message', ({ data: { steps, tags } }: MessageEvent<MixJob>) => {
  produceFiles(steps, { deliveries: [{ preset: 'web', format: 'mp3' }], tags }).then(
    ({ files: [file], seconds }) => {
      if (!file) return worker.postMessage({ error: 'mp3' });
      worker.postMessage({ mixed: { mp3: file.bytes, seconds } satisfies MixedFile }, [file.bytes.buffer]);
    },
    (error: unknown) => worker.postMessage({ error: error instanceof Error ? error.message : String(error) })
  );
});
