import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationFile, type Station } from '#lib/domain/station.ts';
import { hostile, pampa } from '../support/station.ts';
import { unzip } from '../support/unzip.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'willakuy-pack-'));
  await mkdir(path.join(folder, 'stations'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const stations = () => path.join(folder, 'stations');
const out = () => path.join(folder, 'packs');
const add = (name: string, content: Station | string) =>
  writeFile(path.join(stations(), name), typeof content === 'string' ? content : stationFile.toSource(content));
const packs = async () => (await readdir(out()).catch(() => [])).sort();

interface Run {
  status: number | null;
  said: string;
}

/** One short script on paper, unless asked for more. */
const run = (args: string[], env: Record<string, string> = {}): Promise<Run> =>
  new Promise((resolve) => {
    const common = [
      '--out',
      out(),
      '--cache',
      path.join(folder, 'cache'),
      '--lang',
      'es',
      '--scripts',
      'cuna-15-oferta'
    ];
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/pack.ts', ...common, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('close', (status) => resolve({ status, said }));
  });
const many = (args: string[] = [], env: Record<string, string> = {}) =>
  run(['--stations', stations(), '--no-audio', ...args], env);

describe('npm run pack', { timeout: 180_000 }, () => {
  it('makes the pack of one station with its own name in the audio, and nothing a second time', async () => {
    await add('pampa.json', pampa);
    const only = ['--station', path.join(stations(), 'pampa.json')];
    const first = await run(only);
    expect(first.said).toMatch(/líneas dichas de \d+; 1 programas hechos de 1/);
    expect(first.status).toBe(0);
    const file = path.join(out(), 'willakuy-pampa-es-borrador.zip');
    const entries = await unzip(await readFile(file));
    const audio = entries.find(({ name }) => name === 'audio/es/cuna-15-oferta-borrador.mp3');
    expect(audio?.bytes.length).toBeGreaterThan(50_000);
    const manifest = JSON.parse(entries.at(-1)?.bytes.toString('utf8') ?? '') as {
      scripts: { openBlanks: string[]; audio: { tones: boolean } }[];
    };
    expect(manifest.scripts).toMatchObject([{ openBlanks: [], audio: { tones: false } }]);

    const { mtimeMs } = await stat(file);
    const again = await run(only);
    expect(again.said).toContain('willakuy-pampa-es-borrador.zip: sin cambios');
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
  });

  it('reports a bad profile with its field and goes on with the others', async () => {
    await add('pampa.json', pampa);
    await add('larga.json', { ...pampa, name: 'x'.repeat(10_000) });
    await add('marcas.json', { ...pampa, town: 'Pampa\u202E' });
    await add('nula.json', { ...pampa, presenter: 'Ju\0lia' });
    await add('rota.json', '{"format":"willakuy-station","ver');
    await add('otra.json', '{"format":"willakuy-rundown","version":1}');
    await add('hostil.json', hostile);
    await add('leeme.txt', 'no es un perfil');
    const { status, said } = await many();
    expect(status).toBe(2);
    expect(await packs()).toEqual(['willakuy-hostil-es-borrador.zip', 'willakuy-pampa-es-borrador.zip']);
    expect(said).toMatch(/larga\.json: «name» es demasiado largo: déjelo en 60 caracteres o menos\./);
    expect(said).toMatch(/marcas\.json: «town» lleva signos que no se ven/);
    expect(said).toMatch(/nula\.json: «presenter» lleva signos que no se ven/);
    expect(said).toMatch(/rota\.json: El archivo no es JSON o está cortado/);
    expect(said).toMatch(/otra\.json: El archivo es de otra cosa/);
    expect(said).toContain('7 radios, 2 paquetes hechos');
  });

  it('splits the work: every machine its part, together all, each pack the same bytes wherever it is made', async () => {
    // A disk could mix their names up.
    const names = ['pampa.json', 'Pámpa.json', '🎙.json'];
    for (const name of names) await add(name, pampa);
    await many([], { TZ: 'Asia/Kathmandu' });
    const whole = await Promise.all(
      (await packs()).map(async (name) => [name, await readFile(path.join(out(), name))] as const)
    );
    expect(whole).toHaveLength(names.length);
    for (const [name] of whole) expect(name).toMatch(/^willakuy-(?:pampa|radio)(?:-[0-9a-f]{6})?-es-borrador\.zip$/);
    expect((await readdir(folder)).sort()).toEqual(['cache', 'packs', 'stations']);
    await rm(out(), { recursive: true });
    await rm(path.join(folder, 'cache'), { recursive: true });

    const first = await many([], { CLOUD_RUN_TASK_INDEX: '0', CLOUD_RUN_TASK_COUNT: '2' });
    const half = await packs();
    expect(half.length).toBeGreaterThan(0);
    expect(half.length).toBeLessThan(names.length);
    const second = await many([], { JOB_COMPLETION_INDEX: '1', WILLAKUY_SHARDS: '2' });
    expect([first.status, second.status]).toEqual([0, 0]);
    expect(second.said).toContain(`Parte 1/2: ${names.length - half.length} radios`);
    expect(
      await Promise.all((await packs()).map(async (name) => [name, await readFile(path.join(out(), name))]))
    ).toEqual(whole);
  });

  it('lets two runs at once make the same packs', async () => {
    for (const name of ['andes', 'killa']) await add(`${name}.json`, { ...pampa, name });
    const runs = await Promise.all([many(), many()]);
    expect(runs.map(({ status }) => status)).toEqual([0, 0]);
    expect(await packs()).toEqual(['willakuy-andes-es-borrador.zip', 'willakuy-killa-es-borrador.zip']);
    for (const name of await packs())
      expect((await unzip(await readFile(path.join(out(), name)))).length).toBeGreaterThan(8);
  });

  it.each([
    ['neither station nor stations', [], {}, /--station ARCHIVO o --stations CARPETA/],
    ['a language there is not', ['--lang', 'quz-PE'], {}, /no hay textos en «quz-PE»/],
    ['a shard of nothing', ['--shard', '3/3'], {}, /se escribe i\/n/],
    ['an engine that says half', [], { JOB_COMPLETION_INDEX: '1' }, /WILLAKUY_SHARDS/],
    ['an option there is not', ['--todo'], {}, /--todo/]
  ])('explains %s', async (what, args, env, message) => {
    const { status, said } = await run(
      [...(what.startsWith('neither') ? [] : ['--stations', stations()]), ...args],
      env
    );
    expect(status).toBe(5);
    expect(said).toMatch(message);
    expect(await packs()).toEqual([]);
  });
});
