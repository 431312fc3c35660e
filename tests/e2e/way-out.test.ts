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
  ...library.items
    .filter(({ kind }) => kind === 'guide' || kind === 'print')
    .flatMap(({ texts }) => Object.values(texts).flatMap(({ page, views }) => [page, ...views]))
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

/** Words that no address and no title of these pages has. */
const telling =
  /trata|tráfico|explot|exploit|trafficking|víctima|victim|sexual|oferta|offer|forced|denuncia|police|polic/i;

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
      // A browser keeps and shows both, also where a link inside the page leads.
      const links = await page
        .locator('main a[href]:not([href^="tel:"], [download])')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
      expect([await page.title(), page.url(), ...links].filter((words) => telling.test(words))).toEqual([]);
    }));

  it('is left by a click, Enter, a tap, Shift three times and without a connection; nothing of ours is behind Back', () =>
    visit(
      route,
      async (page) => {
        const button = page.locator('[data-way-out]');
        // Through another page of ours first: they replace each other.
        await page.locator('.bar a[aria-current], .bar .brand').first().click();
        await page.waitForLoadState();
        expect(page.url()).not.toBe(origin + route);
        await button.click();
        await isOut(page);

        await page.goto(origin + route);
        await button.press('Enter');
        await isOut(page);

        await page.goto(origin + route);
        // Nothing lies over it, wherever one reads, the player's bar included.
        for (const part of [0, 0.5, 1]) {
          await page.evaluate(
            (part) => scrollTo({ top: document.body.scrollHeight * part, behavior: 'instant' }),
            part
          );
          expect(
            await button.evaluate((link) => {
              const { x, y, width, height } = link.getBoundingClientRect();
              return link.contains(document.elementFromPoint(x + width / 2, y + height / 2)) && height >= 43.5;
            })
          ).toBe(true);
        }
        await button.tap();
        await isOut(page);

        await page.goto(origin + route);
        for (const key of ['Shift', 'a', 'Shift', 'Shift']) await page.keyboard.press(key);
        expect(page.url(), 'two times are not three').toBe(origin + route);
        await page.keyboard.press('Shift');
        await isOut(page);

        await page.goto(origin + route);
        await page.context().setOffline(true);
        await button.click();
        await page.waitForURL('about:blank');
        expect(await page.evaluate(() => document.documentElement.innerText)).toBe('');
        await page.context().setOffline(false);
        await page.goBack();
        expect(page.url()).toBe('https://antes.example/');
      },
      { hasTouch: true }
    ));

  it('is left without JavaScript', () =>
    visit(
      route,
      async (page) => {
        await page.locator('[data-way-out]').click();
        await page.waitForURL((url) => exits.includes(url.href));
      },
      { javaScriptEnabled: false }
    ));
});

describe('what was read before a page for families', () => {
  const walks: [name: string, start: string, links: string[]][] = [
    ['the scripts of the radio', '/es/radio/', ['.bar a[href="/es/familia/"]']],
    [
      'where a claim comes from',
      '/es/familia/guardar-los-documentos/',
      ['article a.claim', 'li.fact a', 'footer a[href="/es/glosario/"]', '.bar a[href="/es/familia/"]']
    ],
    ['the lessons', '/quz/escuela/', ['.brand', '.bar a[href="/quz/familia/"]', '.tongues a']]
  ];
  it.each(walks)('is not behind Back: %s', (_name, start, links) =>
    visit(start, async (page) => {
      for (const link of links) {
        await page.locator(link).first().click();
        await page.waitForLoadState();
      }
      await page.waitForURL(/\/familia\//);
      await page.locator('[data-way-out]').click();
      await isOut(page);
    })
  );

  it('leads back to the script whose source a worker opened', () =>
    visit('/es/radio/la-llamada/', async (page) => {
      await page.locator('article a.claim').first().click();
      await page.locator('li.finding a').first().click();
      await page.waitForURL(/\/es\/estudio\//);
      await page.goBack();
      expect(page.url()).toMatch(/\/es\/radio\/la-llamada\//);
    }));
});

it('goes to a source inside the page, opens the fold, and keeps the address as it was', () =>
  visit('/quz/familia/revisar-un-trabajo/', async (page) => {
    const before = page.url();
    await page.locator('article a.claim').first().click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.sources') !== null)).toBe(true);
    expect(await page.locator('.sources').isVisible()).toBe(true);
    expect(page.url()).toBe(before);
  }));

it('dials the numbers of a card and of a print, and a thumb hits them', async () => {
  for (const route of ['/es/familia/revisar-un-trabajo/', '/quz/familia/para-imprimir/hoja-doblada/'])
    await visit(route, async (page) => {
      const numbers = await page
        .locator('article a.dial')
        .evaluateAll((links) =>
          links.map((link) => ({ href: link.getAttribute('href'), height: link.getBoundingClientRect().height }))
        );
      expect(numbers.map(({ href }) => href)).toEqual(expect.arrayContaining(['tel:105', 'tel:1818', 'tel:100']));
      expect(numbers.filter(({ height }) => height < 43.5)).toEqual([]);
    });
});

it('comes whole with the first load of a slow network: text, drawings and the way out', () =>
  visit('/quz/familia/lejos-de-casa/', async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000
    });
    await session.send('Network.clearBrowserCache');
    let bytes = 0;
    const loaded = new Set<string>();
    session.on('Network.responseReceived', ({ response: { url } }) => void (url.startsWith('http') && loaded.add(url)));
    session.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
    await page.reload({ waitUntil: 'domcontentloaded' });
    // The page alone has all that is read and seen, and the way out works before anything else has come.
    expect(await page.locator('article svg[role=img]').count()).toBeGreaterThan(4);
    await page.waitForLoadState('load');
    expect([...loaded].filter((url) => /\.(?:css|woff2?|png|jpe?g|mp3|opus)/.test(url))).toEqual([]);
    expect([...loaded].length, `the page, its two scripts and the icon: ${[...loaded].join(' ')}`).toBeLessThanOrEqual(
      4
    );
    expect(bytes).toBeLessThanOrEqual(14 * 1024);
    await page.locator('[data-way-out]').click();
    await isOut(page);
  }));
