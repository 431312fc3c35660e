import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createOggEncoder } from 'wasm-media-encoders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMp3Writer } from '#lib/audio/mp3.ts';
import { planSpeech, type Saying } from '#lib/audio/plan.ts';
import { resample } from '#lib/audio/resample.ts';
import type { Programme, ProgrammeStep } from '#lib/domain/programme.ts';
import { takesFile, toTakesFile } from '#lib/domain/takes.ts';
import { toAudioVtt } from '#lib/export/audio-vtt.ts';
import { writeTakesZip } from '#lib/export/takes-zip.ts';
import { voicesNote } from '#lib/domain/voices-note.ts';
import { createOpusWriter } from '#lib/server/opus.ts';
import { produceJob } from '#lib/server/produce-job.ts';
import { createProgrammeAudio } from '#lib/server/programme-audio.ts';
import { readRecordings } from '#lib/server/recorded.ts';
import { countSpokenWords } from '#lib/domain/speech/utterance.ts';
import type { SpeechProvider } from '#lib/speech/voice.ts';
import NodeID3 from 'node-id3';
import { takeOf, voiceSamples } from '../support/takes.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'willakuy-takes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const place = { file: 'es.md', line: 1, column: 1 };
const voice = { provider: 'espeak' as const, voice: 'es-419+f2', pitch: 50, rate: 178, pace: 1 };
const lineStep = (cue: number | undefined, spoken: string): ProgrammeStep => ({
  type: 'line',
  ...(cue === undefined ? { slate: true } : {}),
  cue,
  at: place,
  voice,
  speaker: undefined,
  utterance: [
    { type: 'words', spoken, phrases: [{ written: spoken, words: countSpokenWords(spoken) }] },
    { type: 'blank', id: 'station', written: 'nombre' }
  ],
  filled: [],
  restSeconds: 0.25
});
const programme: Programme = {
  language: 'es',
  slug: 'la-llamada',
  title: 'La llamada',
  draft: true,
  steps: [
    lineStep(undefined, 'Borrador'),
    { type: 'sound', sound: { id: 'sting', kind: 'sting' }, seconds: 1, actions: ['out'] },
    lineStep(2, 'Hola'),
    lineStep(3, 'Buenos días'),
    lineStep(4, 'Chau')
  ],
  lines: [
    { cue: 2, speaker: 'rosa', words: 'Hola' },
    { cue: 3, speaker: 'pedro', words: 'Buenos días' },
    { cue: 4, speaker: 'rosa', words: 'Chau' }
  ]
};

const own = { slug: 'la-llamada', language: 'es' } as const;
const credits = [
  { ...own, speaker: 'rosa', name: 'Julia Quispe' },
  { ...own, speaker: 'pedro', name: 'Pedro Mamani' }
];
const hum: SpeechProvider = {
  provider: 'espeak',
  id: 'hum',
  version: '1',
  synthesize: async ({ text }) => ({
    pcm: new Int16Array(Math.round((text.length / 14 + 0.1) * 22_050)).map((_, n) => 8000 * Math.sin(n / 20)),
    sampleRate: 22_050,
    wordSeconds: []
  }),
  capabilities: () => ({
    speaks: true,
    wordTimes: 'exact',
    ssml: false,
    rate: true,
    pitch: true,
    maxBytes: undefined,
    deterministic: true
  }),
  available: async () => ({ ok: true }),
  close: async () => undefined
};

/** What is reported on reading, and on asking for the programme. */
async function read(target: string) {
  const told: string[] = [];
  const recordings = await readRecordings(target, (line) => told.push(line));
  const { language, slug, lines } = programme;
  const held = lines.flatMap(({ cue, words }) => {
    const take = recordings.provider.holds?.({ language, slug, cue, spoken: words, lines });
    return take === undefined ? [] : [{ cue, take }];
  });
  return { provider: recordings.provider, held, names: recordings.names(programme), told };
}
const store = async (name: string, bytes: Uint8Array): Promise<string> => {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
};
const samples = voiceSamples(1.5, { rate: 44_100, silenceSeconds: 0.5 });
async function toOgg(): Promise<Uint8Array> {
  const encoder = await createOggEncoder();
  encoder.configure({ sampleRate: 44_100, channels: 2, vbrQuality: 3 });
  const start = encoder.encode([samples, samples]).slice();
  const end = encoder.finalize().slice();
  return new Uint8Array([...start, ...end]);
}

