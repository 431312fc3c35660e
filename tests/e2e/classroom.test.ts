import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languageCodes } from '#lib/domain/language.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { axeViolations, overflowOf } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
const lessons = library.items.filter(({ kind }) => kind === 'lesson').map(({ id }) => id);
const slidesOf = (language: string, slug: string, minutes = '') =>
  `${origin}/${language}/escuela/${slug}/diapositivas/${minutes}`;
/** The address of the long version; without, the short one. */
const long = '90/';
const phone = { width: 360, height: 740 };
const screens = [phone, { width: 1024, height: 768 }, { width: 1280, height: 720 }];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const withPage = async (
  options: Parameters<Browser['newContext']>[0],
  use: (page: Page) => Promise<void>
): Promise<void> => {
  const context = await browser.newContext(options);
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
};

/** How many sheets a page takes on paper. */
const sheetsOf = async (page: Page): Promise<number> =>
  (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

/** The slide at the top of the screen. */
const shown = (page: Page): Promise<string | undefined> =>
  page.evaluate(
    () => [...document.querySelectorAll('.slide')].find((slide) => Math.abs(slide.getBoundingClientRect().top) < 2)?.id
  );

describe('slides', () => {
  it('fit the screen, from a phone to a projector, each in every lesson and language; and 14 kB', () =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      for (const slug of lessons)
        for (const language of languageCodes) {
          for (const minutes of ['', long]) {
            const { headers } = await fetch(slidesOf(language, slug, minutes), {
              method: 'HEAD',
              headers: { 'accept-encoding': 'br' }
            });
            expect(Number(headers.get('content-length')), `${language} ${slug} ${minutes}`).toBeLessThanOrEqual(
              14 * 1024
            );
          }
          // It has all slides of the short one.
          await page.goto(slidesOf(language, slug, long));
          for (const screen of screens) {
            await page.setViewportSize(screen);
            const tooLarge = await page
              .locator('.slide')
              .evaluateAll((slides) =>
                slides
                  .filter(
                    (slide) => slide.getBoundingClientRect().height > innerHeight + 1 || slide.scrollWidth > innerWidth
                  )
                  .map(({ id }) => id)
              );
            expect(tooLarge, `${language} ${slug}, ${screen.width}`).toEqual([]);
          }
        }
    }));

  it.each(languageCodes)('in %s are turned by keys and the remote without a network, in large letters', (language) =>
    withPage({ viewport: { width: 1280, height: 720 } }, async (page) => {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(slidesOf(language, 'una-oferta-de-trabajo'));
      await page.locator('.controls').waitFor();
      await page.context().setOffline(true);
      const last = `d${await page.locator('.slide').count()}`;
      for (const [key, slide] of [
        ['ArrowRight', 'd2'],
        ['PageDown', 'd3'],
        ['Space', 'd4'],
        ['PageUp', 'd3'],
        ['Shift+Space', 'd2'],
        ['End', last],
        ['ArrowLeft', last.replace(/\d+/, (number) => String(Number(number) - 1))],
        ['Home', 'd1']
      ] as const) {
        await page.keyboard.press(key);
        await expect.poll(() => shown(page), { message: key }).toBe(slide);
        await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.slide')?.id)).toBe(slide);
      }
      await page.keyboard.press('b');
      await expect.poll(() => page.locator('h1').isVisible()).toBe(false);
      await page.keyboard.press('PageDown');
      await expect.poll(() => page.locator('h1').isVisible()).toBe(true);
      await expect.poll(() => shown(page)).toBe('d1');
      await page.keyboard.press('f');
      await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
      const letters = await page
        .locator('.slide .says')
        .evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
      expect(Math.min(...letters)).toBeGreaterThanOrEqual(40);
      expect(problems).toEqual([]);
    })
  );

  it.each(languageCodes)('in %s are turned by touch without a network, quiet and accessible', (language) =>
    withPage({ viewport: phone, hasTouch: true, isMobile: true }, async (page) => {
      await page.goto(slidesOf(language, 'mis-documentos'));
      await page.locator('.controls').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      const scripts = await page.locator('script').evaluateAll((all) => all.map((one) => one.getAttribute('src')));
      expect(scripts).toEqual([expect.stringMatching(/\/turn-slides-[\w-]+\.js$/)]);
      // The buttons stand in a line of their own.
      const [words, buttons] = await page.evaluate(() => {
        const slides = [...document.querySelectorAll('.slide')];
        return [
          Math.max(
            ...slides.map((slide) => {
              const rest = [...slide.children].filter((one) => !one.matches('.edge'));
              return (rest.at(-1)?.getBoundingClientRect().bottom ?? 0) - slide.getBoundingClientRect().bottom;
            })
          ),
          (document.querySelector('.controls')?.getBoundingClientRect().top ?? 0) - innerHeight
        ];
      });
      expect(words).toBeLessThanOrEqual(buttons);
      await page.context().setOffline(true);
      await page.locator('[data-turn=next]').tap();
      await expect.poll(() => shown(page)).toBe('d2');
      // A swipe scrolls, and the next slide snaps to the edge.
      const client = await page.context().newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
        client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 180, y }] });
      await touch('touchStart', 650);
      for (let y = 640; y > 60; y -= 20) await touch('touchMove', y);
      await touch('touchEnd');
      await expect.poll(() => shown(page)).toMatch(/^d(?!2$)\d+$/);
      expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);
    })
  );

  it('are those of a class of 45 minutes, and at another address of 90', () =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(slidesOf('es', 'mis-documentos'));
      const short = await page.locator('.slide').count();
      await page.locator('.lengths a:not([aria-current])').click();
      expect(page.url()).toBe(slidesOf('es', 'mis-documentos', long));
      expect(await page.locator('.slide').count()).toBeGreaterThan(short + 10);
      // A choice leads to its scene.
      const choice = page.locator('.scene ol a').first();
      const scene = (await choice.textContent())?.match(/→ (\d+)/)?.[1];
      await page.goto(page.url() + ((await choice.getAttribute('href')) ?? ''));
      expect(await page.locator('.slide:target h2').textContent()).toContain(` ${scene}. `);
    }));

  it('print six on a sheet, then their sources', () =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(slidesOf('es', 'mis-documentos'));
      const printed = await page.locator('.slide:not(.again)').count();
      expect(await sheetsOf(page)).toBe(Math.ceil(printed / 6) + 1);
    }));
});

