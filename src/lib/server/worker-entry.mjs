// The first file of every worker thread, in plain JavaScript. Node 20 does not apply `--import tsx` to a worker's own
// script, so the loader is registered here and the real script imported after it; later versions read TypeScript themselves.
import { workerData } from 'node:worker_threads';

if (!('typescript' in process.features && process.features.typescript)) {
  const { register } = await import('tsx/esm/api');
  const unregister = register();
  await import(workerData.script);
  // What the script loads later is JavaScript: through the loader the voice's engine alone would take 90 MB.
  await unregister();
} else await import(workerData.script);
