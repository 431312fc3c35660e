import type { AudioFormat, AudioPreset } from '#lib/domain/audio.ts';
import { createByteWriter } from './bytes.ts';
import { toId3 } from './id3.ts';
import { createMastering, type Mastered } from './limiter.ts';
import { mixProgramme, mixVersion, type MixedLine, type MixOptions, type MixStep } from './mix.ts';
import { createMp3Writer, mp3Rate, type AudioWriter } from './mp3.ts';
import { opus, presets } from './presets.ts';
import { resampled } from './resample.ts';
import { blocksOf, createMemoryStore } from './samples.ts';
import { soundsVersion } from './sounds.ts';
import { tagsVersion, type Marker, type ProgrammeTags } from './tags.ts';
import { toPcmBytes, toWavHeader, wavRate } from './wav.ts';

/** Everything besides its steps that shapes a programme's files. */
export const productionSettings = {
  presets,
  opus,
  mixVersion,
  soundsVersion,
  tagsVersion,
  mastering: 2,
  encoders: ['lame 0.7.0', 'opusscript 0.1.1']
};

export interface Delivery {
  preset: AudioPreset;
  format: AudioFormat;
}

/** Takes a WAV as it grows; an hour of it is not kept in memory. */
export interface WavSink {
  write(bytes: Uint8Array): void;
  /** Replaces its beginning. */
  rewrite(header: Uint8Array): void;
  finish(): Uint8Array<ArrayBuffer>;
}

export interface ProduceOptions extends MixOptions {
  deliveries: readonly Delivery[];
  /** A file without tags when there are none. */
  tags?: ProgrammeTags | undefined;
  /** Where Opus is wanted: its encoder runs in Node only (server/opus.ts). */
  createOpusWriter?: CreateOpusWriter | undefined;
  /** In memory where nothing else is said. */
  createWavSink?: ((delivery: Delivery) => WavSink) | undefined;
}

/** Takes samples at `rate` that stay below `ceiling` (dBTP); without one the preset's own is low enough. */
type RatedWriter = AudioWriter & { rate: number; ceiling?: number };
export type CreateOpusWriter = (options: { tags: ProgrammeTags | undefined; seconds: number }) => RatedWriter;

export interface ProducedFile extends Delivery {
  /** Of a WAV with a sink of its own: none. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Before encoding, in LUFS and dBTP. */
  loudness: number;
  truePeak: number;
}

export interface Production {
  /** Of the mix; an MP3 is up to 0.1 s longer. */
  seconds: number;
  lines: MixedLine[];
  files: ProducedFile[];
}

const blockSeconds = 2;

/**
 * Steps → finished files. Same steps, same bytes, in Node and in a browser. The mix is made once, mastered for each preset
 * as it is read, and read once for each rate that an encoder asks for. Blocks its thread for about a thirtieth of the
 * programme's length.
 */
export async function produceFiles(steps: readonly MixStep[], options: ProduceOptions): Promise<Production> {
  const { deliveries, tags, readTake, store = createMemoryStore() } = options;
  try {
    const mix = await mixProgramme(steps, { readTake, store });
    const seconds = mix.source.length / mix.sampleRate;
    const markers = toMarkers(mix.lines, seconds);
    const master = createMastering(mix);
    const files: ProducedFile[] = [];
    for (const preset of Object.keys(presets) as AudioPreset[]) {
      const wanted = deliveries.filter((delivery) => delivery.preset === preset);
      if (wanted.length === 0) continue;
      const mastered = master(presets[preset]);
      const writers = await Promise.all(
        wanted.map((delivery) => createWriter(delivery, { ...options, tags, markers, mastered, seconds }))
      );
      const levels = new Map<RatedWriter, Pick<Mastered, 'source' | 'integrated' | 'truePeak'>>();
      for (const rate of new Set(writers.map((writer) => writer.rate))) {
        const takers = writers.filter((writer) => writer.rate === rate);
        const ceiling = Math.min(...takers.map((taker) => taker.ceiling ?? Infinity));
        const level = ceiling < Infinity ? mastered.below(ceiling) : mastered;
        const source = resampled(level.source, mix.sampleRate, rate);
        for (const taker of takers) levels.set(taker, level);
        for (const block of blocksOf(source, blockSeconds * rate)) for (const taker of takers) taker.write(block);
      }
      wanted.forEach((delivery, index) => {
        const writer = writers[index] as RatedWriter;
        const { integrated, truePeak } = levels.get(writer) ?? mastered;
        files.push({ ...delivery, bytes: writer.finish(), loudness: integrated, truePeak });
      });
    }
    return { seconds, lines: mix.lines, files };
  } finally {
    store.close();
  }
}

/** One mark for each line that has a name, up to the next one. */
function toMarkers(lines: readonly MixedLine[], seconds: number): Marker[] {
  const named = lines.filter(({ label }) => label !== undefined);
  return named.map(({ label = '', startSeconds }, index) => ({
    startSeconds,
    endSeconds: named[index + 1]?.startSeconds ?? seconds,
    title: label
  }));
}

interface WriterContext extends ProduceOptions {
  markers: readonly Marker[];
  mastered: Mastered;
  seconds: number;
}

async function createWriter(
  delivery: Delivery,
  { tags, markers, mastered, seconds, createOpusWriter, createWavSink }: WriterContext
): Promise<RatedWriter> {
  switch (delivery.format) {
    case 'mp3': {
      const kilobits = presets[delivery.preset].mp3Kilobits;
      const tag = tags ? toId3(tags, markers) : new Uint8Array();
      return { rate: mp3Rate, ...(await createMp3Writer({ kilobits, tag, seconds })) };
    }
    case 'opus':
      if (!createOpusWriter) throw new Error('Aquí no hay codificador de Opus.');
      return createOpusWriter({ tags, seconds });
    case 'wav': {
      const sink = createWavSink ? createWavSink(delivery) : createByteWriter(seconds * wavRate * 2 + 8192);
      const header = (samples: number) =>
        toWavHeader({
          samples,
          tags: tags ?? { title: '', language: 'es', draft: true, voice: '' },
          markers,
          loudness: mastered
        });
      sink.write(header(0));
      let samples = 0;
      return {
        rate: wavRate,
        write(block) {
          samples += block.length;
          sink.write(toPcmBytes(block));
        },
        finish() {
          sink.rewrite(header(samples));
          return sink.finish();
        }
      };
    }
  }
}
