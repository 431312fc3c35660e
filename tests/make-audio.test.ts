import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import NodeID3 from 'node-id3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mp3Seconds } from '#lib/audio/mp3.ts';
import type { Item, ItemFacts } from '#lib/domain/item.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { createLibrary, type Library } from '#lib/domain/library.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { DiskError, explainDiskError } from '#lib/server/disk-error.ts';
import { makeAudio, type AudioReport, type MakeAudioOptions } from '#lib/server/make-audio.ts';
import { compileText } from '#lib/server/markdown.ts';
import { produceJob } from '#lib/server/produce-job.ts';
import type { SpeechProvider } from '#lib/speech/voice.ts';
import { readCasting } from './support/casting.ts';

const facts = { message: 'documents', recommendations: ['R1'], audience: ['families'], ages: { from: 12 } } as const;
const script: ItemFacts = {
  kind: 'script',
  ...facts,
  recommendations: [...facts.recommendations],
  audience: [...facts.audience],
  order: 1,
  format: 'spot',
  durationSeconds: 60,
  fiction: true,
  cast: [
    { id: 'rosa', voice: 'girl', name: { es: 'ROSA', quz: 'ROSA' }, about: { es: 'a', quz: 'a' } },
    { id: 'abuela', voice: 'elder-woman', name: { es: 'ABUELA', quz: 'AWICHA' }, about: { es: 'a', quz: 'a' } }
  ]
};
const guide: ItemFacts = {
  kind: 'guide',
  form: 'cards',
  ...facts,
  recommendations: [...facts.recommendations],
  audience: [...facts.audience],
  order: 2
};

const bodies = {
  dialogue: `CONTROL: Golpe musical, 1 s.

**ROSA:** *(contenta)* Mamay, [nadie puede quedarse con tu DNI](fact:dni-retention).

PAUSA: 1 s

**ABUELA:** Les habla Radio [estación](blank:station). Llama al [1818](contact:mininter-1818).`,
  guide: `## Tu DNI es tuyo

Guárdalo tú.

- Copia
- Foto

| no | se lee |
|---|---|
| a | b |`
};

async function itemOf(
  slug: string,
  kind: ItemFacts,
  texts: Partial<Record<LanguageCode, string>>,
  { reviewed = false } = {}
): Promise<Item> {
  const entries = await Promise.all(
    Object.entries(texts).map(async ([code, body]) => {
      const language = code as LanguageCode;
      const file = `content/${kind.kind}s/${slug}/${code}.md`;
      const { document, html } = await compileText(file, body, { termPath: '/' });
      const review = reviewed
        ? { state: 'reviewed' as const, by: 'Ana', on: '2026-01-01', of: 'h' }
        : { state: 'draft' as const, by: null, on: null };
      return [
        code,
        { title: `Título ${slug}`, summary: 's', review, language, file, source: body, document, html, hash: 'h' }
      ];
    })
  );
  return {
    ...kind,
    slug,
    file: `content/${kind.kind}s/${slug}/item.yaml`,
    texts: Object.fromEntries(entries) as Item['texts']
  };
}

const libraryOf = (...items: Item[]): Library =>
  createLibrary({
    sounds: {
      sounds: [{ id: 'sting', kind: 'sting', seconds: 2, name: { es: 'Golpe musical', quz: 'Pisi taki' } }],
      actions: [{ id: 'out', name: { es: 'sale', quz: 'tukukun' } }]
    },
    casting: readCasting(),
    groups: [],
    items
  } as unknown as Parameters<typeof createLibrary>[0]);

/** A voice that hums as long as its text is; says how often it was asked, and fails where it is told to. */
function createHum({ failOn }: { failOn?: RegExp } = {}): SpeechProvider & { asked: string[] } {
  const asked: string[] = [];
  return {
    provider: 'espeak',
    id: 'hum',
    version: '1',
    asked,
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
    async synthesize({ text, pitch }) {
      asked.push(text);
      if (failOn?.test(text)) throw new Error(`hum no dijo «${text}».`);
      const samples = Math.round((text.length / 15 + 0.2) * 22_050);
      const pcm = new Int16Array(samples).map((_, index) => Math.round(9000 * Math.sin((index * (80 + pitch)) / 3500)));
      return { pcm, sampleRate: 22_050, wordSeconds: [0] };
    },
    async close() {}
  };
}

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'willakuy-audio-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const outFolder = () => path.join(root, 'out');
const cacheFolder = () => path.join(root, 'cache');
const make = (
  library: Library,
  speech: SpeechProvider,
  options: Partial<MakeAudioOptions> = {}
): Promise<AudioReport> =>
  makeAudio({
    library,
    outFolder: outFolder(),
    cacheFolder: cacheFolder(),
    speech: { espeak: speech },
    produce: produceJob,
    report: () => {},
    ...options
  });
