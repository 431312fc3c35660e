/** Waits until a service worker rules; fails where it cannot be installed. */
export const untilActive = (worker: ServiceWorker | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === 'activated') resolve();
      if (!worker || worker.state === 'redundant') reject(new Error('worker'));
    };
    worker?.addEventListener('statechange', look);
    look();
  });