async function toMp3(): Promise<Uint8Array> {
  const writer = await createMp3Writer({ kilobits: 64, tag: new Uint8Array(), seconds: 2.5 });
  writer.write(samples);
  return writer.finish();
}
async function toOpus(): Promise<Uint8Array> {
  const writer = await createOpusWriter({ tags: undefined, seconds: 2.5 });
  writer.write(resample(samples, 44_100, writer.rate));
  return writer.finish();
}

describe('what people have read', () => {
  it.each([
    ['wav', undefined],
    ['mp3', toMp3],
    ['opus', toOpus],
    ['ogg', toOgg]
  ] as const)('is heard from %s, without the silence at its ends', async (extension, encode) => {
    const line = { ...own, cue: 2, speaker: 'rosa', words: 'Hola' };
    const take = encode ? takeOf(line, { audio: await encode(), extension }) : takeOf(line, { seconds: 1.5 });
    const { provider, held, told } = await read(
      await store(`${extension}.zip`, writeTakesZip({ takes: [take], credits }))
    );
    expect(told).toEqual([]);
    expect(held).toEqual([{ cue: 2, take: take.sha256 }]);
    const { pcm, sampleRate } = await provider.synthesize({
      ...voice,
      voice: take.sha256,
      text: 'Hola',
      language: 'es'
    });
    expect(pcm.length / sampleRate).toBeGreaterThan(1.4);
    expect(pcm.length / sampleRate).toBeLessThan(1.75);
    // As loud as it was.
    expect(Math.max(...pcm) / 32_767).toBeCloseTo(0.2, 1);
  });

  it('is not used once the words are others: the report has file, cue, both wordings', async () => {
    const stale = takeOf({ ...own, cue: 3, speaker: 'pedro', words: 'Buenas tardes' });
    const current = takeOf({ ...own, cue: 9, speaker: 'rosa', words: 'Chau' });
    const { held, names, told } = await read(
      await store('stale.zip', writeTakesZip({ takes: [stale, current], credits }))
    );
    expect(held.map(({ cue }) => cue)).toEqual([4]);
    expect(names).toEqual(['Julia Quispe']);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /stale\.zip: la-llamada \(es\), indicación 3: .*Antes: «Buenas tardes»\. Ahora: «Buenos días»\. Grábela de nuevo\./
    );
  });

  it('is read from a folder of ZIPs and of unpacked ones; a broken file takes none of the others down', async () => {
    const hello = takeOf({ ...own, cue: 2, speaker: 'rosa', words: 'Hola' });
    const bye = takeOf({ ...own, cue: 4, speaker: 'rosa', words: 'Chau' });
    await store('many/a.zip', writeTakesZip({ takes: [hello], credits }));
    await store('many/b.zip', new TextEncoder().encode('no es un ZIP'));
    await store(
      'many/c/tomas.json',
      new TextEncoder().encode(takesFile.toSource(toTakesFile({ takes: [without(bye)], credits: [] })))
    );
    await store(`many/c/${bye.file}`, bye.audio);
    await store('many/d/tomas.json', new TextEncoder().encode('{"format":"willakuy-takes","version":1,"takes":[{}]}'));
    await store('many/LEEME.txt', new Uint8Array());
    const { held, told } = await read(path.join(folder, 'many'));
    expect(held.map(({ cue }) => cue)).toEqual([2, 4]);
    expect(told.map((line) => line.replace(folder, ''))).toEqual(
      expect.arrayContaining([
        expect.stringContaining('many/b.zip: no es un ZIP o está cortado'),
        expect.stringMatching(/many\/d\/tomas\.json: «takes\.0\.language» falta/)
      ])
    );
  });

  it('is missed by name where there is none', async () => {
    const { held, told } = await read(path.join(folder, 'nada'));
    expect(held).toEqual([]);
    expect(told).toEqual([expect.stringMatching(/nada: no se puede leer .* Revise --takes\./)]);
  });
});

