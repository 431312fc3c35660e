import type { MixStep } from '#lib/audio/mix.ts';
import { produce } from '#lib/audio/produce.ts';

/** Mixes and encodes beside the page, which its WebAssembly may not enter. Answers steps with `{ production }` or `{ error }`. */
const worker = self as unknown as Pick<Worker, 'addEventListener' | 'postMessage'>;

worker.addEventListener('message', ({ data }: MessageEvent<MixStep[]>) => {
  produce(data).then(
    (production) => worker.postMessage({ production }, [production.mp3.buffer]),
    (error: unknown) => worker.postMessage({ error: error instanceof Error ? error.message : String(error) })
  );
});
