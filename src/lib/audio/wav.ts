import { joinBytes, littleEndian, toField, toLatin1 } from './bytes.ts';
import type { LoudnessReport } from './loudness.ts';
import type { Samples } from './samples.ts';
import { artist, licence, taggedNote, taggedTitle, type Marker, type ProgrammeTags } from './tags.ts';

export const wavRate = 44_100;

/**
 * Everything before the samples of a 16-bit WAV at 44.1 kHz, one channel: what it is (`bext`, EBU Tech 3285 version 2, with
 * its loudness), the same for automation systems (`cart`, AES46, where Rivendell reads it) and a mark for each line
 * (`cue `, `LIST`). Its length depends on tags and markers only: it can be written again when the loudness is known.
 */
export function toWavHeader({
  samples,
  tags,
  markers,
  loudness
}: {
  /** How many follow. */
  samples: number;
  tags: ProgrammeTags;
  markers: readonly Marker[];
  loudness: LoudnessReport & { truePeak: number };
}): Uint8Array<ArrayBuffer> {
  const dataLength = samples * 2;
  const chunks = joinBytes([
    chunk('bext', toBext(tags, loudness)),
    chunk(
      'fmt ',
      joinBytes([
        littleEndian(1, 2),
        littleEndian(1, 2),
        littleEndian(wavRate, 4),
        littleEndian(wavRate * 2, 4),
        littleEndian(2, 2),
        littleEndian(16, 2)
      ])
    ),
    chunk('cart', toCart(tags, samples)),
    ...(markers.length > 0 ? toCueChunks(markers) : [])
  ]);
  return joinBytes([
    toLatin1('RIFF'),
    littleEndian(4 + chunks.length + 8 + dataLength, 4),
    toLatin1('WAVE'),
    chunks,
    toLatin1('data'),
    littleEndian(dataLength, 4)
  ]);
}

/** Samples as 16-bit whole numbers, low byte first. */
export function toPcmBytes(block: Samples): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(block.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < block.length; index++)
    view.setInt16(index * 2, Math.max(-32_768, Math.min(32_767, Math.round((block[index] as number) * 32_768))), true);
  return bytes;
}

/** Chunks begin at even places. */
const chunk = (id: string, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  joinBytes([toLatin1(id), littleEndian(body.length, 4), body, new Uint8Array(body.length % 2)]);

/** No date: the same programme is the same file on any day. */
function toBext(tags: ProgrammeTags, loudness: LoudnessReport & { truePeak: number }): Uint8Array {
  /** Hundredths; 7FFF says that there is no value. */
  const hundredths = (value: number) => littleEndian(Number.isFinite(value) ? Math.round(value * 100) : 0x7fff, 2);
  return joinBytes([
    toField(`${taggedTitle(tags)}. ${taggedNote(tags)}`, 256),
    toField(artist, 32),
    toField('', 32),
    toField('', 10),
    toField('', 8),
    new Uint8Array(8),
    littleEndian(2, 2),
    new Uint8Array(64),
    hundredths(loudness.integrated),
    hundredths(loudness.range),
    hundredths(loudness.truePeak),
    hundredths(loudness.maxMomentary),
    hundredths(loudness.maxShortTerm),
    new Uint8Array(180),
    toLatin1('A=PCM,F=44100,W=16,M=mono,T=Willakuy\r\n')
  ]);
}

function toCart(tags: ProgrammeTags, samples: number): Uint8Array {
  const timers = [
    ['AUDs', 0],
    ['AUDe', samples]
  ] as const;
  return joinBytes([
    toLatin1('0101'),
    toField(taggedTitle(tags), 64),
    toField(artist, 64),
    // Cut, client.
    toField('', 128),
    toField(tags.language, 64),
    toField(licence, 64),
    // Words it ends with, dates between which it may be aired: no limit.
    toField('', 64 + 10 + 8 + 10 + 8),
    toField(artist, 64),
    toField('', 128),
    // The sample value of 0 dB.
    littleEndian(32_768, 4),
    ...timers.flatMap(([usage, value]) => [toLatin1(usage), littleEndian(value, 4)]),
    new Uint8Array(8 * (8 - timers.length) + 276),
    toField('', 1024),
    toLatin1(`${taggedNote(tags)}\r\n`)
  ]);
}

function toCueChunks(markers: readonly Marker[]): Uint8Array[] {
  const places = markers.map(({ startSeconds }) => Math.round(startSeconds * wavRate));
  const points = places.flatMap((place, index) => [
    littleEndian(index + 1, 4),
    littleEndian(place, 4),
    toLatin1('data'),
    new Uint8Array(8),
    littleEndian(place, 4)
  ]);
  const labels = markers.map(({ title }, index) =>
    chunk('labl', joinBytes([littleEndian(index + 1, 4), toLatin1(`${title}\0`)]))
  );
  return [
    chunk('cue ', joinBytes([littleEndian(markers.length, 4), ...points])),
    chunk('LIST', joinBytes([toLatin1('adtl'), ...labels]))
  ];
}
