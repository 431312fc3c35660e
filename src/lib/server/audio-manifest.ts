import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { audioManifestSchema, type AudioManifest } from '#lib/domain/audio.ts';

export const manifestName = 'manifest.json';

/** What audio there is in a folder (static/audio); none where there is no manifest. One that cannot be read is an error. */
export async function readAudioManifest(folder: string): Promise<AudioManifest> {
  const file = path.join(folder, manifestName);
  let source: string;
  try {
    source = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file}: no se puede leer (${(error as Error).message}). Revise los permisos.`, { cause: error });
  }
  try {
    return v.parse(audioManifestSchema, JSON.parse(source));
  } catch (error) {
    throw new Error(`${file}: está dañado o es de otra versión. Bórrelo y ejecute «npm run audio».`, { cause: error });
  }
}
