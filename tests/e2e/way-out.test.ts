import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languageCodes, languages } from '#lib/domain/language.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
/** Every page that a family reads, in both languages. */
const routes = [
  ...library.pages.filter((route) => route.includes('/familia/')),
  // Posters and prints stand in the same frame as all others: now in one language, now in the other.
  ...library.items
    .filter(({ kind }) => kind === 'guide' || kind === 'print')
    .flatMap(({ kind, texts }, index) =>
      Object.values(texts).flatMap(({ page, views }, which) => {
        const inTurn = which === index % languageCodes.length;
        const printed = (route: string) => kind === 'print' || route.includes('/escuchar/');
        return [page, ...views].filter((route) => inTurn || !printed(route));
      })
    )
];
const exits = languageCodes.map((code) => languages[code].exitUrl);
const phone = { width: 360, height: 640 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A browser that comes from another page; the site of the way out is played by us, and nothing else is asked for. */
async function visit(
  route: string,
  act: (page: Page, seen: { foreign: string[] }) => Promise<void>,
  options: { javaScriptEnabled?: boolean; hasTouch?: boolean } = {}
) {
  const context = await browser.newContext({ viewport: phone, ...options });
  const foreign: string[] = [];
  await context.route(/^https?:/, async (request) => {
    const url = request.request().url();
    if (url.startsWith(origin)) return request.continue();
    foreign.push(url);
    return request.fulfill({ contentType: 'text/html', body: '<title>otra</title><p>otra' });
  });
  const page = await context.newPage();
  try {
    await page.goto('https://antes.example/');
    await page.goto(origin + route);
    foreign.length = 0;
    await act(page, { foreign });
  } finally {
    await context.close();
  }
}

const isOut = async (page: Page) => {
  await page.waitForURL((url) => exits.includes(url.href));
  await page.goBack();
  expect(page.url(), 'what is behind Back').toBe('https://antes.example/');
};

it('covers the pages of families in both languages', () => {
  expect(routes.length).toBeGreaterThanOrEqual(languageCodes.length * 5);
});

describe.concurrent.each(routes)('%s', (route) => {
  it('keeps nothing, asks nobody, and names nothing', () =>
    visit(route, async (page, { foreign }) => {
      await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
      expect(foreign).toEqual([]);
      expect(await page.context().cookies()).toEqual([]);
      expect(
        await page.evaluate(async () => ({
          local: Object.keys(localStorage),
          session: Object.keys(sessionStorage),
          caches: await caches.keys(),
          databases: (await indexedDB.databases()).map(({ name }) => name),
          workers: (await navigator.serviceWorker.getRegistrations()).length,
          manifest: document.querySelector('link[rel=manifest]') !== null
        }))
      ).toEqual({ local: [], session: [], caches: [], databases: [], workers: 0, manifest: false });
      expect(`${await page.title()} ${page.url()}`).not.toMatch(/trata|tráfico|explota|víctima|sexual/i);
    }));

  it('is left by a click, and nothing of ours is behind Back', () =>
    visit(route, async (page) => {
      // Through another page of ours first: they replace each other.
      await page.locator('.bar a[aria-current], .bar .brand').first().click();
      await page.waitForLoadState();
      expect(page.url()).not.toBe(origin + route);
      await page.locator('[data-way-out]').click();
      await isOut(page);
    }));

  it('is left by Enter', () =>
    visit(route, async (page) => {
      await page.locator('[data-way-out]').press('Enter');
      await isOut(page);
    }));

  it('is left by a tap, from the end of the page', () =>
    visit(
      route,
      async (page) => {
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
        await page.locator('[data-way-out]').tap();
        await isOut(page);
      },
      { hasTouch: true }
    ));

  it('is left by Shift, three times', () =>
    visit(route, async (page) => {
      await page.keyboard.press('Shift');
      await page.keyboard.press('a');
      await page.keyboard.press('Shift');
      await page.keyboard.press('Shift');
      expect(page.url(), 'two times are not three').toBe(origin + route);
      await page.keyboard.press('Shift');
      await isOut(page);
    }));

  it('is left without JavaScript', () =>
    visit(
      route,
      async (page) => {
        await page.locator('[data-way-out]').click();
        await page.waitForURL((url) => exits.includes(url.href));
      },
      { javaScriptEnabled: false }
    ));

  it('is blank at once without a connection', () =>
    visit(route, async (page) => {
      await page.context().setOffline(true);
      await page.locator('[data-way-out]').click();
      await page.waitForURL('about:blank');
      expect(await page.evaluate(() => document.documentElement.innerText)).toBe('');
      await page.context().setOffline(false);
      await page.goBack();
      expect(page.url()).toBe('https://antes.example/');
    }));
});
