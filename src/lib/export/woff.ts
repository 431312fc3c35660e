import { unzlibSync } from 'fflate';

const headerBytes = 44;
const entryBytes = 20;
const signature = 0x774f4646;

/**
 * A WOFF font as the plain font in it (W3C, WOFF 1.0): whoever reads a font many times, as pdfmake does for each document,
 * need not unpack it each time. Bytes that are no WOFF come back as they are.
 */
export function woffToFont(woff: Uint8Array): Uint8Array {
  const from = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (woff.length < headerBytes || from.getUint32(0) !== signature) return woff;
  const count = from.getUint16(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = headerBytes + index * entryBytes;
    const [tag, offset, packed, length, checksum] = [0, 4, 8, 12, 16].map((part) => from.getUint32(at + part));
    const bytes = woff.subarray(offset, (offset ?? 0) + (packed ?? 0));
    return {
      tag,
      checksum,
      bytes: packed === length ? bytes : unzlibSync(bytes, { out: new Uint8Array(length ?? 0) })
    };
  });
  const start = 12 + 16 * count;
  const padded = (length: number) => (length + 3) & ~3;
  const font = new Uint8Array(tables.reduce((sum, { bytes }) => sum + padded(bytes.length), start));
  const to = new DataView(font.buffer);
  const power = Math.floor(Math.log2(count));
  to.setUint32(0, from.getUint32(4));
  [count, 16 * 2 ** power, power, 16 * count - 16 * 2 ** power].forEach((value, index) =>
    to.setUint16(4 + 2 * index, value)
  );
  let offset = start;
  tables.forEach(({ tag = 0, checksum = 0, bytes }, index) => {
    [tag, checksum, offset, bytes.length].forEach((value, part) => to.setUint32(12 + 16 * index + 4 * part, value));
    font.set(bytes, offset);
    offset += padded(bytes.length);
  });
  return font;
}
