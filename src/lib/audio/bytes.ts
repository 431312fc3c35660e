/** Bytes that come one after another; `capacity` is what is expected, so that long files are not copied as they grow. */
export function createByteWriter(capacity: number): {
  write(bytes: Uint8Array): void;
  /** Replaces what was written first. */
  rewrite(bytes: Uint8Array): void;
  finish(): Uint8Array<ArrayBuffer>;
} {
  let held = new Uint8Array(Math.max(1024, Math.ceil(capacity)));
  let length = 0;
  return {
    write(bytes) {
      if (length + bytes.length > held.length) {
        const larger = new Uint8Array(Math.max(Math.ceil(held.length * 1.5), length + bytes.length));
        larger.set(held.subarray(0, length));
        held = larger;
      }
      held.set(bytes, length);
      length += bytes.length;
    },
    rewrite: (bytes) => held.set(bytes),
    finish: () => held.subarray(0, length)
  };
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter(pieces.reduce((length, piece) => length + piece.length, 0));
  for (const piece of pieces) writer.write(piece);
  return writer.finish();
}

/** Letters of ISO 8859-1, one byte each. Typographic quotes and dashes become plain ones, other letters a question mark. */
export const toLatin1 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    text.replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, '-').replace(/…/g, '...'),
    (letter) => {
      const code = letter.codePointAt(0) ?? 0x3f;
      return code < 0x100 ? code : 0x3f;
    }
  );

/** A field of a fixed length, filled up with zeros. */
export function toField(text: string, length: number): Uint8Array<ArrayBuffer> {
  const field = new Uint8Array(length);
  field.set(toLatin1(text).subarray(0, length));
  return field;
}

export const littleEndian = (value: number, length: 2 | 4): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (value >> (8 * index)) & 0xff);
export const bigEndian = (value: number, length: 2 | 4): Uint8Array<ArrayBuffer> =>
  littleEndian(value, length).reverse();
