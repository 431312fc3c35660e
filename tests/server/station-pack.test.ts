import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Library } from '#lib/domain/library.ts';
import { readLibrary } from '#lib/server/library.ts';
import { produceJob } from '#lib/server/produce-job.ts';
import { createStationPacks } from '#lib/server/station-pack.ts';
import type { SpeechProvider } from '#lib/speech/voice.ts';
import { pampa } from '../support/station.ts';
import { unzip } from '../support/unzip.ts';

let folder: string;
let library: Library;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'willakuy-pack-'));
  const read = await readLibrary('content');
  if (!read.library) throw new Error('content');
  library = read.library;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A voice that hums as long as its text is, remembers what it said, and cannot say «imposible». */
const asked: string[] = [];
const hum: SpeechProvider = {
  provider: 'espeak',
  id: 'hum',
  version: '1',
  capabilities: () => ({
    speaks: true,
    wordTimes: 'exact',
    ssml: false,
    rate: true,
    pitch: true,
    maxBytes: undefined,
    deterministic: true
  }),
  available: () => Promise.resolve({ ok: true }),
  async synthesize({ text }) {
    if (/imposible/i.test(text)) throw new Error(`hum no dijo «${text}».`);
    asked.push(text);
    const pcm = new Int16Array(Math.round((text.length / 15 + 0.2) * 22_050)).map((_, index) =>
      Math.round(9000 * Math.sin(index / 30))
    );
    return { pcm, sampleRate: 22_050, wordSeconds: [0] };
  },
  async close() {}
};

it('speaks only the lines in which a station differs, and mixes nothing twice', { timeout: 120_000 }, async () => {
  const packs = await createStationPacks({
    library,
    outFolder: path.join(folder, 'packs'),
    cacheFolder: path.join(folder, 'cache'),
    languages: ['es'],
    scripts: ['cuna-15-oferta', 'cuna-15-documentos'],
    speech: { espeak: hum },
    produce: produceJob,
    report: () => undefined
  });
  const spokenFor = async (file: string, station: typeof pampa) => {
    asked.length = 0;
    const { state, failures } = await packs.make(file, station);
    return { state, failures, spoken: [...asked], programmes: packs.counts.programmesMade };
  };

  const first = await spokenFor('pampa', pampa);
  expect(first).toMatchObject({ state: 'made', failures: [], programmes: 2 });
  expect(first.spoken.length).toBeGreaterThan(8);

  const other = await spokenFor('killa', { ...pampa, name: 'Killa' });
  expect(other.programmes).toBe(4);
  expect(other.spoken).toHaveLength(2);
  for (const line of other.spoken) expect(line).toContain('Killa');

  // Another town with the same name on air: nothing of what is heard differs.
  expect(await spokenFor('tercera', { ...pampa, town: 'Lares' })).toMatchObject({ spoken: [], programmes: 4 });
  expect(await spokenFor('pampa', pampa)).toMatchObject({ state: 'unchanged', spoken: [] });

  // A line that cannot be said costs its script the audio, and nothing else.
  const failing = await spokenFor('imposible', { ...pampa, name: 'Imposible' });
  expect(failing.failures).toHaveLength(2);
  expect(failing.failures[0]).toMatch(/^content\/scripts\/cuna-15-\w+\/es\.md:\d+: hum no dijo «.*Imposible/);
  const entries = await unzip(await readFile(path.join(folder, 'packs', 'willakuy-imposible-es-borrador.zip')));
  expect(entries.filter(({ name }) => name.endsWith('.mp3'))).toEqual([]);
  expect(entries.filter(({ name }) => name.startsWith('guiones/'))).toHaveLength(4);
  // It is tried again the next time.
  expect(await spokenFor('imposible', { ...pampa, name: 'Imposible' })).toMatchObject({ state: 'made' });
});
