/** Samples from −1 to 1, one channel. */
export type Samples = Float32Array;

/** Where samples are had from piece by piece: a mix in memory or on disk, a sound, the same at another rate. */
export interface SampleSource {
  readonly length: number;
  /** Samples from `start` up to `end`; what lies outside is silence. They are not to be written to. */
  read(start: number, end: number): Samples;
}

/** Takes a mix whose length nobody knows beforehand: in memory, as in a browser, or in a file (server/file-store.ts). */
export interface SampleStore extends SampleSource {
  append(block: Samples): void;
  close(): void;
}

export const sourceOf = (samples: Samples): SampleSource => ({
  length: samples.length,
  read: (start, end) => cut(samples, start, end)
});

/** A piece of samples with silence around it where there are none. */
function cut(samples: Samples, start: number, end: number): Samples {
  if (start >= 0 && end <= samples.length) return samples.subarray(start, end);
  const padded = new Float32Array(Math.max(0, end - start));
  padded.set(samples.subarray(Math.max(0, start), Math.max(0, end)), Math.max(0, Math.min(-start, padded.length)));
  return padded;
}

export function createMemoryStore(): SampleStore {
  let held: Samples = new Float32Array(1 << 16);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(block) {
      if (length + block.length > held.length) {
        const larger = new Float32Array(Math.max(held.length * 2, length + block.length));
        larger.set(held.subarray(0, length));
        held = larger;
      }
      held.set(block, length);
      length += block.length;
    },
    read: (start, end) => cut(held.subarray(0, length), start, end),
    close() {
      held = new Float32Array(0);
      length = 0;
    }
  };
}

/** A source from its beginning to its end in blocks. */
export function* blocksOf(source: SampleSource, blockLength: number): Generator<Samples> {
  for (let start = 0; start < source.length; start += blockLength)
    yield source.read(start, Math.min(source.length, start + blockLength));
}
