import { readFileSync } from 'node:fs';
import mammoth from 'mammoth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sourceAnchor } from '#lib/domain/reference.ts';
import { launchBrowser } from './browser.ts';
import { scriptLines } from './script-lines.ts';

const origin = inject('origin');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const withPage = async (
  options: { javaScriptEnabled?: boolean; width?: number },
  use: (page: Page) => Promise<void>
) => {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 360, height: 700 },
    javaScriptEnabled: options.javaScriptEnabled ?? true,
    acceptDownloads: true
  });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
};

describe('the outreach worker', () => {
  it('finds the Quechua script about job offers, sees what a claim rests on, and reads it there', () =>
    withPage({}, async (page) => {
      await page.goto(origin);
      await page.getByRole('link', { name: /Runasimi/ }).click();
      await page.locator('.bar').getByRole('link', { name: 'Radio' }).click();
      await page.locator('a[href="/quz/radio/la-llamada/"]').click();
      expect(new URL(page.url()).pathname).toBe('/quz/radio/la-llamada/');
      const anchor = sourceAnchor({ scheme: 'finding', id: 'false-offers.often' });
      await page.locator(`article a.claim[href="#${anchor}"]`).first().click();
      const source = page.locator(`#${anchor}`);
      expect(await source.innerText()).toContain('51,7');
      await source.getByRole('link').first().click();
      expect(new URL(page.url()).pathname).toBe('/quz/estudio/');
      expect(await page.locator(':target').innerText()).toContain('51,7');
    }));

  it('opens the script in Word and finds the words of the page', () =>
    withPage({ width: 1280 }, async (page) => {
      await page.goto(`${origin}/quz/radio/la-llamada/`);
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$=".docx"]').click()]);
      expect(download.suggestedFilename()).toBe('la-llamada-quz-borrador.docx');
      const { value } = await mammoth.extractRawText({ buffer: readFileSync(await download.path()) });
      const words = (text: string) =>
        text
          .replace(/\[\d+\]/g, '')
          .replace(/_+ \(([^)]*)\)/g, '$1')
          .replace(/\s+/g, '');
      const spoken = await scriptLines(page);
      expect(spoken.length).toBeGreaterThan(20);
      for (const line of spoken) expect(words(value)).toContain(words(line));
      expect(value).toContain('BORRADOR');
    }));

  it('plays the audio only when asked', () =>
    withPage({}, async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${origin}/quz/radio/cuna-oferta/`);
      expect(asked.filter((url) => /\.(?:mp3|opus)$/.test(url))).toEqual([]);
      const player = page.locator('audio');
      await player.evaluate(async (audio: HTMLAudioElement) => {
        audio.muted = true;
        await audio.play();
      });
      await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0.3);
      expect(await player.evaluate((audio: HTMLAudioElement) => audio.duration)).toBeGreaterThan(30);
    }));

  it('prints a sheet: the script, its sources and the draft mark, without the screen furniture', () =>
    withPage({ width: 1280 }, async (page) => {
      await page.goto(`${origin}/es/radio/la-llamada/`);
      await page.emulateMedia({ media: 'print' });
      for (const furniture of ['header.bar', 'audio', '.tools'])
        expect(await page.locator(furniture).first().isVisible()).toBe(false);
      for (const kept of ['h1', '.cues', '.sources', '.draft'])
        expect(await page.locator(kept).first().isVisible()).toBe(true);
      const colours = await page
        .locator('.cue.tech, .who, .claim')
        .evaluateAll((nodes) => [
          ...new Set(nodes.flatMap((node) => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]))
        ]);
      expect(colours.sort()).toEqual(['rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)']);
      expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(10_000);
    }));
});

describe('every reader', () => {
  it.each(['/es/familia/revisar-un-trabajo/', '/quz/estudio/', '/es/ayuda/', '/quz/escuela/mis-documentos/'])(
    'changes language on %s and stays on the page',
    (route) =>
      withPage({}, async (page) => {
        await page.goto(origin + route);
        const [, from = ''] = route.split('/');
        const to = from === 'es' ? 'quz' : 'es';
        await page.locator('.tongues a').click();
        expect(new URL(page.url()).pathname).toBe(route.replace(`/${from}/`, `/${to}/`));
        await page.locator('.tongues a').click();
        expect(new URL(page.url()).pathname).toBe(route);
      })
  );

  it.each(['/es/radio/la-llamada/', '/quz/escuela/una-oferta-de-trabajo/', '/quz/familia/revisar-un-trabajo/'])(
    'reads %s without JavaScript: text, sources, audio, files',
    (route) =>
      withPage({ javaScriptEnabled: false }, async (page) => {
        await page.goto(origin + route);
        expect((await page.locator('article').innerText()).length).toBeGreaterThan(1000);
        expect(await page.locator('.draft').first().isVisible()).toBe(true);
        expect(await page.locator('.sources li').count()).toBeGreaterThan(2);
        expect(await page.locator('a[href$=".docx"]').isVisible()).toBe(true);
        expect(await page.locator('audio[controls]').count()).toBe(route.includes('escuela') ? 0 : 1);
        await page.locator('.tongues a').click();
        expect(await page.locator('h1').isVisible()).toBe(true);
      })
  );

  it('finds every link of the site alive, anchors included', async () => {
    const pages = new Map<string, { problem?: string; links: string[]; ids: Set<string> }>();
    const load = async (path: string) => {
      const known = pages.get(path);
      if (known) return known;
      const response = await fetch(origin + path, { redirect: 'manual' });
      const isPage = response.headers.get('content-type')?.includes('text/html') ?? false;
      const html = isPage ? await response.text() : '';
      if (!isPage) await response.body?.cancel();
      const page = {
        ...(response.status === 200 ? {} : { problem: `estado ${response.status}` }),
        links: [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')),
        ids: new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id))
      };
      pages.set(path, page);
      return page;
    };
    const broken: string[] = [];
    const queue = ['/'];
    for (let path = queue.shift(); path !== undefined; path = queue.shift())
      for (const href of new Set((await load(path)).links)) {
        const url = new URL(href, origin + path);
        if (url.origin !== origin) continue;
        const known = pages.has(url.pathname);
        const { problem, ids } = await load(url.pathname);
        if (problem) broken.push(`${path} → ${href}: ${problem}`);
        // A piece of an audio is named by its seconds.
        else if (url.hash && !/^#t=[\d.]+,[\d.]+$/.test(url.hash) && !ids.has(decodeURIComponent(url.hash.slice(1))))
          broken.push(`${path} → ${href}: sin ancla`);
        if (!known && url.pathname.endsWith('/')) queue.push(url.pathname);
      }
    expect(broken).toEqual([]);
    expect(pages.size).toBeGreaterThan(60);
  });

  it('is told in its language when a page does not exist', async () => {
    const response = await fetch(`${origin}/quz/radio/nada/`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Kay raphiqa manam kanchu');
  });
});