const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
const rosa = () => itemOf('rosa', script, { es: bodies.dialogue });
const papeles = () => itemOf('papeles', guide, { es: bodies.guide });

describe('makeAudio', () => {
  it('makes scripts and guides, with slate, name and tags of a draft', async () => {
    const report = await make(libraryOf(await rosa(), await papeles()), createHum());
    expect(report).toMatchObject({ made: 2, unchanged: 0, failures: [] });
    // A guide is for pages and telephones; a script is broadcast too.
    expect(await filesBelow(outFolder())).toEqual([
      ...['json', 'mp3', 'opus', 'vtt'].map((ending) => `es/papeles-borrador.${ending}`),
      ...['json', 'mp3', 'opus', 'vtt'].map((ending) => `es/rosa-borrador.${ending}`),
      'es/rosa-emisora-borrador.mp3',
      'manifest.json'
    ]);

    const manifest = await readAudioManifest(outFolder());
    const entry = manifest['es/rosa'];
    expect(entry).toMatchObject({ url: '/audio/es/rosa-borrador.mp3', draft: true, voice: 'hum es-419' });
    expect(entry?.lines.map((line) => line.cue)).toEqual([2, 4]);
    expect(entry?.lines[0]?.startSeconds).toBeGreaterThan(3);
    expect((entry?.lines[1]?.startSeconds ?? 0) - (entry?.lines[0]?.startSeconds ?? 0)).toBeCloseTo(
      (entry?.lines[0]?.durationSeconds ?? 0) + 1,
      2
    );
    expect(manifest['es/papeles']?.lines.map((line) => line.cue)).toEqual([0, 1, 2, 3, 4]);

    const bytes = await readFile(path.join(outFolder(), 'es/rosa-borrador.mp3'));
    expect(bytes.length).toBe(entry?.bytes);
    expect(mp3Seconds(bytes)).toBeCloseTo(entry?.seconds ?? 0, 2);
    const tags = NodeID3.read(bytes);
    expect([bytes[3], bytes[4]]).toEqual([3, 0]);
    expect(tags).toMatchObject({
      title: 'BORRADOR · Título rosa',
      artist: 'Willakuy',
      publisher: 'Willakuy',
      album: 'Willakuy',
      language: 'spa'
    });
    expect(tags.comment?.text).toMatch(/BORRADOR.*CC BY 4\.0.*Voz sintética/);
  });

  it('has no mark once reviewed, still says that the voice is synthetic, and takes the draft away', async () => {
    await make(libraryOf(await rosa()), createHum());
    const reviewed = await itemOf('rosa', script, { es: bodies.dialogue }, { reviewed: true });
    const hum = createHum();
    expect(await make(libraryOf(reviewed), hum)).toMatchObject({
      made: 1,
      linesSpoken: 1,
      linesFromCache: 3,
      removed: 5
    });
    expect(hum.asked).toEqual(['Habla una voz sintética.']);
    expect(await filesBelow(outFolder())).toEqual([
      'es/rosa-emisora.mp3',
      ...['json', 'mp3', 'opus', 'vtt'].map((ending) => `es/rosa.${ending}`),
      'manifest.json'
    ]);
    expect((await readAudioManifest(outFolder()))['es/rosa']).toMatchObject({
      draft: false,
      lines: [{ cue: 2 }, { cue: 4 }]
    });
    expect(await readFile(path.join(outFolder(), 'es/rosa.vtt'), 'utf8')).toMatch(
      /\n\nslate\n00:00:00\.000 --> 00:00:0[1-3]\.\d+\nHabla una voz sintética\.\n\nc2\.1\n/
    );
    expect(NodeID3.read(await readFile(path.join(outFolder(), 'es/rosa.mp3'))).title).toBe('Título rosa');
  });

  it('makes nothing twice', async () => {
    const library = libraryOf(await rosa(), await papeles());
    await make(library, createHum());
    const before = await Promise.all(
      (await filesBelow(outFolder())).map(async (name) => (await stat(path.join(outFolder(), name))).mtimeMs)
    );
    const hum = createHum();
    const started = performance.now();
    const report = await make(library, hum, { produce: () => Promise.reject(new Error('nothing to produce')) });
    expect(performance.now() - started).toBeLessThan(500);
    expect(report).toMatchObject({ made: 0, unchanged: 2, linesSpoken: 0, linesFromCache: 0, failures: [] });
    expect(hum.asked).toEqual([]);
    const after = await Promise.all(
      (await filesBelow(outFolder())).map(async (name) => (await stat(path.join(outFolder(), name))).mtimeMs)
    );
    expect(after).toEqual(before);
  });

  it('speaks one changed line and takes the others from the cache', async () => {
    await make(libraryOf(await rosa(), await papeles()), createHum());
    const hum = createHum();
    const changed = await itemOf('rosa', script, { es: bodies.dialogue.replace('Mamay,', 'Abuela,') });
    expect(await make(libraryOf(changed, await papeles()), hum)).toMatchObject({
      made: 1,
      unchanged: 1,
      linesSpoken: 1
    });
    expect(hum.asked).toHaveLength(1);
  });

  it('repairs a damaged line, a damaged or missing file and a damaged manifest', async () => {
    const library = libraryOf(await rosa());
    await make(library, createHum());
    const first = await readFile(path.join(outFolder(), 'es/rosa-borrador.mp3'));

    for (const name of await filesBelow(cacheFolder())) {
      const file = path.join(cacheFolder(), name);
      const bytes = await readFile(file);
      bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
      await writeFile(file, bytes);
    }
    await writeFile(path.join(outFolder(), 'es/rosa-borrador.mp3'), first.subarray(0, 5000));
    const hum = createHum();
    expect(await make(library, hum)).toMatchObject({ made: 1, linesSpoken: 4, linesRepaired: 4, linesFromCache: 0 });
    expect(Buffer.compare(await readFile(path.join(outFolder(), 'es/rosa-borrador.mp3')), first)).toBe(0);

    await rm(path.join(outFolder(), 'es/rosa-borrador.mp3'));
    expect(await make(library, createHum())).toMatchObject({ made: 1, linesSpoken: 0, linesFromCache: 4 });
    const captions = await readFile(path.join(outFolder(), 'es/rosa-borrador.vtt'), 'utf8');
    await writeFile(path.join(outFolder(), 'es/rosa-borrador.vtt'), 'WEBVTT\n');
    expect(await make(library, createHum())).toMatchObject({ made: 1, linesSpoken: 0 });
    expect(await readFile(path.join(outFolder(), 'es/rosa-borrador.vtt'), 'utf8')).toBe(captions);
    await writeFile(path.join(outFolder(), 'manifest.json'), '{ "es/rosa": ');
    expect(await make(library, createHum())).toMatchObject({ made: 1, failures: [] });
    expect(Buffer.compare(await readFile(path.join(outFolder(), 'es/rosa-borrador.mp3')), first)).toBe(0);
  });

  it('reports a failing line at its place and makes the rest', async () => {
    const library = libraryOf(await rosa(), await papeles());
    await make(library, createHum());
    const kept = await readFile(path.join(outFolder(), 'es/papeles-borrador.mp3'));
    const changed = await itemOf('rosa', script, { es: bodies.dialogue.replace('Mamay,', 'Imposible,') });
    const other = await itemOf('otra', guide, { es: 'Hola.' });
    const report = await make(libraryOf(changed, await papeles(), other), createHum({ failOn: /Imposible/ }));
    expect(report).toMatchObject({ made: 1, unchanged: 1, removed: 0 });
    expect(report.failures).toHaveLength(1);
    expect(report.failures[0]).toMatch(/^content\/scripts\/rosa\/es\.md:3: hum no dijo/);

    const names = await filesBelow(outFolder());
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    for (const name of names.filter((name) => name.endsWith('.mp3')))
      expect(mp3Seconds(await readFile(path.join(outFolder(), name)))).toBeGreaterThan(1);
    expect(Buffer.compare(await readFile(path.join(outFolder(), 'es/papeles-borrador.mp3')), kept)).toBe(0);
    // Its page must not play words that it no longer shows.
    expect(Object.keys(await readAudioManifest(outFolder()))).toEqual(['es/otra', 'es/papeles']);
    expect(await make(libraryOf(changed, await papeles(), other), createHum())).toMatchObject({
      made: 1,
      unchanged: 2,
      failures: []
    });
  });

  it('reports a script that cannot be read and makes the rest', async () => {
    const broken = await itemOf('rota', script, { es: 'CONTROL: Trueno, 2 s.\n\n**ROSA:** Hola.' });
    const report = await make(libraryOf(broken, await papeles()), createHum());
    expect(report.made).toBe(1);
    expect(report.failures[0]).toContain('unknown-sound-cue');
  });

  it('does not take silence or a second for a sentence', async () => {
    const hum = createHum();
    const report = await make(libraryOf(await papeles()), {
      ...hum,
      synthesize: async () => ({ pcm: new Int16Array(22_050 * 60).fill(900), sampleRate: 22_050, wordSeconds: [0] })
    });
    expect(report.made).toBe(0);
    expect(report.failures[0]).toMatch(/dura 60\.0 s y debía durar/);
  });

  it('removes what is stale, but only when everything was made', async () => {
    const both = libraryOf(await rosa(), await papeles());
    await make(both, createHum());
    await writeFile(path.join(outFolder(), 'es/rosa-borrador.mp3.999999999.tmp'), 'x');
    const less = libraryOf(await papeles());
    expect(await make(less, createHum(), { incomplete: true })).toMatchObject({ removed: 0 });
    expect(await make(less, createHum(), { only: 'papeles' })).toMatchObject({ removed: 0 });
    expect(existsSync(path.join(outFolder(), 'es/rosa-borrador.mp3'))).toBe(true);
    expect(await make(less, createHum())).toMatchObject({ removed: 6, unchanged: 1 });
    expect(await filesBelow(outFolder())).toEqual([
      ...['json', 'mp3', 'opus', 'vtt'].map((ending) => `es/papeles-borrador.${ending}`),
      'manifest.json'
    ]);
  });

  it('says which folder cannot be written, before speaking a word', async () => {
    await writeFile(path.join(root, 'file'), 'x');
    const hum = createHum();
    const library = libraryOf(await rosa());
    await expect(make(library, hum, { outFolder: path.join(root, 'file/audio') })).rejects.toThrow(
      /No se pudo escribir .*file\/audio.*--out/
    );
    await expect(make(library, hum, { cacheFolder: path.join(root, 'file') })).rejects.toThrow(DiskError);
    expect(hum.asked).toEqual([]);
  });

  it('leaves what is finished whole when the disk refuses a file', async () => {
    await make(libraryOf(await papeles()), createHum());
    // A folder where the file is to go: the rename fails, as it would on a full or failing disk.
    await mkdir(path.join(outFolder(), 'es/rosa-borrador.mp3/x'), { recursive: true });
    await expect(make(libraryOf(await rosa(), await papeles()), createHum())).rejects.toThrow(DiskError);
    expect(Object.keys(await readAudioManifest(outFolder()))).toEqual(['es/papeles']);
    expect((await filesBelow(outFolder())).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(mp3Seconds(readFileSync(path.join(outFolder(), 'es/papeles-borrador.mp3')))).toBeGreaterThan(1);
  });

  it('explains a full disk', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(String(explainDiskError(full, '/x/a.mp3'))).toMatch(/\/x\/a\.mp3: el disco está lleno\. Libere espacio/);
    const other = new Error('no');
    expect(explainDiskError(other, '/x')).toBe(other);
  });

  it('makes only the file that is missing, and a WAV where one is asked for', async () => {
    const library = libraryOf(await rosa());
    await make(library, createHum());
    await rm(path.join(outFolder(), 'es/rosa-borrador.opus'));
    const asked: string[] = [];
    const watched: Partial<MakeAudioOptions> = {
      produce: (job) => {
        asked.push(...job.deliveries.map(({ preset, format }) => `${preset} ${format}`));
        return produceJob(job);
      }
    };
    expect(await make(library, createHum(), { ...watched, wav: true })).toMatchObject({ made: 1, failures: [] });
    expect(asked).toEqual(['web opus', 'station wav']);
    const entry = (await readAudioManifest(outFolder()))['es/rosa'];
    for (const { url, bytes, sha256 } of entry?.files ?? []) {
      const file = await readFile(path.join(root, 'out', url.replace('/audio/', '')));
      expect([url, file.length, createHash('sha256').update(file).digest('hex')]).toEqual([url, bytes, sha256]);
    }
    expect(entry?.files.map(({ url }) => path.basename(url))).toEqual([
      'rosa-borrador.mp3',
      'rosa-emisora-borrador.mp3',
      'rosa-borrador.opus',
      'rosa-emisora-borrador.wav'
    ]);
    // Nobody asks for it now: it stays as long as the words do.
    expect(await make(library, createHum(), watched)).toMatchObject({ unchanged: 1, removed: 0 });
    const changed = await itemOf('rosa', script, { es: bodies.dialogue.replace('Mamay,', 'Abuela,') });
    expect(await make(libraryOf(changed), createHum())).toMatchObject({ made: 1, removed: 1 });
    expect((await filesBelow(outFolder())).filter((name) => /wav|tmp/.test(name))).toEqual([]);
  });

  it('comes out the same bytes from two cold runs', async () => {
    const library = libraryOf(await rosa());
    await make(library, createHum());
    await make(library, createHum(), { outFolder: path.join(root, 'out2'), cacheFolder: path.join(root, 'cache2') });
    const files = ['es/rosa-borrador.mp3', 'es/rosa-borrador.opus', 'es/rosa-emisora-borrador.mp3', 'manifest.json'];
    for (const file of files)
      expect(
        Buffer.compare(await readFile(path.join(outFolder(), file)), await readFile(path.join(root, 'out2', file)))
      ).toBe(0);
  });
});
