import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { AudioEntry } from '#lib/domain/audio.ts';
import { audioTimingsSchema, type AudioTimings } from '#lib/domain/audio-timings.ts';

/** The times of an audio's phrases (folder static/audio). @throws Error naming the file when it cannot be read. */
export async function readAudioTimings(folder: string, { timings }: AudioEntry): Promise<AudioTimings> {
  const file = path.join(folder, timings.url.replace(/^\/audio\//, ''));
  try {
    return v.parse(audioTimingsSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file}: falta o está dañado. Ejecute «npm run audio».`, { cause: error });
  }
}
