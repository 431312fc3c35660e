/** The outside world as an argument, so that a test waits for nothing and meets no chance. */
export interface Waiting {
  /** Milliseconds, of a clock that only goes on. */
  now(): number;
  /** 0 to 1. */
  random(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const realWaiting: Waiting = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(toAbortError(signal));
      const timer = setTimeout(done, milliseconds);
      function done() {
        signal?.removeEventListener('abort', stop);
        resolve();
      }
      function stop() {
        clearTimeout(timer);
        reject(toAbortError(signal));
      }
      signal?.addEventListener('abort', stop, { once: true });
    })
};

const toAbortError = (signal: AbortSignal | undefined): Error =>
  signal?.reason instanceof Error ? signal.reason : new Error('Se interrumpió.');

const baseMilliseconds = 500;
const longestMilliseconds = 20_000;

/**
 * Tries again what may pass, after a random wait that grows («full jitter»: many clients that failed together do not come back
 * together). The last error is thrown.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  {
    tries,
    mayPass,
    waiting: { random, sleep },
    signal
  }: { tries: number; mayPass: (error: unknown) => boolean; waiting: Waiting; signal?: AbortSignal | undefined }
): Promise<T> {
  for (let tried = 1; ; tried++)
    try {
      return await attempt();
    } catch (error) {
      if (tried >= tries || !mayPass(error) || signal?.aborted) throw error;
      await sleep(random() * Math.min(longestMilliseconds, baseMilliseconds * 2 ** tried), signal);
    }
}

/** Lets so many through a minute, evenly, after a first handful at once. The wait is over in the order of asking. */
export function createRateLimiter(perMinute: number, { now, sleep }: Waiting) {
  const gap = 60_000 / perMinute;
  const burst = Math.max(1, Math.min(4, perMinute / 10));
  let next = -Infinity;
  return async (signal?: AbortSignal): Promise<void> => {
    const time = now();
    next = Math.max(next + gap, time - burst * gap);
    if (next > time) await sleep(next - time, signal);
  };
}

/** Stops asking a service that only fails: after so many failures in a row nothing is asked for a while, then one is let through. */
export function createCircuitBreaker(
  { failures, restSeconds }: { failures: number; restSeconds: number },
  { now }: Waiting
) {
  let row = 0;
  let openUntil = -Infinity;
  return {
    isOpen: () => now() < openUntil,
    succeeded() {
      row = 0;
    },
    failed() {
      if (++row >= failures) openUntil = now() + restSeconds * 1000;
    }
  };
}
