import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { deskPath } from '#lib/domain/paths.ts';
import { emptyRundown, rundownFile, type Rundown } from '#lib/domain/rundown.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function withRundown(use: (page: Page) => Promise<void>, width = 360) {
  const context = await browser.newContext({ viewport: { width, height: 740 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  try {
    await page.goto(`${origin}${deskPath('es', 'rundown')}`);
    await page.getByLabel('Nombre del programa').waitFor();
    await use(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

const stored = async (page: Page): Promise<Rundown | undefined> => {
  const source = await page.evaluate(() => localStorage.getItem('willakuy:rundown'));
  return source === null ? undefined : rundownFile.parseSource(source).value;
};
const partsOf = (page: Page) => page.locator('[data-row] legend').allTextContents();
const importFile = (page: Page, source: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'escaleta.json', mimeType: 'application/json', buffer: Buffer.from(source) });

describe.each([360, 1280])('the rundown room at %i px', (width) => {
  it('plans a programme by keys and by drag, keeps it, and undoes', () =>
    withRundown(async (page) => {
      await page.getByLabel('Cuánto dura').selectOption('900');
      await page.getByRole('button', { name: 'Empezar con un ejemplo' }).click();
      const [first, second, third] = await partsOf(page);
      expect(await page.getByText(/Total: 15:00 de 15:00/).isVisible()).toBe(true);

      await page
        .getByRole('button', { name: /^Bajar/ })
        .first()
        .press('Enter');
      await expect
        .poll(async () => (await partsOf(page))[1]?.replace('Parte 2: ', ''))
        .toBe(first?.replace('Parte 1: ', ''));
      // The focus stays on the key that moved it, so that it can be pressed again.
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
        .toMatch(/^Bajar/);
      await page.getByRole('button', { name: 'Deshacer' }).click();
      await expect.poll(async () => (await partsOf(page)).slice(0, 3)).toEqual([first, second, third]);

      const handle = page.locator('.handle').nth(0);
      await handle.scrollIntoViewIfNeeded();
      const from = await handle.boundingBox();
      const goal = await page.locator('[data-row]').nth(1).boundingBox();
      if (!from || !goal) throw new Error('no hay partes que mover');
      await page.mouse.move(from.x + 10, from.y + 20);
      await page.mouse.down();
      await page.mouse.move(from.x + 10, goal.y + goal.height - 4, { steps: 4 });
      await page.mouse.up();
      await expect
        .poll(async () => (await partsOf(page))[0]?.replace('Parte 1: ', ''))
        .toBe(second?.replace('Parte 2: ', ''));

      await page.reload();
      await page.locator('[data-row]').first().waitFor();
      expect((await partsOf(page))[0]?.replace('Parte 1: ', '')).toBe(second?.replace('Parte 2: ', ''));
      expect(await overflowOf(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
    }, width));
});

describe('the rundown room', () => {
  it('says when a script takes another time today, and the focus stays near what has been done', () =>
    withRundown(async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
      await page.getByRole('button', { name: 'Empezar con un ejemplo' }).click();
      const before = await partsOf(page);
      await page
        .getByRole('button', { name: /^Quitar/ })
        .nth(1)
        .press('Enter');
      await expect.poll(() => partsOf(page)).toHaveLength(before.length - 1);
      await expect.poll(focused).toBe(`Quitar «${before[2]?.replace('Parte 3: ', '') ?? ''}»`);
      await page
        .getByRole('button', { name: /^Quitar/ })
        .nth(0)
        .press('Enter');
      await expect.poll(() => partsOf(page)).toHaveLength(before.length - 2);
      // Step by step back to the beginning, and then there is nothing to undo.
      const undo = page.getByRole('button', { name: 'Deshacer' });
      await undo.press('Enter');
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Deshacer');
      await undo.press('Enter');
      await expect.poll(() => partsOf(page)).toEqual(before);

      const script = page.getByRole('group').filter({ hasText: 'Abrir el guion' }).first();
      await script.getByLabel('Dura').fill('1:40');
      await script.getByLabel('Dura').blur();
      await page.getByText(/dura hoy \d:\d\d, y aquí se puso otro tiempo/).waitFor();
      await page.getByRole('button', { name: /^Usar el tiempo de hoy/ }).click();
      await expect.poll(() => page.getByText(/se puso otro tiempo/).count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SECTION');
    }));

  it('keeps what cannot be used in its field, with the reason, and stores only what can', () =>
    withRundown(async (page) => {
      await page.getByRole('button', { name: 'Empezar con un ejemplo' }).click();
      const before = await stored(page);
      const title = page.getByLabel('Nombre', { exact: true }).first();
      for (const [value, reason] of [
        ['ñ'.repeat(10_000), /demasiado largo/],
        ['al\u202Erevés', /signos que no se ven/]
      ] as const) {
        await title.fill(value);
        await title.press('Tab');
        await page.getByText(reason).first().waitFor();
        expect(await title.inputValue()).toBe(value);
        expect(await stored(page)).toEqual(before);
      }
      await title.fill('<img src=x onerror=alert(1)> 👩🏽‍🌾');
      await title.press('Tab');
      expect((await stored(page))?.items[0]?.title).toBe('<img src=x onerror=alert(1)> 👩🏽‍🌾');
      expect(await page.locator('main img').count()).toBe(0);

      const length = page.getByLabel('Dura', { exact: true }).first();
      await length.fill('mucho');
      await length.press('Tab');
      await page.getByText(/Escriba minutos y segundos así/).waitFor();
      expect((await stored(page))?.items[0]?.seconds).toBe(15);
    }));

  it('names the field of a malformed file and leaves what is there untouched', () =>
    withRundown(async (page) => {
      await page.getByRole('button', { name: 'Empezar con un ejemplo' }).click();
      const before = await stored(page);
      await importFile(page, JSON.stringify({ ...emptyRundown, seconds: 'media hora' }));
      await page.getByRole('alert').getByText('Cuánto dura').waitFor();
      await importFile(page, '{"format":"willakuy-station","version":1}');
      await page
        .getByRole('alert')
        .getByText(/es de otra cosa/)
        .waitFor();
      expect(await stored(page)).toEqual(before);

      await importFile(page, rundownFile.toSource({ ...emptyRundown, title: 'Tuta', items: before?.items ?? [] }));
      await page.getByRole('status').getByText('Listo').waitFor();
      expect((await stored(page))?.title).toBe('Tuta');
    }));

  it('takes the rundown away as a table, a playlist and a calendar', () =>
    withRundown(async (page) => {
      await page.getByRole('button', { name: 'Empezar con un ejemplo' }).click();
      const take = async (name: string) => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name }).click()
        ]);
        return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
      };
      expect((await take('Tabla (CSV)')).text.split('\r\n').length).toBeGreaterThan(6);
      expect((await take('Lista de audios (M3U8)')).text).toContain('audio/es/');
      await page.getByRole('button', { name: 'Calendario (ICS)' }).click();
      await page.getByText('faltan el día y la hora').waitFor();
      await page.getByLabel('Día').fill('2026-12-04');
      await page.getByLabel('Hora en que empieza').fill('06:30');
      const calendar = await take('Calendario (ICS)');
      expect(calendar.name).toBe('escaleta-2026-12-04.ics');
      expect(calendar.text).toContain('DTSTART:20261204T063000');
    }));
});
