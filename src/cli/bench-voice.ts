import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { deskScriptPath } from '#lib/domain/paths.ts';
import { createSiteServer } from '#lib/server/serve.ts';
import { readVoiceFiles } from '#lib/server/voice-files.ts';

/** A script of about a minute, with several blanks that a station fills in. */
const spot = 'cuna-oferta';
const workersFolder = 'build/client/_app/immutable/workers';

/** What the voice weighs for a browser, and how long a spot takes there once it is loaded. Needs what `npm run build` made. */
export async function benchVoice(show: (name: string, value: string) => void): Promise<void> {
  const voice = await readVoiceFiles('static/voice');
  if (!voice || !existsSync('build/handler.js')) {
    show('voice in the browser', 'not built: npm run build');
    return;
  }
  show('voice, engine and data, compressed', `${(voice.compressedBytes / 1000).toFixed(0)} kB`);
  for (const name of (await readdir(workersFolder)).filter((one) => one.endsWith('.js'))) {
    const bytes = brotliCompressSync(await readFile(path.join(workersFolder, name))).length;
    show(`voice, ${name.replace(/-[\w-]{8}\.js$/, '')}, compressed`, `${(bytes / 1000).toFixed(1)} kB`);
  }
  // The tests' own way to a Chromium: the one inside an npm package, or one of the machine.
  const { findBrowser, startBrowser } = await import('../../tests/e2e/find-browser.ts');
  const program = await findBrowser().catch(() => undefined);
  const browser = program && (await startBrowser(program).catch(() => undefined));
  if (!browser) {
    show('voice, a spot in the browser', 'no Chromium here: not measured');
    return;
  }
  const server = await createSiteServer('build/handler.js');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const code of languageCodes) await benchSpot(browser, { origin, code, show });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function benchSpot(
  browser: Browser,
  { origin, code, show }: { origin: string; code: LanguageCode; show: (name: string, value: string) => void }
): Promise<void> {
  // A fresh context each: nothing is kept from the one before.
  const page = await browser.newPage();
  await page.goto(origin + deskScriptPath(code, spot));
  const loading = await secondsOf(page, 'button:not(.main)', '.main');
  const first = await secondsOf(page, '.main', 'audio');
  const seconds = await page.locator('#oir ~ * audio').evaluate(async (audio: HTMLAudioElement) => {
    while (!(audio.duration > 0)) await new Promise((resolve) => setTimeout(resolve, 20));
    return audio.duration;
  });
  await page.locator('form input').first().fill('Pampa');
  const again = await secondsOf(page, '.main', 'div:not(.stale) > audio');
  show(`voice, ${code}, loaded from this machine`, `${loading.toFixed(2)} s`);
  show(`voice, ${code}, ${seconds.toFixed(0)} s spot, first`, `${first.toFixed(2)} s`);
  show(`voice, ${code}, the same, one detail changed`, `${again.toFixed(2)} s`);
  await page.close();
}

/**
 * From pressing one thing of the part to seeing the other, as the page's own clock has it. No function inside: tsx would
 * mark its name with a helper that the page does not have.
 */
const secondsOf = (page: Page, press: string, see: string): Promise<number> =>
  page.locator('section[aria-labelledby=oir]').evaluate(
    async (section, selectors) => {
      const times: number[] = [];
      for (const selector of selectors) {
        let found = section.querySelector<HTMLElement>(selector);
        while (!found) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          found = section.querySelector<HTMLElement>(selector);
        }
        times.push(performance.now());
        if (times.length === 1) found.click();
      }
      const [from = 0, to = 0] = times;
      return (to - from) / 1000;
    },
    [press, see]
  );
