import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languageCodes } from '#lib/domain/language.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { launchBrowser } from './browser.ts';
import { scriptLines } from './script-lines.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A page without JavaScript. */
const read = async <T>(path: string, use: (page: Page) => Promise<T>, width = 360): Promise<T> => {
  const context = await browser.newContext({ viewport: { width, height: 700 }, javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    expect((await page.goto(origin + path))?.status()).toBe(200);
    return await use(page);
  } finally {
    await context.close();
  }
};

/** How many sheets of A4 a page takes on paper. Chromium writes each page's dictionary in clear. */
const sheetsOf = async (page: Page): Promise<number> =>
  (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

const words = (text: string) => text.replace(/\s+/g, ' ').trim();

describe.each(languageCodes)('the views of a script, in %s, without JavaScript', (language) => {
  const script = `/${language}/radio/la-llamada/`;

  it('lead from one to the other, and to the desk', () =>
    read(script, async (page) => {
      const nav = page.locator('nav:has(a[href$="/atril/"])');
      const paths = await nav.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(paths).toEqual(
        ['', 'tecnico/', 'literario/', 'atril/', 'dos-lenguas/', 'conducir/'].map((view) => script + view)
      );
      for (const path of paths) {
        await page.goto(origin + path);
        expect(await nav.locator('[aria-current=page]').getAttribute('href')).toBe(path);
        expect(await page.locator(`a[href="/${language}/mesa/guion/?g=la-llamada"]`).count()).toBeGreaterThan(0);
        expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(
          path?.endsWith('/dos-lenguas/') || path?.endsWith('/conducir/') ? path : script
        );
      }
    }));

  it('say the same words as the full script', async () => {
    const [lines, technical] = await read(
      script,
      async (page) => [await scriptLines(page), await page.locator('.cue.tech').count()] as const
    );
    const locution = await read(`${script}literario/`, (page) => page.locator('article .say').allInnerTexts());
    expect(locution.map(words)).toEqual(lines.map(words));
    const prompter = words(await read(`${script}atril/`, (page) => page.locator('article').innerText()));
    for (const line of lines) expect(prompter).toContain(words(line.replace(/^[^:]+:\s*(\([^)]*\))?/, '')));
    const steps = await read(`${script}tecnico/`, (page) => page.locator('article tbody tr').count());
    expect(steps).toBe(technical + 1);
    const both = words(await read(`${script}dos-lenguas/`, (page) => page.locator('article').innerText()));
    for (const line of lines) expect(both).toContain(words(line));
  });

  it('show large letters to whoever reads from afar', () =>
    read(`${script}atril/`, async (page) => {
      const size = await page
        .locator('article .words')
        .first()
        .evaluate((node) => getComputedStyle(node).fontSize);
      expect(parseFloat(size)).toBeGreaterThanOrEqual(30);
    }));

  it('put the same cue of both languages on one row, and one below the other on a phone', async () => {
    const boxes = (width: number) =>
      read(
        `${script}dos-lenguas/`,
        async (page) =>
          Promise.all(
            [0, 1].map((cell) =>
              page.locator('li').filter({ hasText: 'URPI' }).first().locator('[lang]').nth(cell).boundingBox()
            )
          ),
        width
      );
    const [spanish, quechua] = await boxes(1280);
    expect(quechua?.y).toBe(spanish?.y);
    const [above, below] = await boxes(360);
    expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0) - 1);
  });

  it('mark on each sheet of paper whose it is', () =>
    read(`${script}tecnico/`, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const head = await page.locator('.running').innerText();
      expect(head).toContain(await page.locator('h1').innerText());
      expect(head).toMatch(/BORRADOR/);
      expect(head).toMatch(/[0-9a-f]{8}/);
      expect(await page.locator('nav').first().isVisible()).toBe(false);
    }));
});

describe('on paper', () => {
  const scripts = library.items.filter(({ kind }) => kind === 'script');

  it.each(['spot', 'microprograma', 'call-in', 'vox-pop'])(
    'the control sheet of a %s takes one sheet',
    async (format) => {
      for (const item of scripts.filter((one) => one.format === format).slice(0, 2))
        for (const language of languageCodes)
          await read(`/${language}/radio/${item.id}/tecnico/`, async (page) =>
            expect(await sheetsOf(page), `${language} ${item.id}`).toBe(1)
          );
    }
  );

  it.each(languageCodes)('the card for a case on air stands on one sheet of its own, in %s', (language) =>
    read(`/${language}/conducir/caso-al-aire/`, async (page) => {
      const whole = await sheetsOf(page);
      await page.emulateMedia({ media: 'print' });
      const card = page.locator('.case');
      expect(await card.evaluate((node) => getComputedStyle(node).breakBefore)).toBe('page');
      // Alone on the page, it fits one sheet.
      await card.evaluate((node) => {
        document.body.replaceChildren(node);
        (node as HTMLElement).style.cssText = 'break-before: auto; break-after: auto';
      });
      expect(await sheetsOf(page)).toBe(1);
      expect(whole).toBeGreaterThan(1);
    })
  );

  it('heads of tables stand on every sheet and no cue is cut in two', () =>
    read(
      '/es/radio/la-llamada/',
      async (page) => {
        await page.emulateMedia({ media: 'print' });
        const styles = (selector: string) =>
          page
            .locator(selector)
            .first()
            .evaluate((node) => {
              const { display, breakInside } = getComputedStyle(node);
              return [display, breakInside];
            });
        for (const head of ['.running', '.cue-head'])
          expect(await styles(head)).toEqual(['table-header-group', 'avoid']);
        expect(await styles('.cue')).toEqual(['table-row', 'avoid']);
        expect(await sheetsOf(page)).toBeLessThanOrEqual(5);
      },
      1280
    ));
});

describe('lists', () => {
  it.each(languageCodes)('of radio in %s lead to each script, its serial and what helps to conduct it', (language) =>
    read(`/${language}/radio/`, async (page) => {
      const hrefs = await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      for (const item of library.items)
        if (item.kind === 'script') expect(hrefs).toContain(`/${language}/radio/${item.id}/`);
      expect(hrefs).toContain(`/${language}/conducir/`);
      expect(hrefs.some((href) => href?.startsWith(`/${language}/radio/series/`))).toBe(true);
    })
  );
});
