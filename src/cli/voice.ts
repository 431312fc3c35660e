import path from 'node:path';
import { DiskError } from '#lib/server/disk-error.ts';
import { makeVoiceFiles } from '#lib/server/voice-files.ts';

/** Ends with 0 all right, 4 the disk refused. */
try {
  const { files, state } = await makeVoiceFiles(path.resolve('static/voice'));
  const kilobytes = (files.compressedBytes / 1000).toFixed(0);
  console.error(`Voz para el navegador: ${kilobytes} kB comprimida, ${state === 'made' ? 'hecha' : 'sin cambios'}.`);
} catch (error) {
  if (!(error instanceof DiskError)) throw error;
  console.error(error.message);
  process.exitCode = 4;
}
