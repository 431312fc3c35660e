import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AudioTimings } from '#lib/domain/audio-timings.ts';
import { keepPath, printsPath } from '#lib/domain/family-paths.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { sitePath } from '#lib/domain/paths.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { readCode } from '../support/read-code.ts';
import { readPages } from '../support/read-pages.ts';
import { overflowOf } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
const guides = library.items.filter(({ kind }) => kind === 'guide').flatMap(({ texts }) => Object.values(texts));
const routes = [...library.pages.filter((route) => route.endsWith('/familia/')), ...guides.map(({ page }) => page)];
/** What a family keeps, sends and prints, and where it asks for help. */
const otherRoutes = (language: LanguageCode) => [
  keepPath(language),
  printsPath(language),
  sitePath(language, 'ayuda'),
  ...library.items
    .filter(({ kind }) => kind === 'guide' || kind === 'print')
    .flatMap(({ texts }) => texts[language] ?? [])
    .flatMap(({ page, views }) => (views.length > 0 ? views : [page]))
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(route: string, act: (page: Page) => Promise<void>, { javaScriptEnabled = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, javaScriptEnabled });
  const page = await context.newPage();
  try {
    await page.goto(origin + route);
    await act(page);
  } finally {
    await context.close();
  }
}

/** Controls that a thumb does not hit. Links inside a sentence are as high as their line. */
const smallTargets = (page: Page): Promise<string[]> =>
  page
    .locator(':is(button, summary, nav a, footer nav a, .tools a, .way-out a, .tongues a, .brand, .card h2 a):visible')
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.getBoundingClientRect().height < 43.5)
        .map((element) => element.outerHTML.slice(0, 120))
    );

/** Twice the letters of the site, on a telephone. */
async function enlarge(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.evaluate(() => (document.documentElement.style.fontSize = '225%'));
}

describe.concurrent('every page of families', () => {
  it.each(languageCodes)('what is kept, sent and printed (%s) fits large letters', (language) =>
    open('/', async (page) => {
      for (const route of otherRoutes(language)) {
        expect((await page.goto(origin + route))?.status(), route).toBe(200);
        // What shows only once something is chosen has to fit as well.
        await page
          .locator('main [hidden]')
          .evaluateAll((elements) => elements.forEach((element) => element.removeAttribute('hidden')));
        expect(await smallTargets(page), route).toEqual([]);
        await enlarge(page);
        expect(await overflowOf(page), `${route}, 200 %`).toBeLessThanOrEqual(0);
      }
    })
  );

  it.each(routes)('%s fits a small telephone and large letters', (route) =>
    open(route, async (page) => {
      for (const details of await page.locator('details').all())
        await details.evaluate((element: HTMLDetailsElement) => (element.open = true));
      for (const width of [320, 412]) {
        await page.setViewportSize({ width, height: 740 });
        expect(await overflowOf(page), `${width} px`).toBeLessThanOrEqual(0);
        expect(await smallTargets(page)).toEqual([]);
      }
      await enlarge(page);
      expect(await overflowOf(page), '200 %').toBeLessThanOrEqual(0);
      expect(
        await page.locator('main a[href$="/familia/en-este-celular/"]').count(),
        'what stays on the telephone'
      ).toBe(route.endsWith('/en-este-celular/') ? 0 : /\/familia\/$/.test(route) ? 2 : 1);
    })
  );

  it.each(guides.map(({ page }) => page))('%s is read, answered and heard without JavaScript', (route) =>
    open(
      route,
      async (page) => {
        expect(await page.locator('article svg[role=img][aria-label]').count()).toBe(
          await page.locator('article h2').count()
        );
        const places = await page
          .locator('article a.play')
          .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash));
        expect(places).toHaveLength(await page.locator('article h2').count());
        for (const place of places) expect(place).toMatch(/^#t=[\d.]+,[\d.]+$/);
        const summary = page.locator('article summary').first();
        if ((await summary.count()) > 0) {
          await summary.click();
          expect(await page.locator('article details[open] span').innerText()).not.toBe('');
        }
        // A claim opens the fold where its source is.
        const claim = page.locator('a.claim:visible').first();
        const source = page.locator(`li[id="${(await claim.getAttribute('href'))?.slice(1)}"]`);
        expect(await source.isVisible()).toBe(false);
        await claim.click();
        expect(await source.isVisible()).toBe(true);
      },
      { javaScriptEnabled: false }
    )
  );
});

