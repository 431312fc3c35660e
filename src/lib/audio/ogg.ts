import { createByteWriter, joinBytes, littleEndian } from './bytes.ts';

/** Opus counts time in this rate, whatever it was given (RFC 7845). */
const clockRate = 48_000;
const packetsPerPage = 50;
/** A page has a table of 255 entries; each packet takes one more than its length by 255. */
const mostSegments = 255;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * Opus packets of 20 ms, one channel, in an Ogg stream (RFC 3533, RFC 7845). `preSkip`: how many samples at 48 kHz the
 * encoder lags behind; players leave them out. `length`: of what is heard, at 48 kHz. The stream's number comes from its
 * tags, so that the same programme has the same bytes.
 */
export function createOggOpus({
  preSkip,
  inputRate,
  comments,
  vendor,
  expectedBytes
}: {
  preSkip: number;
  inputRate: number;
  comments: readonly (readonly [name: string, value: string])[];
  vendor: string;
  expectedBytes: number;
}): { packet(bytes: Uint8Array): void; finish(length: number): Uint8Array<ArrayBuffer> } {
  const written = createByteWriter(expectedBytes);
  const tags = joinBytes([
    utf8('OpusTags'),
    ...textOf(vendor),
    littleEndian(comments.length, 4),
    ...comments.flatMap(([name, value]) => textOf(`${name}=${value}`))
  ]);
  const serial = crc(tags);
  let sequence = 0;
  let granule = 0;
  let waiting: Uint8Array[] = [];

  const page = (packets: readonly Uint8Array[], { kind, position }: { kind: number; position: number }) => {
    const lacing = packets.flatMap(({ length }) => [
      ...Array.from({ length: Math.floor(length / 255) }, () => 255),
      length % 255
    ]);
    const bytes = joinBytes([
      utf8('OggS'),
      Uint8Array.of(0, kind),
      littleEndian(position % 2 ** 32, 4),
      littleEndian(Math.floor(position / 2 ** 32), 4),
      littleEndian(serial, 4),
      littleEndian(sequence++, 4),
      new Uint8Array(4),
      Uint8Array.of(lacing.length, ...lacing),
      ...packets
    ]);
    bytes.set(littleEndian(crc(bytes), 4), 22);
    written.write(bytes);
  };
  const flush = (last: boolean, position: number) => {
    page(waiting, { kind: last ? 4 : 0, position });
    waiting = [];
  };

  page(
    [
      joinBytes([
        utf8('OpusHead'),
        Uint8Array.of(1, 1),
        littleEndian(preSkip, 2),
        littleEndian(inputRate, 4),
        // No gain, one channel.
        Uint8Array.of(0, 0, 0)
      ])
    ],
    { kind: 2, position: 0 }
  );
  page([tags], { kind: 0, position: 0 });

  return {
    packet(bytes) {
      const segments = (packets: readonly Uint8Array[]) =>
        packets.reduce((sum, { length }) => sum + Math.floor(length / 255) + 1, 0);
      if (waiting.length >= packetsPerPage || segments([...waiting, bytes]) > mostSegments) flush(false, granule);
      waiting.push(bytes.slice());
      granule += clockRate / 50;
    },
    finish(length) {
      flush(true, preSkip + length);
      return written.finish();
    }
  };
}

const textOf = (text: string): Uint8Array[] => {
  const bytes = utf8(text);
  return [littleEndian(bytes.length, 4), bytes];
};

/** The checksum of Ogg pages: CRC-32 with polynomial 04c11db7, not reflected, from zero. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = (value << 1) ^ (value & 0x80000000 ? 0x04c11db7 : 0);
  return value;
});

function crc(bytes: Uint8Array): number {
  let value = 0;
  for (let index = 0; index < bytes.length; index++)
    value = (value << 8) ^ (crcTable[((value >>> 24) ^ (bytes[index] as number)) & 0xff] as number);
  return value >>> 0;
}
