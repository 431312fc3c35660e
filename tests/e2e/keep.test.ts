import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { keepPath, sendPath } from '#lib/domain/family-paths.ts';
import { itemPath, sitePath } from '#lib/domain/paths.ts';
import {
  bytesOf,
  chooseFiles,
  keptListPath,
  keptWorkerPath,
  parseKeptList,
  type KeptList
} from '#lib/offline/kept-files.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';
import { startProxy } from './proxy.ts';
import { startServer } from './server.ts';

const origin = inject('origin');
const slug = 'revisar-un-trabajo';
const guide = itemPath('es', { kind: 'guide', slug });

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function withPage(act: (page: Page, context: BrowserContext) => Promise<void>, javaScriptEnabled = true) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled });
  try {
    await act(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

const listAt = async (site: string): Promise<KeptList> => {
  const list = parseKeptList(await (await fetch(site + keptListPath('es'))).json());
  if (!list) throw new Error('no hay lista');
  return list;
};
const said = (page: Page, key: string) => page.locator(`[data-say=${key}]`).waitFor({ timeout: 60_000 });
const press = (page: Page, name: string) => page.locator(`[data-do=${name}]`).click();
const bytesShown = async (page: Page, selector: string) =>
  Number(await page.locator(selector).getAttribute('data-bytes'));

/** Everything a page of ours can leave on a device. */
const leftBehind = (page: Page) =>
  page.evaluate(async () => ({
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname).sort(),
    storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookies: document.cookie
  }));
const nothing = { caches: [], workers: [], storage: [], databases: [], cookies: '' };

/** Plays the share sheet: what is handed to it lies in the page. */
const playShareSheet = (page: Page) =>
  page.addInitScript(() => {
    const sent: ShareData[] = [];
    Object.assign(window, { sent });
    navigator.canShare = () => true;
    navigator.share = (data = {}) => Promise.resolve(void sent.push(data));
  });
const sentFiles = (page: Page) =>
  page.evaluate(async () => {
    const [data] = (window as unknown as { sent: ShareData[] }).sent;
    const files = data?.files ?? [];
    return {
      keys: Object.keys(data ?? {}),
      files: files.map(({ name, type, size }) => ({ name, type, size })),
      text: (await files.find(({ type }) => type === 'text/plain')?.text()) ?? ''
    };
  });

describe('kept for later', () => {
  it('works with the server stopped, sound and seeking included, and goes with one tap', async () => {
    const server = await startServer();
    const list = await listAt(server.origin);
    await withPage(async (page) => {
      await page.goto(server.origin + keepPath('es'));
      await page.locator('[data-total][data-bytes]').waitFor();
      expect(await leftBehind(page), 'before anyone asked').toEqual(nothing);
      expect(await smallTargets(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      const files = chooseFiles(list.files, 'opus');
      expect(await bytesShown(page, '[data-total]')).toBe(bytesOf(files));
      await page.locator('[name=audio]').uncheck();
      expect(await bytesShown(page, '[data-total]')).toBe(bytesOf(chooseFiles(list.files, undefined)));
      await page.locator('[name=audio]').check();

      await press(page, 'save');
      await said(page, 'saved');
      expect(await bytesShown(page, '[data-language=es] [data-bytes]')).toBe(bytesOf(files));
      const scopes = [sitePath('es', 'ayuda'), sitePath('es', 'familia')];
      expect((await leftBehind(page)).workers, 'only where families read').toEqual(scopes);
      const stored = await page.evaluate(async () => {
        const [name = ''] = await caches.keys();
        return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname).sort();
      });
      // The list itself lies beside them as the mark of a whole copy.
      expect(stored.length).toBe(files.length + 1);

      // What is spoilt on the device is found, and brought again.
      await page.evaluate(async (path) => {
        const [name = ''] = await caches.keys();
        await (await caches.open(name)).put(path, new Response('otra cosa'));
      }, guide);
      await press(page, 'verify');
      await said(page, 'broken');
      await press(page, 'save');
      await said(page, 'saved');
      await press(page, 'verify');
      await said(page, 'whole');
      expect(await axeViolations(page)).toEqual([]);

      await server.stop();
      await expect(fetch(server.origin)).rejects.toThrow();
      for (const { path } of files.filter((file) => file.path.endsWith('/'))) {
        await page.goto(server.origin + path);
        expect(await page.locator('h1').count(), path).toBe(1);
      }

      await page.goto(server.origin + guide);
      const heard = await page.locator('audio').evaluate(async (player: HTMLAudioElement) => {
        player.muted = true;
        const happens = (name: string) => new Promise((done) => player.addEventListener(name, done, { once: true }));
        const seeked = happens('seeked');
        await player.play();
        player.currentTime = player.duration - 20;
        await seeked;
        for (let now = 0; now < player.duration - 19; now = player.currentTime) await happens('timeupdate');
        return { from: player.duration - 20, now: player.currentTime, ranges: player.seekable.length };
      });
      expect(heard.now).toBeGreaterThan(heard.from);

      await playShareSheet(page);
      await page.goto(server.origin + sendPath('es', slug));
      await page.locator('[data-send] button.do').click();
      await page.waitForFunction(() => (window as unknown as { sent: unknown[] }).sent.length === 1);
      expect((await sentFiles(page)).files).toHaveLength(3);

      await page.goto(server.origin + keepPath('es'));
      await press(page, 'verify');
      await said(page, 'whole');
      await press(page, 'forget');
      await said(page, 'deleted');
      expect(await leftBehind(page)).toEqual(nothing);
      await page.goto(server.origin + guide).catch(() => undefined);
      expect(await page.locator('h1').filter({ hasText: 'Revisar' }).count(), 'gone').toBe(0);
    }).finally(server.stop);
  });

  it('leaves nothing when it is stopped half-way', () =>
    withPage(async (page) => {
      await page.route('**/*.opus', () => undefined);
      await page.goto(origin + keepPath('es'));
      await press(page, 'save');
      await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0);
      await press(page, 'cancel');
      await said(page, 'cancelled');
      expect(await leftBehind(page)).toEqual(nothing);
    }));

  it('refuses a file that was cut on its way, and goes on from there', async () => {
    const proxy = await startProxy(origin);
    await withPage(async (page) => {
      await page.route(`**${guide}`, async (route) => {
        const answer = await route.fetch();
        const body = await answer.body();
        await route.fulfill({ response: answer, body: body.subarray(0, body.length / 2) });
      });
      await page.goto(proxy.origin + keepPath('es'));
      await page.locator('[name=audio]').uncheck();
      await press(page, 'save');
      await said(page, 'damaged');
      expect((await leftBehind(page)).workers, 'nothing rules').toEqual([]);
      await page.unroute(`**${guide}`);
      await press(page, 'save');
      await said(page, 'saved');

      // Another build: told on this page, and nothing changes by itself.
      const list = await listAt(origin);
      const before = (await leftBehind(page)).caches;
      const newer: KeptList = { ...list, version: 'f'.repeat(12) };
      const answer = { status: 200, type: 'application/json', body: JSON.stringify(newer) };
      proxy.answer = (path) => (path === keptListPath('es') ? answer : undefined);
      await page.reload();
      await said(page, 'newer');
      expect((await leftBehind(page)).caches).toEqual(before);
      await page.locator('[name=audio]').uncheck();
      await press(page, 'save');
      await said(page, 'saved');
      expect((await leftBehind(page)).caches).toEqual([expect.stringContaining(newer.version)]);

      // Taken back by whoever runs the site.
      const stop = { status: 200, type: 'text/javascript', body: readFileSync('deploy/stop-keeping.js', 'utf8') };
      proxy.answer = (path) => (path === keptWorkerPath ? stop : undefined);
      await page.evaluate(async () => {
        for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.update();
      });
      await expect.poll(() => leftBehind(page), { timeout: 20_000 }).toEqual(nothing);
    });
    await proxy.stop();
  });
});

describe('handed on', () => {
  it('goes through the share sheet as three small files without an address', () =>
    withPage(async (page) => {
      await playShareSheet(page);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(origin + sendPath('es', slug));
      expect(
        asked.filter((url) => /\.(?:txt|png|opus|mp3)$/.test(url)),
        'before a tap'
      ).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      await page.locator('[data-send] button.do').click();
      await page.waitForFunction(() => (window as unknown as { sent: unknown[] }).sent.length === 1);
      const { keys, files, text } = await sentFiles(page);
      expect(keys).toEqual(['files']);
      expect(files.map(({ type }) => type)).toEqual(['text/plain', 'audio/ogg', 'image/png']);
      for (const { name, size } of files) {
        expect(name).toMatch(/^revisar-un-trabajo-es[a-z-]*\.(?:txt|opus|png)$/);
        expect(size).toBeGreaterThan(1000);
        expect(size).toBeLessThan(name.endsWith('.png') ? 200_000 : 1_000_000);
      }
      expect(text).not.toMatch(/https?:|www\.|\.(?:pe|com|org)\b/);
      expect(await leftBehind(page)).toEqual(nothing);
    }));

  it.each([true, false])('is downloaded where nothing can be shared (JavaScript: %s)', (javaScript) =>
    withPage(async (page) => {
      await page.goto(origin + sendPath('quz', slug));
      expect(await page.locator('[data-send] button:visible').count()).toBe(0);
      for (const link of await page.locator('[data-send] a').all()) {
        const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
        expect(download.suggestedFilename()).toMatch(/^revisar-un-trabajo-quz[a-z-]*\.(?:txt|opus|png)$/);
        await download.delete();
      }
    }, javaScript)
  );
});
