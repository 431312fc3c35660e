import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { SampleStore } from '#lib/audio/samples.ts';

const bytesPerSample = 4;

/**
 * A mix in a file of `folder` that has no name any more once it is open: whatever ends the process, nothing stays behind.
 * Its blocks are written and read at once, as its thread does nothing else.
 */
export function createFileStore(folder: string): SampleStore {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${randomBytes(8).toString('hex')}.${process.pid}.tmp`);
  const handle = openSync(file, 'wx+');
  unlinkSync(file);
  let length = 0;
  let open = true;
  return {
    get length() {
      return length;
    },
    append(block) {
      const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
      for (let written = 0; written < bytes.length;)
        written += writeSync(handle, bytes, written, bytes.length - written, length * bytesPerSample + written);
      length += block.length;
    },
    read(start, end) {
      const samples = new Float32Array(Math.max(0, end - start));
      const first = Math.max(0, start);
      const count = Math.min(end, length) - first;
      if (count <= 0) return samples;
      const bytes = new Uint8Array(samples.buffer, (first - start) * bytesPerSample, count * bytesPerSample);
      for (let done = 0; done < bytes.length;) {
        const got = readSync(handle, bytes, done, bytes.length - done, first * bytesPerSample + done);
        if (got === 0) throw new Error(`${file}: se acabó antes de tiempo.`);
        done += got;
      }
      return samples;
    },
    close() {
      if (open) closeSync(handle);
      open = false;
    }
  };
}
