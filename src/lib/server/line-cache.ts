import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Take } from '#lib/speech/voice.ts';
import { writeAtomically } from './atomic-file.ts';

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const headerSchema = v.object({
  sampleRate: v.number(),
  wordSeconds: v.optional(v.array(v.number())),
  sha256: v.string()
});

/**
 * Takes on disk, one file each, named by their key: a line of JSON, then the samples. A file that does not match its own
 * hash counts as missing, so that it is made anew.
 */
export interface LineCache {
  /** The folder that takes the files; named in errors. */
  folder: string;
  read(key: string): Promise<{ take: Take } | 'missing' | 'damaged'>;
  write(key: string, take: Take): Promise<void>;
  /** Whether there is a take, without reading it: it may still turn out damaged. */
  has(key: string): Promise<boolean>;
}

export function createLineCache(folder: string): LineCache {
  const fileOf = (key: string) => path.join(folder, key.slice(0, 2), `${key}.take`);
  return {
    folder,
    async read(key) {
      let bytes: Buffer;
      try {
        bytes = await readFile(fileOf(key));
      } catch {
        return 'missing';
      }
      const cut = bytes.indexOf(0x0a);
      const header = parseHeader(bytes.subarray(0, Math.max(0, cut)).toString('utf8'));
      const samples = bytes.subarray(cut + 1);
      if (!header || samples.length % 2 === 1 || sha256(samples) !== header.sha256) return 'damaged';
      const pcm = new Int16Array(samples.length / 2);
      const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
      for (let index = 0; index < pcm.length; index++) pcm[index] = view.getInt16(index * 2, true);
      return { take: { pcm, sampleRate: header.sampleRate, wordSeconds: header.wordSeconds } };
    },
    async write(key, { pcm, sampleRate, wordSeconds }) {
      const samples = Buffer.alloc(pcm.length * 2);
      pcm.forEach((sample, index) => samples.writeInt16LE(sample, index * 2));
      const header = JSON.stringify({ sampleRate, wordSeconds, sha256: sha256(samples) });
      await writeAtomically(fileOf(key), Buffer.concat([Buffer.from(`${header}\n`), samples]));
    },
    has: (key) =>
      access(fileOf(key)).then(
        () => true,
        () => false
      )
  };
}

function parseHeader(line: string): v.InferOutput<typeof headerSchema> | undefined {
  try {
    return v.parse(headerSchema, JSON.parse(line));
  } catch {
    return undefined;
  }
}
