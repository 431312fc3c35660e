import { createMp3Encoder } from 'wasm-media-encoders';
import type { Samples } from './loudness.ts';
import { resample, resampledLength } from './resample.ts';

/** LAME scales its input by 0.95, which would leave every file 0.45 LU low (audio.md §3.3). */
const lameInputScale = 0.95;

const outputRate = 44_100;
const blockSamples = outputRate * 10;

/** One channel as MP3 at 44.1 kHz with a constant bit rate; samples of another rate are converted. Same samples, same bytes. */
export async function encodeMp3(
  samples: Samples,
  { sampleRate, kilobits }: { sampleRate: number; kilobits: 64 | 128 }
): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: outputRate, channels: 1, bitrate: kilobits });
  const chunks: Uint8Array[] = [];
  const length = resampledLength(samples.length, sampleRate, outputRate);
  for (let start = 0; start < length; start += blockSamples) {
    const block = resample(samples, sampleRate, outputRate, { start, end: Math.min(length, start + blockSamples) });
    chunks.push(encoder.encode([block.map((sample) => sample / lameInputScale)]).slice());
  }
  chunks.push(encoder.finalize().slice());
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let written = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, written);
    written += chunk.length;
  }
  return bytes;
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
