import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

// Without these, Chromium looks for servers of its own at every start.
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** A microphone that hears a WAV file over and over, and which nobody has to allow. */
const fakeMicrophone = (file: string) => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${file}`
];

/**
 * Chromium: the one named in CHROMIUM_PATH, a system one, Playwright's own, or the one inside an npm package,
 * which brings its own libraries and needs no download and no root.
 */
export async function launchBrowser({ microphone }: { microphone?: string } = {}): Promise<Browser> {
  const more = microphone === undefined ? [] : fakeMicrophone(microphone);
  const system = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath()];
  const executablePath = system.find((file) => file !== undefined && file !== '' && existsSync(file));
  if (executablePath) return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet, ...more] });
  return launchPackaged(more);
}

async function launchPackaged(more: readonly string[]): Promise<Browser> {
  // The package unpacks its libraries only where it believes itself on a server without any.
  const before = { AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH };
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const executablePath = await packaged.executablePath();
  const libraries = process.env.LD_LIBRARY_PATH ?? '';
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  return chromium.launch({
    executablePath,
    args: [...packaged.args.filter((arg) => !arg.startsWith('--headless')), ...quiet, ...more],
    // Only where the machine lacks them: a newer library of its own is the better one.
    env: { ...stringsOf(process.env), ...(hasLibraries(executablePath) ? {} : { LD_LIBRARY_PATH: libraries }) }
  });
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