it('plays one card, marks what is said of it, and stops at its end', () =>
  open('/es/familia/revisar-un-trabajo/', async (page) => {
    const url = (await page.locator('[data-timings]').getAttribute('data-timings')) ?? '';
    const { lines } = (await (await fetch(origin + url)).json()) as AudioTimings;
    const player = page.locator('audio');
    const stateOf = () =>
      player.evaluate((audio: HTMLAudioElement) => ({ paused: audio.paused, seconds: audio.currentTime }));
    const marked = () => page.evaluate(() => [...(CSS.highlights.get('heard') ?? [])].map(String).join());
    await player.evaluate((audio: HTMLAudioElement) => void (audio.muted = true));
    const cards = page.locator('article section');
    const titles = await cards.locator('h2').allInnerTexts();
    const lineOf = (title: string) => lines.find(({ phrases }) => phrases[0]?.text === title);
    const button = cards.nth(1).locator('button.play');
    const label = await button.innerText();

    await button.click();
    const title = titles[1] ?? '';
    await expect.poll(marked).toBe(title);
    // It says now that it can be stopped.
    await expect.poll(() => button.innerText()).not.toBe(label);
    expect((await stateOf()).seconds).toBeGreaterThanOrEqual(lineOf(title)?.startSeconds ?? Infinity);

    const next = lineOf(titles[2] ?? '')?.startSeconds ?? 0;
    await player.evaluate((audio: HTMLAudioElement, seconds) => void (audio.currentTime = seconds), next - 1);
    await expect.poll(async () => (await stateOf()).paused).toBe(true);
    const { seconds } = await stateOf();
    expect(seconds).toBeGreaterThan(next - 1);
    expect(seconds, 'nothing of the next card').toBeLessThan(next);
    expect(await cards.nth(1).innerText()).toContain(await marked());
    expect(await button.innerText()).toBe(label);

    // All of it begins at the beginning, and stops where it is told to.
    const all = page.locator('main > section button.play');
    await all.click();
    await expect.poll(async () => (await stateOf()).paused).toBe(false);
    expect((await stateOf()).seconds).toBeLessThan(lines[1]?.startSeconds ?? 0);
    await all.click();
    expect((await stateOf()).paused).toBe(true);
  }));

it('prints a poster and four small ones to cut, each with the code of the address where the page is', () =>
  open('/quz/familia/para-imprimir/escuchar/revisar-un-trabajo/', async (page) => {
    const codes = page.locator('[data-code] svg');
    await expect.poll(() => codes.count()).toBe(5);
    const drawn = await codes.evaluateAll((svgs) =>
      svgs.map((svg) => ({
        size: (svg as SVGSVGElement).viewBox.baseVal.width,
        path: svg.querySelector('path')?.getAttribute('d') ?? ''
      }))
    );
    expect(drawn.map((code) => readCode(code))).toEqual(drawn.map(() => `${origin}/11`));

    const sheets = await readPages(await page.pdf({ preferCSSPageSize: true }));
    expect(sheets.map(({ mm }) => mm)).toEqual([
      [210, 297],
      [210, 297]
    ]);
    const address = `${origin.replace('http://', '')}/11`;
    expect(sheets.map(({ words }) => words.split(address).length - 1)).toEqual([1, 4]);

    // As wide as A4.
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: 'print' });
    for (const small of await page.locator('.four article').all())
      expect(
        await small.evaluate((element) => element.scrollHeight <= element.clientHeight),
        'nothing is cut off'
      ).toBe(true);
  }));
