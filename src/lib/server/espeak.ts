import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { espeakEngineVersion, maxTextBytes } from '#lib/speech/espeak.ts';
import type { EngineRequest, SpeechProvider, Take } from '#lib/speech/voice.ts';
import { createWorkerPool } from './worker-pool.ts';

/** The embedded engine, in threads of its own that start with the first line to be said. */
export async function createEspeak({ threads }: { threads: number }): Promise<SpeechProvider> {
  const description = await readFile(
    createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten/package.json'),
    'utf8'
  );
  const { version } = JSON.parse(description) as { version: string };
  const pool = createWorkerPool<EngineRequest, Take>(new URL('../speech/espeak-worker.ts', import.meta.url), {
    size: threads,
    // Once everything has been said, the mixers need the memory.
    idleSeconds: 0.5
  });
  return {
    provider: 'espeak',
    id: 'espeak-ng',
    version: `${version}-${espeakEngineVersion}`,
    capabilities: () => ({
      speaks: true,
      wordTimes: 'exact',
      ssml: false,
      rate: true,
      pitch: true,
      maxBytes: maxTextBytes,
      deterministic: true
    }),
    // Its package is installed with ours and read above: there is nothing that could be missing.
    available: () => Promise.resolve({ ok: true }),
    synthesize: ({ voice, pitch, rate, text }) => pool.run({ voice, pitch, rate, text }),
    close: () => pool.close()
  };
}