it.each(languageCodes)(
  'on paper a lesson has no ways to other pages, and its teacher reads 10 points, in %s',
  (language) =>
    withPage({}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const points = (selector: string) =>
        page
          .locator(selector)
          .evaluateAll((all) => all.map((one) => Math.round(parseFloat(getComputedStyle(one).fontSize) * 7.5) / 10));
      for (const slug of lessons) {
        await page.goto(`${origin}/${language}/escuela/${slug}/`);
        // What has a paper of its own leaves no sheet with a heading only.
        expect(await page.locator('#s-sheet').isVisible(), slug).toBe(false);
        expect(await page.locator('#s-family').evaluate((heading) => getComputedStyle(heading).breakBefore), slug).toBe(
          'auto'
        );
      }
      await page.goto(`${origin}/${language}/escuela/una-oferta-de-trabajo/docente/`);
      expect(Math.min(...(await points('.teacher .words :is(p, li, td, th, dt, dd)')))).toBeGreaterThanOrEqual(10);
      expect(Math.max(...(await points('.sources li, .sources .detail')))).toBeLessThanOrEqual(8);

      await page.goto(`${origin}/${language}/escuela/una-oferta-de-trabajo/actividades/`);
      await page.locator('.on .where').first().waitFor({ state: 'attached' });
      expect(
        await page.locator('.where').evaluateAll((all) => all.map((one) => getComputedStyle(one).display))
      ).toEqual(expect.not.arrayContaining(['block']));
    })
);

it.each(languageCodes)(
  'what to do if a pupil tells something is one sheet, and so is the way of each cycle, in %s',
  (language) =>
    withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${origin}/${language}/escuela/`);
      const hrefs = await page
        .locator('main section a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      const paths = ['v', 'vi', 'vii'].map((cycle) => `/${language}/escuela/camino/${cycle}/`);
      const protocol = `/${language}/conducir/si-un-estudiante-te-cuenta/`;
      expect(hrefs).toEqual([...paths, protocol]);
      for (const path of [...paths, protocol]) {
        await page.goto(origin + path);
        expect(await sheetsOf(page), path).toBe(1);
      }
      // Every lesson leads to it, and whoever conducts a programme is not shown it.
      await page.goto(`${origin}/${language}/escuela/mis-documentos/`);
      expect(await page.locator(`main a[href="${protocol}"]`).count()).toBeGreaterThan(0);
      await page.goto(`${origin}/${language}/conducir/`);
      expect(await page.locator(`a[href="${protocol}"]`).count()).toBe(0);
    })
);
