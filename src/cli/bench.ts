import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { measureTimingErrors } from '#lib/domain/timing-error.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { benchAudio, benchLongProgramme } from '#lib/server/bench-audio.ts';
import { benchPacks } from '#lib/server/bench-packs.ts';
import { readLibrary } from '#lib/server/library.ts';
import { benchVoice } from './bench-voice.ts';

/** Times and sizes of one run on this machine. Machines are noisy: compare figures of one run, not of two. */
const run = (name: string, args: string[]): number => {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8'
  });
  if (status !== 0) {
    console.error(`${name} terminó con ${status}\n${stderr}`);
    process.exit(1);
  }
  return (performance.now() - start) / 1000;
};
const cli = (name: string, ...args: string[]) => ['--import', 'tsx', `src/cli/${name}.ts`, ...args];
const show = (name: string, value: string) => console.log(`${name.padEnd(44)}${value}`);

/** `npm run bench -- packs`: only what a number of stations costs; `-- audio`: only what a programme's files cost. */
const [part, minutes = '', longFolder = ''] = process.argv.slice(2);
async function showAudio(): Promise<void> {
  const { library } = await readLibrary('content');
  if (library) await benchAudio(library, path.join(work, 'programme'), show);
}
async function showPacks(): Promise<void> {
  const { library } = await readLibrary('content');
  if (library) await benchPacks(library, path.join(work, 'stations'), show);
}

const work = await mkdtemp(path.join(tmpdir(), 'willakuy-bench-'));
try {
  if (part === 'long') {
    const { library } = await readLibrary('content');
    if (library) console.log(await benchLongProgramme(library, longFolder, Number(minutes)));
  } else {
    if (part === undefined || part === 'audio') await showAudio();
    if (part === undefined || part === 'packs') await showPacks();
    if (part === undefined) await showRest();
    if (part === undefined || part === 'voice') await benchVoice(show);
  }
} finally {
  await rm(work, { recursive: true, force: true });
}

async function showRest(): Promise<void> {
  show('check, whole library', `${run('check', cli('check')).toFixed(1)} s`);

  const audioArgs = cli('audio', '--out', path.join(work, 'audio'), '--cache', path.join(work, 'cache'));
  const cold = run('audio', audioArgs);
  const warm = run('audio', audioArgs);
  const heard = Object.values(await readAudioManifest(path.join(work, 'audio'))).reduce(
    (sum, entry) => sum + (entry?.seconds ?? 0),
    0
  );
  show('audio made', `${(heard / 60).toFixed(1)} min`);
  show('audio, nothing cached', `${cold.toFixed(1)} s, real-time factor ${(cold / heard).toFixed(4)}`);
  show('audio, everything cached', `${warm.toFixed(1)} s`);

  const { library } = await readLibrary('content');
  for (const error of library ? measureTimingErrors(library, await readAudioManifest(path.join(work, 'audio'))) : []) {
    const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
    show(
      `timing, ${error.language}, ${error.lines} lines`,
      `mean error ${percent(error.meanOfLines)} a line, ${percent(error.meanOfScripts)} a script`
    );
  }

  const build = run('build', ['node_modules/vite/bin/vite.js', 'build']);
  const pages = (await readdir('build/prerendered', { recursive: true })).filter((name) => name.endsWith('.html'));
  show('build', `${build.toFixed(1)} s, ${pages.length} pages, ${(pages.length / build).toFixed(1)} pages/s`);

  const kinds = new Map<string, number[]>();
  for (const name of pages) {
    const kind =
      name
        .split(path.sep)
        .slice(1, -1)
        .map((part, index) => (index === 0 ? part : '*'))
        .join('/') || 'home';
    const bytes = brotliCompressSync(await readFile(path.join('build/prerendered', name))).byteLength;
    kinds.set(kind, [...(kinds.get(kind) ?? []), bytes]);
  }
  for (const [kind, sizes] of [...kinds].sort())
    show(`page ${kind}, compressed`, `${(Math.max(...sizes) / 1024).toFixed(1)} kB at most of ${sizes.length}`);
}
