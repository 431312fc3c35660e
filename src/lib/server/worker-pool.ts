import { Worker } from 'node:worker_threads';

interface Job<In, Out> {
  id: number;
  input: In;
  resolve(value: Out): void;
  reject(reason: Error): void;
}

/**
 * Threads that do one kind of job. They start when there is something to do; a thread that dies, or takes longer than
 * `timeoutSeconds`, fails its job and is replaced for the next.
 */
export interface WorkerPool<In, Out> {
  run(input: In): Promise<Out>;
  close(): Promise<void>;
}

export function createWorkerPool<In, Out>(
  script: URL,
  {
    size,
    timeoutSeconds = 120,
    idleSeconds
  }: {
    size: number;
    timeoutSeconds?: number;
    /** A thread with nothing to do for so long ends and gives its memory back; the next job starts another. */
    idleSeconds?: number;
  }
): WorkerPool<In, Out> {
  const waiting: Job<In, Out>[] = [];
  const busy = new Map<Worker, Job<In, Out>>();
  const idle: Worker[] = [];
  let nextId = 1;

  function start(): Worker {
    const worker = new Worker(new URL('./worker-entry.mjs', import.meta.url), {
      execArgv: [],
      workerData: { script: script.href }
    });
    let timer: NodeJS.Timeout | undefined;
    const finish = (settle: (job: Job<In, Out>) => void, reusable: boolean) => {
      clearTimeout(timer);
      const job = busy.get(worker);
      busy.delete(worker);
      if (reusable) idle.push(worker);
      if (job) settle(job);
      dispatch();
      if (idleSeconds !== undefined && idle.includes(worker))
        timer = setTimeout(() => {
          idle.splice(idle.indexOf(worker), 1);
          void worker.terminate();
        }, idleSeconds * 1000).unref();
    };
    worker.on('message', (answer: { id: number; result?: Out; error?: string; code?: string }) => {
      finish((job) => {
        if (answer.error === undefined) job.resolve(answer.result as Out);
        else job.reject(Object.assign(new Error(answer.error), answer.code && { code: answer.code }));
      }, true);
    });
    worker.on('error', (error) =>
      finish((job) => job.reject(error instanceof Error ? error : new Error(String(error))), false)
    );
    worker.on('exit', () => {
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      if (busy.has(worker))
        finish((job) => job.reject(new Error('El hilo de trabajo se cerró antes de terminar.')), false);
    });
    give.set(worker, (job) => {
      busy.set(worker, job);
      clearTimeout(timer);
      timer = setTimeout(() => void worker.terminate(), timeoutSeconds * 1000);
      worker.postMessage({ id: job.id, job: job.input });
    });
    return worker;
  }
  const give = new WeakMap<Worker, (job: Job<In, Out>) => void>();

  function dispatch(): void {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < size)) {
      const worker = idle.pop() ?? start();
      const job = waiting.shift();
      if (job) give.get(worker)?.(job);
    }
  }

  return {
    run: (input) =>
      new Promise((resolve, reject) => {
        waiting.push({ id: nextId++, input, resolve, reject });
        dispatch();
      }),
    async close() {
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    }
  };
}
