import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { espeakEngineVersion } from '#lib/speech/espeak.ts';
import type { SpeechProvider, SpeechRequest, Take } from '#lib/speech/voice.ts';
import { createWorkerPool } from './worker-pool.ts';

/** The embedded engine, in threads of its own that start with the first line to be said. */
export async function createEspeak({ threads }: { threads: number }): Promise<SpeechProvider> {
  const description = await readFile(
    createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten/package.json'),
    'utf8'
  );
  const { version } = JSON.parse(description) as { version: string };
  const pool = createWorkerPool<SpeechRequest, Take>(new URL('../speech/espeak-worker.ts', import.meta.url), {
    size: threads
  });
  return {
    id: 'espeak-ng',
    version: `${version}-${espeakEngineVersion}`,
    synthesize: (request) => pool.run(request),
    close: () => pool.close()
  };
}
