import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import decode from 'audio-decode';
import NodeID3 from 'node-id3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoudnessMeter, measureLoudness, measureTruePeak } from '#lib/audio/loudness.ts';
import { presets } from '#lib/audio/presets.ts';
import { produceFiles } from '#lib/audio/produce.ts';
import { fileOf, type AudioEntry, type AudioFormat, type AudioPreset } from '#lib/domain/audio.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { createEspeak } from '#lib/server/espeak.ts';
import { readLibrary } from '#lib/server/library.ts';
import { makeAudio } from '#lib/server/make-audio.ts';
import { produceJob, type ProduceJob } from '#lib/server/produce-job.ts';
import type { SpeechProvider } from '#lib/speech/voice.ts';

/** Two real spots with the embedded voice, in every format there is: read back by other hands than those that wrote them. */
const spots = ['es/cuna-15-oferta', 'quz/cuna-15-documentos'] as const;

let folder: string;
let entries: Record<string, AudioEntry>;
const jobs: ProduceJob[] = [];
let speech: SpeechProvider;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'willakuy-files-'));
  const { library } = await readLibrary('content');
  if (!library) throw new Error('content');
  speech = await createEspeak({ threads: 2 });
  for (const spot of spots) {
    const [language, only] = spot.split('/') as ['es' | 'quz', string];
    const report = await makeAudio({
      library,
      outFolder: path.join(folder, 'out'),
      cacheFolder: path.join(folder, 'cache'),
      speech: { espeak: speech },
      only,
      language,
      wav: true,
      produce(job) {
        jobs.push(job);
        return produceJob(job);
      },
      report: () => undefined
    });
    expect(report.failures).toEqual([]);
  }
  entries = await readAudioManifest(path.join(folder, 'out'));
}, 60_000);
afterAll(async () => {
  await speech.close();
  await rm(folder, { recursive: true, force: true });
});

const entryOf = (spot: string): AudioEntry => {
  const entry = entries[spot];
  if (!entry) throw new Error(spot);
  return entry;
};
const pathOf = (spot: string, preset: AudioPreset, format: AudioFormat): string =>
  path.join(folder, 'out', fileOf(entryOf(spot), preset, format)?.url.replace('/audio/', '') ?? '');
const read = (spot: string, preset: AudioPreset, format: AudioFormat) => readFile(pathOf(spot, preset, format));

async function hear(bytes: Uint8Array) {
  const { channelData, sampleRate } = await decode(bytes);
  const samples = channelData[0] as Float32Array;
  const peak = (from: number, to: number) =>
    20 *
    Math.log10(
      samples.subarray(from * sampleRate, to * sampleRate).reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    );
  return {
    seconds: samples.length / sampleRate,
    channels: channelData.length,
    sampleRate,
    loudness: measureLoudness(samples, sampleRate),
    truePeak: measureTruePeak(samples),
    opening: peak(0, 1),
    samples
  };
}

const made = spots.flatMap((spot) =>
  (
    [
      ['web', 'mp3', 0.3],
      ['web', 'opus', 0.3],
      ['station', 'mp3', 0.3],
      ['station', 'wav', 0.3]
    ] as const
  ).map(([preset, format, tolerance]) => ({ spot, preset, format, tolerance }))
);

describe.each(made)('$spot for $preset, $format', ({ spot, preset, format, tolerance }) => {
  it('decodes to its loudness, peaks below −1 dBTP, opens above −12 dBFS', async () => {
    const heard = await hear(await read(spot, preset, format));
    expect(heard.channels).toBe(1);
    expect(Math.abs(heard.loudness - presets[preset].loudness)).toBeLessThan(tolerance);
    expect(heard.truePeak).toBeLessThanOrEqual(-1);
    expect(heard.opening).toBeGreaterThan(-12);
    expect(Math.abs(heard.seconds - entryOf(spot).seconds)).toBeLessThan(0.1);
  });

  it('weighs what its bit rate says', async () => {
    const { length } = await read(spot, preset, format);
    const kilobits = { mp3: presets[preset].mp3Kilobits, opus: 26, wav: 705.6 }[format];
    // Tags weigh most in a short one.
    expect(length).toBeLessThan(entryOf(spot).seconds * kilobits * 125 + 9000);
  });
});

