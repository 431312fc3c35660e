import type { Answer, FaultKind, Job } from '#lib/speech/answer-jobs.ts';

/** A worker could not do what it was asked; `kind` says why, the message is for developers. */
export class WorkerFault extends Error {
  override name = 'WorkerFault';
  readonly kind: FaultKind;
  /** Where a line could not be said: its cue, and the blanks of it that have been filled in. */
  readonly line: { cue: number | undefined; filled: readonly string[] } | undefined;

  constructor(kind: FaultKind, message: string, { line }: Pick<WorkerFault, 'line'> = { line: undefined }) {
    super(message);
    this.kind = kind;
    this.line = line;
  }
}

/** What we use of a worker: tests give another. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>;

/** The page's side of a worker that answers jobs (speech/answer-jobs.ts). */
export interface WorkerClient<In> {
  /**
   * @throws WorkerFault when the job cannot be done.
   * @throws AbortError when `signal` says so: then the worker is ended, for nothing else stops what it is doing.
   */
  run<Out>(job: In, options: { signal: AbortSignal; transfer?: Transferable[] }): Promise<Out>;
  /** Ends the worker and frees its memory. What is not answered yet never will be. */
  close(): void;
  readonly closed: boolean;
}

export function createWorkerClient<In>(start: () => WorkerLike): WorkerClient<In> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  let worker: WorkerLike | undefined = start();
  let nextId = 1;

  const end = (reason: unknown) => {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  // A script that does not load says nothing but that.
  worker.onerror = (event) => end(new WorkerFault('failed', event.message ?? 'worker'));
  worker.onmessageerror = () => end(new WorkerFault('failed', 'messageerror'));
  worker.onmessage = ({ data }: MessageEvent<Answer<unknown>>) => {
    const job = waiting.get(data.id);
    waiting.delete(data.id);
    if (!('fault' in data)) job?.resolve(data.result);
    else {
      const fault = new WorkerFault(data.fault, data.message);
      job?.reject(fault);
      if (data.fault !== 'line') end(fault);
    }
  };

  return {
    async run<Out>(job: In, { signal, transfer = [] }: { signal: AbortSignal; transfer?: Transferable[] }) {
      signal.throwIfAborted();
      if (!worker) throw new WorkerFault('failed', 'closed');
      const id = nextId++;
      const stop = () => end(signal.reason);
      signal.addEventListener('abort', stop);
      const answered = new Promise<Out>((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as Out), reject });
      });
      worker.postMessage({ id, job } satisfies Job<In>, transfer);
      return await answered.finally(() => signal.removeEventListener('abort', stop));
    },
    close: () => end(new WorkerFault('failed', 'closed')),
    get closed() {
      return worker === undefined;
    }
  };
}
