import { createMp3Encoder } from 'wasm-media-encoders';
import { createByteWriter } from './bytes.ts';
import type { Samples } from './samples.ts';

/** LAME scales its input by 0.95, which would leave every file 0.45 LU low (audio.md §3.3). */
const lameInputScale = 0.95;

export const mp3Rate = 44_100;

/** Takes samples block after block; `finish` gives the whole file. */
export interface AudioWriter {
  write(block: Samples): void;
  finish(): Uint8Array<ArrayBuffer>;
}

/**
 * One channel at 44.1 kHz as MP3 with a constant bit rate, after a tag (toId3) if there is one. Same samples, same bytes.
 * `seconds`, more or less, spares copying.
 */
export async function createMp3Writer({
  kilobits,
  tag = new Uint8Array(),
  seconds = 60
}: {
  kilobits: 64 | 128;
  tag?: Uint8Array;
  seconds?: number;
}): Promise<AudioWriter> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: mp3Rate, channels: 1, bitrate: kilobits });
  const bytes = createByteWriter(tag.length + (seconds + 1) * kilobits * 125);
  bytes.write(tag);
  return {
    write(block) {
      const scaled = new Float32Array(block.length);
      for (let index = 0; index < block.length; index++) scaled[index] = (block[index] as number) / lameInputScale;
      bytes.write(encoder.encode([scaled]));
    },
    finish() {
      bytes.write(encoder.finalize());
      return bytes.finish();
    }
  };
}

const kilobitsByIndex = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const ratesByIndex = [44_100, 48_000, 32_000];

/**
 * Length in seconds of an MP3 (MPEG-1 layer III), counted frame by frame after its ID3v2 tag.
 *
 * @throws when anything but whole frames is found: a file cut short or of another kind.
 */
export function mp3Seconds(bytes: Uint8Array): number {
  let offset = 0;
  if (bytes[0] === 0x49 && bytes[1] === 0x44 && bytes[2] === 0x33)
    offset = 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + (bytes[at] ?? 0), 0);
  let seconds = 0;
  while (offset < bytes.length) {
    const [sync = 0, version = 0, rates = 0] = bytes.subarray(offset, offset + 3);
    const kilobits = kilobitsByIndex[rates >> 4];
    const sampleRate = ratesByIndex[(rates >> 2) & 3];
    if (sync !== 0xff || (version & 0xfe) !== 0xfa || !kilobits || !sampleRate)
      throw new Error(`No es un MP3 entero: en el byte ${offset} no empieza una trama.`);
    offset += Math.floor((144_000 * kilobits) / sampleRate) + ((rates >> 1) & 1);
    seconds += 1152 / sampleRate;
  }
  if (offset !== bytes.length || seconds === 0) throw new Error('No es un MP3 entero: la última trama está cortada.');
  return seconds;
}
