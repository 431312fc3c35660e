import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** A Chromium that can be started. */
export interface BrowserProgram {
  executablePath: string;
  /** What its environment has more than ours. */
  env: Record<string, string>;
}

// Without these, Chromium looks for servers of its own at every start.
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** A microphone that hears a WAV file over and over, and which nobody has to allow. */
const fakeMicrophone = (file: string) => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}`
];

export const startBrowser = (
  { executablePath, env }: BrowserProgram,
  { microphone }: { microphone?: string } = {}
): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', ...quiet, ...(microphone === undefined ? [] : fakeMicrophone(microphone))],
    env: { ...stringsOf(process.env), ...env }
  });

/**
 * The Chromium named in CHROMIUM_PATH; or the one inside an npm package, which is the same on every machine, needs no
 * download and no root, and opens a page with a fifth of the work: it has no windows; or one of the machine.
 */
export async function findBrowser(): Promise<BrowserProgram> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { executablePath: named, env: {} };
  const packaged = process.platform === 'linux' && process.arch === 'x64' ? await findPackaged() : undefined;
  if (packaged) return packaged;
  const system = ['/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath()].find(existsSync);
  if (system === undefined) throw new Error('No hay ningún Chromium. Ponga su lugar en CHROMIUM_PATH.');
  return { executablePath: system, env: {} };
}

/** Unpacked once for each version of the package; undefined where it does not run. */
async function findPackaged(): Promise<BrowserProgram | undefined> {
  const { version } = JSON.parse(await readFile('node_modules/@sparticuz/chromium/package.json', 'utf8')) as {
    version: string;
  };
  const folder = path.resolve(`node_modules/.cache/willakuy/chromium-${version}`);
  try {
    if (!existsSync(folder)) await unpackBrowser(folder);
    const executablePath = path.join(folder, 'chromium');
    const env = {
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
      // Only where the machine lacks them: a newer library of its own is the better one.
      ...(hasLibraries(executablePath) ? {} : { LD_LIBRARY_PATH: path.join(folder, 'al2023/lib') })
    };
    execFileSync(executablePath, ['--version'], { env: { ...process.env, ...env } });
    return { executablePath, env };
  } catch (error) {
    console.warn(`El Chromium del paquete no sirve aquí, se busca otro: ${String(error)}`);
    return undefined;
  }
}

/** Whole or not at all: beside its folder first, for another run may be looking. */
async function unpackBrowser(folder: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const beside = await mkdtemp(`${folder}-`);
  // The package unpacks its libraries only where it believes itself on a server without any, and leaves its traces here.
  const names = ['AWS_EXECUTION_ENV', 'FONTCONFIG_PATH', 'LD_LIBRARY_PATH', 'TMPDIR'] as const;
  const before = names.map((name) => [name, process.env[name]] as const);
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  process.env.TMPDIR = beside;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
    const fonts = path.join(beside, 'fonts/fonts.conf');
    await writeFile(fonts, (await readFile(fonts, 'utf8')).replaceAll('/tmp/fonts', path.join(folder, 'fonts')));
    await rename(beside, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
}

const stringsOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function hasLibraries(executable: string): boolean {
  try {
    return !execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
  } catch {
    return false;
  }
}
