/** Samples of a take: one channel, 16 bits. */
export interface Pcm {
  pcm: Int16Array;
  sampleRate: number;
}

const headerBytes = 44;

/** A take as a WAV file: one channel, 16 bits, nothing besides. */
export function writeTakeWav({ pcm, sampleRate }: Pcm): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes + pcm.length * 2);
  const view = new DataView(bytes.buffer);
  const name = (at: number, text: string) =>
    [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  name(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  name(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  name(36, 'data');
  view.setUint32(40, pcm.length * 2, true);
  pcm.forEach((sample, index) => view.setInt16(headerBytes + index * 2, sample, true));
  return bytes;
}

/**
 * Reads such a file back; undefined for any other, which a decoder has to read. Chunks that other programs put beside the
 * samples are passed over.
 */
export function readTakeWav(bytes: Uint8Array): Pcm | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < headerBytes || name(0) !== 'RIFF' || name(8) !== 'WAVE') return undefined;
  let sampleRate: number | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (start + length > bytes.length) return undefined;
    if (name(at) === 'fmt ' && length >= 16) {
      const ours = view.getUint16(start, true) === 1 && view.getUint16(start + 2, true) === 1;
      if (!ours || view.getUint16(start + 14, true) !== 16) return undefined;
      sampleRate = view.getUint32(start + 4, true);
    } else if (name(at) === 'data' && sampleRate !== undefined && sampleRate >= 8000 && sampleRate <= 192_000) {
      const pcm = Int16Array.from({ length: length >> 1 }, (_, index) => view.getInt16(start + index * 2, true));
      return { pcm, sampleRate };
    }
    at = start + length + (length % 2);
  }
  return undefined;
}
