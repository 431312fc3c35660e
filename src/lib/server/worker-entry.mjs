// The first file of every worker thread, in plain JavaScript: Node 20 does not apply `--import tsx` to a worker's own
// script, so the loader is registered here and the real script, TypeScript, imported after it.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.script);