const hasFfmpeg = spawnSync('ffprobe', ['-version']).status === 0;
const ffprobe = (file: string) =>
  JSON.parse(
    spawnSync('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', '-show_chapters', file], {
      encoding: 'utf8'
    }).stdout
  ) as {
    format: { tags: Record<string, string> };
    streams: { codec_name: string; sample_rate: string; tags?: Record<string, string> }[];
    chapters: { start_time: string; end_time: string; tags: { title: string } }[];
  };

describe('what travels with a file', () => {
  const [spot] = spots;
  const labels = () =>
    entryOf(spot).lines.map(({ cue }) => expect.stringMatching(new RegExp(`^${cue} · \\p{Lu}`, 'u')) as string);

  it.each(['web', 'station'] as const)(
    'ID3v2.3 of %s: title, draft, licence, voice, a chapter for each line',
    async (preset) => {
      const bytes = await read(spot, preset, 'mp3');
      expect([...bytes.subarray(0, 5)]).toEqual([0x49, 0x44, 0x33, 3, 0]);
      const tags = NodeID3.read(bytes);
      expect(tags).toMatchObject({ artist: 'Willakuy', album: 'Willakuy', language: 'spa', copyright: 'CC BY 4.0' });
      expect(tags.title).toMatch(/^BORRADOR · /);
      expect(tags.comment?.text).toMatch(/BORRADOR.*CC BY 4\.0.*Voz sintética \(espeak-ng/);
      expect(tags.chapter?.map(({ tags }) => tags?.title)).toEqual(labels());
      const starts = tags.chapter?.map(({ startTimeMs }) => startTimeMs);
      expect(starts).toEqual(entryOf(spot).lines.map(({ startSeconds }) => Math.round(startSeconds * 1000)));
      expect(tags.tableOfContents?.[0]?.elements).toHaveLength(entryOf(spot).lines.length);
    }
  );

  it('Opus: head, tags and pages as RFC 7845 has them', async () => {
    const { packets, pages } = readOgg(await read(spot, 'web', 'opus'));
    const head = packets[0] as Buffer;
    expect(head.toString('latin1', 0, 8)).toBe('OpusHead');
    expect([head[8], head[9], head.readUInt32LE(12)]).toEqual([1, 1, 24_000]);
    const comments = readComments(packets[1] as Buffer);
    expect(comments).toMatchObject({ ARTIST: 'Willakuy', LANGUAGE: 'es', STATE: 'BORRADOR', LICENSE: 'CC BY 4.0' });
    expect(comments['TITLE']).toMatch(/^BORRADOR · /);
    expect(comments['DESCRIPTION']).toMatch(/Voz sintética/);
    // Its last position is its length and what is left out at the beginning.
    const last = pages.at(-1);
    expect(last?.kind).toBe(4);
    expect(((last?.position ?? 0) - head.readUInt16LE(10)) / 48_000).toBeCloseTo(entryOf(spot).seconds, 0);
    expect(pages.every(({ whole }) => whole)).toBe(true);
  });

  it('Opus is in time with its MP3', async () => {
    const [mp3, opus] = await Promise.all([
      hear(await read(spot, 'web', 'mp3')),
      hear(await read(spot, 'web', 'opus'))
    ]);
    const begins = ({ samples, sampleRate }: Awaited<ReturnType<typeof hear>>) =>
      samples.findIndex((sample) => Math.abs(sample) > 0.1) / sampleRate;
    expect(Math.abs(begins(mp3) - begins(opus))).toBeLessThan(0.05);
  });

  it('WAV: loudness, cart and a mark for each line, in Latin letters', async () => {
    const bytes = await read(spot, 'station', 'wav');
    const chunks = readRiff(bytes);
    expect([...chunks.keys()]).toEqual(['bext', 'fmt ', 'cart', 'cue ', 'LIST', 'data']);
    const chunk = (id: string) => chunks.get(id) as Buffer;
    expect(chunk('fmt ').readUInt32LE(4)).toBe(44_100);

    const bext = chunk('bext');
    expect(textAt(bext, 0, 256)).toMatch(/^BORRADOR · .*Voz sintética/);
    expect(bext.readUInt16LE(346)).toBe(2);
    const samples = Float32Array.from(
      { length: chunk('data').length / 2 },
      (_, index) => chunk('data').readInt16LE(index * 2) / 32_768
    );
    const meter = createLoudnessMeter(44_100);
    meter.add(samples);
    const { integrated, range, maxMomentary, maxShortTerm } = meter.report();
    const told = [412, 414, 416, 418, 420].map((at) => bext.readInt16LE(at) / 100);
    [integrated, range, measureTruePeak(samples), maxMomentary, maxShortTerm].forEach((value, index) =>
      expect(Math.abs((told[index] ?? 0) - value)).toBeLessThan(0.2)
    );

    // Where Rivendell looks (rdwavefile.cpp).
    const cart = chunk('cart');
    expect(cart.length).toBeGreaterThan(2048);
    expect(textAt(cart, 0, 4)).toBe('0101');
    expect(textAt(cart, 4, 64)).toMatch(/^BORRADOR · /);
    expect(textAt(cart, 68, 64)).toBe('Willakuy');
    expect(cart.readInt32LE(680)).toBe(32_768);
    expect([textAt(cart, 684, 4), cart.readUInt32LE(688)]).toEqual(['AUDs', 0]);
    expect([textAt(cart, 692, 4), cart.readUInt32LE(696)]).toEqual(['AUDe', samples.length]);

    const cue = chunk('cue ');
    const places = Array.from(
      { length: cue.readUInt32LE(0) },
      (_, index) => cue.readUInt32LE(4 + index * 24 + 20) / 44_100
    );
    entryOf(spot).lines.forEach(({ startSeconds }, index) => expect(places[index]).toBeCloseTo(startSeconds, 2));
    const names = [...readRiff(chunk('LIST'), 4, { repeated: true }).values()].map((one) =>
      textAt(one, 4, one.length - 4)
    );
    expect(names).toEqual(labels());
  });

  it.runIf(hasFfmpeg)('is read by ffprobe: chapters, tags, codecs', () => {
    const mp3 = ffprobe(pathOf(spot, 'station', 'mp3'));
    expect(mp3.chapters.map(({ tags }) => tags.title)).toEqual(labels());
    expect(mp3.format.tags['title']).toMatch(/^BORRADOR/);
    const opus = ffprobe(pathOf(spot, 'web', 'opus'));
    expect(opus.streams[0]).toMatchObject({ codec_name: 'opus', sample_rate: '48000', tags: { LANGUAGE: 'es' } });
    const wav = ffprobe(pathOf(spot, 'station', 'wav'));
    expect(wav.streams[0]).toMatchObject({ codec_name: 'pcm_s16le', sample_rate: '44100' });
    expect(wav.chapters).toHaveLength(entryOf(spot).lines.length);
  });

  it.runIf(hasFfmpeg)('agrees with ffmpeg about loudness and peaks', () => {
    for (const { spot, preset, format } of made) {
      const { stderr } = spawnSync(
        'ffmpeg',
        ['-hide_banner', '-nostats', '-i', pathOf(spot, preset, format), '-af', 'ebur128=peak=true', '-f', 'null', '-'],
        { encoding: 'utf8' }
      );
      const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
      const told = (name: RegExp) => Number(name.exec(summary)?.[1]);
      expect(Math.abs(told(/I:\s+(-[\d.]+) LUFS/) - presets[preset].loudness)).toBeLessThan(0.4);
      expect(told(/Peak:\s+(-[\d.]+) dBFS/)).toBeLessThanOrEqual(-1);
    }
  });
});

it('comes out the same bytes with everything in memory, as in a browser', async () => {
  const job = jobs[0] as ProduceJob;
  const takes = new Map<string, Int16Array>();
  // A browser has its takes at hand.
  const { createLineCache } = await import('#lib/server/line-cache.ts');
  const cache = createLineCache(job.cacheFolder);
  for (const step of job.steps)
    for (const part of step.type === 'line' ? step.parts : [])
      if ('key' in part) {
        const known = await cache.read(part.key);
        if (typeof known === 'object') takes.set(part.key, known.take.pcm);
      }
  const steps = job.steps.map((step) =>
    step.type === 'line'
      ? {
          ...step,
          parts: step.parts.map((part) =>
            'key' in part
              ? { type: 'speech' as const, pcm: takes.get(part.key) as Int16Array, sampleRate: part.sampleRate }
              : part
          )
        }
      : step
  );
  const [spot] = spots;
  const { files } = await produceFiles(steps, {
    deliveries: [
      { preset: 'web', format: 'mp3' },
      { preset: 'station', format: 'wav' }
    ],
    tags: job.tags
  });
  for (const { preset, format, bytes } of files)
    expect(Buffer.compare(bytes, await read(spot, preset, format)), `${preset} ${format}`).toBe(0);
});

describe('every programme of the library', () => {
  it('opens above −12 dBFS in both presets', async () => {
    const manifest = await readAudioManifest('static/audio');
    const openings = Object.values(manifest).flatMap(({ files }) => files.filter(({ format }) => format === 'mp3'));
    expect(openings.length).toBeGreaterThan(60);
    const soft: string[] = [];
    for (const { url } of openings) {
      // Its first seconds are enough: a tag with chapters, and frames.
      const bytes = await readFile(`static${url}`);
      const tag = 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + (bytes[at] ?? 0), 0);
      const { opening } = await hear(bytes.subarray(tag, tag + 24_000));
      if (opening <= -12) soft.push(`${url}: ${opening.toFixed(1)} dBFS`);
    }
    expect(soft).toEqual([]);
  });
});