const without = ({ audio: _, ...take }: ReturnType<typeof takeOf>) => take;

const synthetic = ({ sayings }: { sayings: readonly Saying[] }) =>
  sayings.flatMap(({ request }) => (request.provider === 'espeak' ? [request.text] : []));

describe('a programme with people', () => {
  const make = async (name: string, words: Record<number, string>) => {
    const takes = programme.lines.flatMap(({ cue, speaker }) =>
      words[cue] === undefined
        ? []
        : [takeOf({ ...own, cue, speaker, words: words[cue] }, { seconds: 2, hertz: 200 + cue })]
    );
    const recordings = await readRecordings(await store(name, writeTakesZip({ takes, credits })), () => undefined);
    const audio = createProgrammeAudio({
      cacheFolder: path.join(folder, 'cache'),
      speech: { espeak: hum, recorded: recordings.provider },
      produce: produceJob,
      recordings,
      report: () => undefined
    });
    const plan = audio.plan(programme);
    const heard = await audio.make(plan, { deliveries: [{ preset: 'web', format: 'mp3' }] });
    const [file] = heard.files;
    return {
      plan,
      heard,
      loudness: file?.loudness ?? 0,
      comment: NodeID3.read(Buffer.from(file?.bytes ?? [])).comment?.text ?? ''
    };
  };

  it('has their lines whole, at the level of the others, and says who they are as they wish', async () => {
    const { plan, heard, loudness, comment } = await make('mixed.zip', { 2: 'Hola', 3: 'Buenos días' });
    const captions = toAudioVtt(heard.timings);
    expect(captions).toMatch(/Hablan personas y también\suna voz sintética\./);
    expect(captions).toMatch(/NOTE\nLa llamada\nCon las voces de Julia Quispe y Pedro Mamani\./);
    expect(synthetic(plan)).toEqual([expect.stringContaining('también una voz'), 'Chau']);
    expect(plan.people).toEqual({ voices: 'mixed', names: ['Julia Quispe', 'Pedro Mamani'] });
    expect(comment).toContain('Con las voces de Julia Quispe y Pedro Mamani. También hay voz sintética');
    const read = heard.lines.filter(({ cue }) => cue < 4);
    for (const { durationSeconds } of read) expect(durationSeconds).toBeCloseTo(2 + 0.25, 0);
    expect(loudness).toBeCloseTo(-16, 0);
  });

  it('of people alone calls nobody a machine', async () => {
    const { plan, heard, comment } = await make('people.zip', { 2: 'Hola', 3: 'Buenos días', 4: 'Chau' });
    expect(toAudioVtt(heard.timings)).not.toMatch(/sintética/);
    expect(synthetic(plan)).toEqual(['Borrador. Nadie ha revisado todavía este texto.']);
    expect(comment).not.toMatch(/sintética/);
    expect(voicesNote('hum', { voices: 'people', names: [] })).toBe('Hablan personas.');
  });

  it('is made anew for another reading, and is the old one without', () => {
    const signature = (take?: string) =>
      JSON.stringify(
        planSpeech(programme, {
          espeak: hum,
          recorded: { id: 'personas', version: '1', holds: ({ cue }) => (cue === 2 ? take : undefined) }
        }).signature
      );
    expect(signature('a')).not.toBe(signature('b'));
    expect(signature()).toBe(JSON.stringify(planSpeech(programme, { espeak: hum }).signature));
  });
});
