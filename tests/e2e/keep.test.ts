import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { keepPath, sendPath } from '#lib/domain/family-paths.ts';
import { familyPack, lessonPack } from '#lib/domain/kept-packs.ts';
import { deskPath, homePath, itemPath, sitePath } from '#lib/domain/paths.ts';
import { keepLessonsPath, lessonPaperPath, lessonViewPath } from '#lib/domain/school-paths.ts';
import {
  bytesOf,
  chooseFiles,
  keptListPath,
  keptMark,
  keptWorkerPath,
  parseKeptList,
  type KeptList
} from '#lib/offline/kept-files.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';
import { startProxy } from './proxy.ts';
import { startServer } from './server.ts';
import keepWords from '../../locales/es/keep.json' with { type: 'json' };

const origin = inject('origin');
const { keep } = keepWords;
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

const listAt = async (site: string, pack = familyPack('es')): Promise<KeptList> => {
  const list = parseKeptList(await (await fetch(site + keptListPath(pack))).json());
  if (!list) throw new Error('no hay lista');
  return list;
};
const said = (page: Page, key: string) => page.locator(`[data-say=${key}]`).waitFor({ timeout: 60_000 });
const today = () => new Date().toLocaleDateString('sv');
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
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(server.origin + keepPath('es'));
      await page.locator('[data-total][data-bytes]').waitFor();
      expect(await leftBehind(page), 'before anyone asked').toEqual(nothing);
      expect(asked.filter((path) => path.includes('guardado'))).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      const files = chooseFiles(list.files, 'opus');
      expect(await bytesShown(page, '[data-total]')).toBe(bytesOf(files));
      await page.locator('[name=audio]').uncheck();
      expect(await bytesShown(page, '[data-total]')).toBe(bytesOf(chooseFiles(list.files, undefined)));
      await page.locator('[name=audio]').check();

      await press(page, 'save');
      await said(page, 'saved');
      expect(await bytesShown(page, '[data-pack=es-familia] [data-bytes]')).toBe(bytesOf(files));
      expect((await leftBehind(page)).workers, 'one').toEqual(['/']);
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
      // What was not kept says so, in the language that was, and leads back.
      for (const path of [
        sitePath('quz', 'familia'),
        sitePath('es', 'fuentes'),
        homePath('es'),
        deskPath('es', 'script'),
        '/1'
      ]) {
        await page.goto(server.origin + path);
        expect(await page.locator('h1').textContent(), path).toBe(keep.absent.title);
      }
      await page.getByRole('link', { name: keep.absent.guides }).click();
      await page.waitForURL(server.origin + sitePath('es', 'familia'));
      expect(await page.locator('h1').textContent()).not.toBe(keep.absent.title);

      await page.goto(server.origin + guide);
      expect(await page.locator('main .tags.screen').first().textContent()).toBe(
        keep.note.saved.replace('{{date}}', formatDate(today()))
      );
      // After some months a kept number may be another by now.
      await page.evaluate(async (mark) => {
        const [name = ''] = await caches.keys();
        const cache = await caches.open(name);
        const copy = (await (await cache.match(mark))?.json()) as object;
        await cache.put(mark, new Response(JSON.stringify({ ...copy, savedOn: '2020-01-01' })));
      }, keptMark);
      await page.reload();
      expect(await page.locator(`main .note a[href="${keepPath('es')}"]`).textContent()).toBe(keep.note.renew);
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
      await said(page, 'old');
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

  it.each([
    ['full', (text: number, all: number) => (text + all) / 2],
    ['fullText', (text: number) => text / 4]
  ] as const)('says what there is no room for, and leaves nothing of it: %s', (words, room) =>
    withPage(async (page, context) => {
      const { files } = await listAt(origin);
      const [text, all] = [undefined, 'opus' as const].map((audio) => bytesOf(chooseFiles(files, audio)));
      const session = await context.newCDPSession(page);
      await page.goto(origin + keepPath('es'));
      await session.send('Storage.overrideQuotaForOrigin', {
        origin,
        quotaSize: Math.round(room(text ?? 0, all ?? 0))
      });
      await press(page, 'save');
      await said(page, words);
      expect(await leftBehind(page), 'found out before').toEqual(nothing);
      // And where the browser promises more than there is.
      await page.evaluate(() => {
        navigator.storage.estimate = () => Promise.resolve({ quota: 1e12, usage: 0 });
      });
      if (words === 'fullText') await page.locator('[name=audio]').uncheck();
      await press(page, 'save');
      await said(page, words);
      expect(await leftBehind(page), 'found out on the way').toEqual(nothing);
    })
  );

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
      proxy.answer = (path) => (path === keptListPath(familyPack('es')) ? answer : undefined);
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

describe('a lesson kept for class', () => {
  const lesson = { kind: 'lesson', slug: 'una-oferta-de-trabajo' } as const;
  const pack = lessonPack('es', lesson.slug);

  it('is asked for on its page and runs by keys with the server stopped', async () => {
    const server = await startServer();
    const { files } = await listAt(server.origin, pack);
    await withPage(async (page) => {
      const reload = async (path: string) => {
        await page.goto(server.origin + path);
        await page.reload();
      };
      await page.goto(server.origin + itemPath('es', lesson));
      expect(await leftBehind(page)).toEqual(nothing);
      await page.locator(`main a[href="${keepLessonsPath('es', pack)}"]`).press('Enter');
      await page.locator('[data-total][data-bytes]').waitFor();
      expect(await bytesShown(page, '[data-total]')).toBe(bytesOf(chooseFiles(files, 'opus')));
      await page.locator('[name=audio]').press('Space');
      expect(await bytesShown(page, '[data-total]')).toBe(bytesOf(chooseFiles(files, undefined)));
      await page.locator('[data-do=save]').press('Enter');
      await said(page, 'saved');
      expect(await axeViolations(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);

      await server.stop();
      for (const { path } of files.filter((file) => file.path.endsWith('/'))) {
        await reload(path);
        expect(await page.locator('h1').count(), path).toBeGreaterThan(0);
      }
      await reload(lessonViewPath('es', lesson, 'activities'));
      const card = page.locator('[data-activity=sort]');
      await card.locator('button').first().press('Enter');
      expect(await card.locator('[role=status]').first().textContent()).not.toBe('');
      await reload(lessonViewPath('es', lesson, 'check'));
      expect(await page.locator('button').count()).toBeGreaterThan(5);
      await reload(lessonViewPath('es', lesson, 'sheet'));
      const sheet = lessonPaperPath('es', lesson, 'sheet', 'pdf');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`a[href^="${sheet}"]`).press('Enter')
      ]);
      expect(download.suggestedFilename()).toMatch(/^una-oferta-de-trabajo.*\.pdf$/);
      expect(
        readFileSync(await download.path())
          .subarray(0, 5)
          .toString()
      ).toBe('%PDF-');
      // Its sources lead on to pages that were not kept.
      await page
        .locator(`a[href="${sitePath('es', 'fuentes')}"]`)
        .first()
        .press('Enter');
      await page.locator('h1', { hasText: keep.absent.title }).waitFor();
      await page.locator(`main a[href="${keepLessonsPath('es')}"]`).press('Enter');
      await page.locator(`[data-forget="${pack}"]`).press('Enter');
      await said(page, 'deleted');
      expect(await leftBehind(page)).toEqual(nothing);
    }).finally(server.stop);
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
