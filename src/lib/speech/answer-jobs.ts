import { SpeechError } from './voice.ts';

/**
 * Why a worker could not do a job: `line` what was asked cannot be said (the worker goes on), `memory` the device has no
 * more, `wasm` it runs no WebAssembly, `failed` anything else. After those three the worker is not to be trusted.
 */
export type FaultKind = 'line' | 'memory' | 'wasm' | 'failed';

export interface Job<In> {
  id: number;
  job: In;
}
export type Answer<Out> = { id: number; result: Out } | { id: number; fault: FaultKind; message: string };

/** What a job came to, and what of it is handed over instead of copied. */
export interface Done<Out> {
  result: Out;
  transfer?: Transferable[];
}

/** What we use of a worker's global scope; the library of types knows a window's only. */
interface WorkerScope {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** The worker's side of a browser: answers each `{ id, job }` in turn with `{ id, result }` or `{ id, fault, message }`. */
export function answerJobs<In, Out>(scope: WorkerScope, work: (job: In) => Promise<Done<Out>>): void {
  let queue = Promise.resolve();
  scope.onmessage = ({ data: { id, job } }: MessageEvent<Job<In>>) => {
    queue = queue.then(async () => {
      try {
        const { result, transfer = [] } = await work(job);
        scope.postMessage({ id, result } satisfies Answer<Out>, { transfer });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        scope.postMessage({ id, fault: faultOf(error), message } satisfies Answer<Out>, { transfer: [] });
      }
    });
  };
}

/** Engines tell a lack of memory by words only: `Array buffer allocation failed`, `out of memory`, `OOM`. */
export function faultOf(error: unknown): FaultKind {
  if (error instanceof SpeechError) return 'line';
  const message = error instanceof Error ? error.message : String(error);
  if (/memory|allocation|\bOOM\b|invalid (?:typed )?array length/i.test(message)) return 'memory';
  const noWasm = typeof WebAssembly === 'undefined' || error instanceof WebAssembly.CompileError;
  return noWasm ? 'wasm' : 'failed';
}
