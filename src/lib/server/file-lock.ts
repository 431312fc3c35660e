import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What is done under a lock takes milliseconds: one this old was left by a run that was killed. */
const staleMilliseconds = 30_000;
const waitMilliseconds = 20;

/**
 * Does a short job while no other process does one on the same file. For reading a file, changing it and writing it back; writing
 * alone needs no lock (writeAtomically).
 */
export async function withFileLock<T>(file: string, job: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  await mkdir(path.dirname(file), { recursive: true });
  for (;;)
    try {
      await (await open(lock, 'wx')).close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > staleMilliseconds) await rm(lock, { force: true });
      else await wait(waitMilliseconds);
    }
  try {
    return await job();
  } finally {
    await rm(lock, { force: true });
  }
}