/** A field of a chunk up to its first zero. */
const textAt = (bytes: Buffer, at: number, length: number): string =>
  bytes.toString('latin1', at, at + length).replace(/\0[^]*$/, '');

function readRiff(bytes: Buffer, start = 12, { repeated = false } = {}): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = start; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    const id = bytes.toString('latin1', at, at + 4);
    chunks.set(repeated ? `${id}${at}` : id, bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function readOgg(bytes: Buffer): { packets: Buffer[]; pages: { kind: number; position: number; whole: boolean }[] } {
  const packets: Buffer[] = [];
  const pages: { kind: number; position: number; whole: boolean }[] = [];
  let open = Buffer.alloc(0);
  for (let at = 0; at < bytes.length;) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') throw new Error(`${at}`);
    const lacing = [...bytes.subarray(at + 27, at + 27 + (bytes[at + 26] as number))];
    let from = at + 27 + lacing.length;
    const end = from + lacing.reduce((sum, length) => sum + length, 0);
    const page = Buffer.from(bytes.subarray(at, end));
    const sum = page.readUInt32LE(22);
    page.writeUInt32LE(0, 22);
    const position = Number(bytes.readBigUInt64LE(at + 6));
    pages.push({ kind: bytes[at + 5] as number, position, whole: oggSum(page) === sum });
    for (const length of lacing) {
      open = Buffer.concat([open, bytes.subarray(from, from + length)]);
      from += length;
      if (length === 255) continue;
      packets.push(open);
      open = Buffer.alloc(0);
    }
    at = end;
  }
  return { packets, pages };
}

/** Bit by bit, as RFC 3533 describes it. */
function oggSum(page: Buffer): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

function readComments(bytes: Buffer): Record<string, string> {
  let at = 8;
  const text = () => {
    const length = bytes.readUInt32LE(at);
    at += 4 + length;
    return bytes.toString('utf8', at - length, at);
  };
  text();
  const count = bytes.readUInt32LE(at);
  at += 4;
  return Object.fromEntries(
    Array.from({ length: count }, () => {
      const [name = '', ...value] = text().split('=');
      return [name, value.join('=')] as const;
    })
  );
}
