import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { copyContent, type ContentCopy } from '../support/content.ts';

// The command itself, in processes of its own, on a small library: one script with many lines and one guide, in two languages.

let content: ContentCopy;
let root: string;
beforeAll(async () => {
  content = await copyContent('tests/rules/base/content');
  const file = path.join(content.root, 'scripts/aviso/es.md');
  const source = await readFile(file, 'utf8');
  const lines = Array.from(
    { length: 12 },
    (_, index) => `**ROSA:** Pregunta número ${index + 1}, ¿quién paga el viaje?`
  );
  await writeFile(file, source.replace('PAUSA: 1 s', lines.join('\n\n')));
  root = await mkdtemp(path.join(tmpdir(), 'willakuy-run-'));
});
afterAll(async () => {
  await content.remove();
  await rm(root, { recursive: true, force: true });
});

interface Run {
  process: ChildProcess;
  /** Settles when the process has ended; the code is null when it was killed. */
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

function start(folder: string, options: string[] = [], { imports = [] }: { imports?: string[] } = {}): Run {
  const env: NodeJS.ProcessEnv = { ...process.env, HOME: root };
  delete env.GOOGLE_APPLICATION_CREDENTIALS;
  const child = spawn(
    process.execPath,
    [
      ...['tsx', ...imports].flatMap((one) => ['--import', one]),
      'src/cli/audio.ts',
      ...['--content', content.root, '--out', path.join(folder, 'out'), '--cache', path.join(folder, 'cache')],
      ...options
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'] }
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return {
    process: child,
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  };
}

const filesBelow = async (folder: string, ending: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.join(entry.parentPath, entry.name));

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Every take that has its name is what its own hash says, to the last sample. */
async function expectWholeTakes(folder: string): Promise<number> {
  const takes = await filesBelow(path.join(folder, 'cache'), '.take');
  for (const file of takes) {
    const bytes = await readFile(file);
    const cut = bytes.indexOf(0x0a);
    const header = JSON.parse(bytes.subarray(0, cut).toString('utf8')) as { sha256: string };
    expect(sha256(bytes.subarray(cut + 1)), file).toBe(header.sha256);
  }
  return takes.length;
}

/** Every programme of the manifest is there and is what the manifest says. */
async function expectWholeProgrammes(folder: string): Promise<string[]> {
  const manifest = await readAudioManifest(path.join(folder, 'out'));
  for (const entry of Object.values(manifest)) {
    const bytes = await readFile(path.join(folder, 'out', entry.url.replace('/audio/', '')));
    expect(sha256(bytes), entry.url).toBe(entry.sha256);
  }
  return Object.keys(manifest).sort();
}

const all = ['es/aviso', 'es/guia', 'quz/aviso', 'quz/guia'];

describe('npm run audio', { timeout: 240_000 }, () => {
  it('killed at any moment loses nothing that is finished and leaves nothing in part', async () => {
    const folder = path.join(root, 'killed');
    const takes = () => filesBelow(path.join(folder, 'cache'), '.take');
    const programmes = () => filesBelow(path.join(folder, 'out'), '.mp3');
    /** Lets it run until there is more of something than before, and kills it in the middle of what comes next. */
    const killOnce = async (count: () => Promise<string[]>, more: number) => {
      const before = (await count()).length;
      const run = start(folder);
      const gone = run.ended.then(() => 'gone');
      while ((await count()).length < before + more && (await Promise.race([gone, wait(3)])) !== 'gone');
      run.process.kill('SIGKILL');
      return (await run.ended).code;
    };
    const codes = [await killOnce(takes, 4), await killOnce(programmes, 1)];
    expect(codes).toEqual([null, null]);
    const kept = await expectWholeTakes(folder);
    expect(kept).toBeGreaterThanOrEqual(4);
    await expectWholeProgrammes(folder);
    const times = new Map(
      await Promise.all((await takes()).map(async (file) => [file, (await stat(file)).mtimeMs] as const))
    );

    const { code, err } = await start(folder).ended;
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(await expectWholeProgrammes(folder)).toEqual(all);
    const spoken = Number(/Audio: (\d+) líneas dichas/.exec(err)?.[1]);
    expect(await expectWholeTakes(folder)).toBe(kept + spoken);
    for (const [file, time] of times) expect((await stat(file)).mtimeMs, file).toBe(time);
    expect(await filesBelow(folder, '.tmp')).toEqual([]);
  });

  it('can run twice at once on the same folders', async () => {
    const folder = path.join(root, 'twice');
    // They write the same files, and neither may lose what the other notes in the manifest.
    const runs = [start(folder, ['--only', 'guia']), start(folder, ['--only', 'guia', '--lang', 'quz'])];
    const ends = await Promise.all(runs.map((run) => run.ended));
    expect(ends).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(await expectWholeProgrammes(folder)).toEqual(['es/guia', 'quz/guia']);
    expect(await expectWholeTakes(folder)).toBeGreaterThan(4);
  });

  it('shows what a run would cost without making anything, and loads Google only when it is asked for', async () => {
    const folder = path.join(root, 'dry');
    await mkdir(folder, { recursive: true });
    const loaded = path.join(root, 'loaded.mjs');
    await writeFile(
      loaded,
      `import { createRequire } from 'node:module';
       const { cache } = createRequire(import.meta.url);
       process.on('exit', () => console.log('google: ' + Object.keys(cache).some((file) => file.includes('@google-cloud'))));`
    );
    const [own, google] = await Promise.all([
      start(folder, ['--dry-run'], { imports: [loaded] }).ended,
      start(folder, ['--dry-run', '--voice', 'es=google'], { imports: [loaded] }).ended
    ]);
    expect(own.code).toBe(0);
    expect(own.out).toMatch(/espeak es-419\+f5 +1\d +0 +\d+ +\d+ +gratis/);
    expect(own.out).toContain('google: false');
    expect(google.code).toBe(0);
    expect(google.out).toMatch(/google es-US-Neural2-\(female\) .* 0\.0\d+ USD/);
    expect(google.out).toMatch(/espeak qu\+/);
    expect(google.out).toMatch(/vistos el \d{4}-\d\d-\d\d .*Neural2 16 \(B\)/);
    expect(google.out).toContain('google: true');
    expect(google.err).toContain('no hay credenciales de Google');
    expect(await readdir(folder)).toEqual([]);
  });

  it('says why a voice cannot go on, and which order is wrong', async () => {
    const folder = path.join(root, 'wrong');
    const [noCredentials, noVoice] = await Promise.all([
      start(folder, ['--voice', 'es=google']).ended,
      start(folder, ['--voice', 'quz=google']).ended
    ]);
    expect(noCredentials.code).toBe(3);
    expect(noCredentials.err).toMatch(/no hay credenciales de Google\. Ponga en GOOGLE_APPLICATION_CREDENTIALS/);
    expect(noVoice.code).toBe(5);
    expect(noVoice.err).toMatch(/quz=google: Google no tiene voz/);
  });
});
