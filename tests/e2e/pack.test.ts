import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addItem, emptyRundown } from '#lib/domain/rundown.ts';
import { hostile, pampa } from '../support/station.ts';
import { unzip } from '../support/unzip.ts';
import { launchBrowser } from './browser.ts';
import { startProxy } from './proxy.ts';

const origin = inject('origin');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const rundown = addItem(
  { ...emptyRundown, title: 'La mañana' },
  {
    kind: 'script',
    title: 'Papa sin mirar',
    seconds: 15,
    stretch: false,
    note: '',
    script: { slug: 'cuna-15-oferta', language: 'es' }
  }
);

/** The room in a browser of its own, with what the device has stored. */
async function openRoom(
  stored: Record<string, unknown>,
  { language = 'es', width = 360, at = origin } = {}
): Promise<{ page: Page; context: BrowserContext; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 740 }, acceptDownloads: true });
  await context.addInitScript(
    (values: Record<string, string>) => {
      for (const [key, value] of Object.entries(values)) localStorage.setItem(`willakuy:${key}`, value);
    },
    Object.fromEntries(Object.entries(stored).map(([key, value]) => [key, JSON.stringify(value)]))
  );
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`${at}/${language}/mesa/paquete/`);
  await page.locator('button.main').waitFor();
  return { page, context, problems };
}

const choose = async (page: Page, slugs: string[]) => {
  await page.locator('fieldset').nth(1).getByRole('button').nth(1).click();
  for (const slug of slugs) await page.locator(`input[name=script][value=${slug}]`).check();
};
const take = async (page: Page) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('button.main').click()]);
  return { name: download.suggestedFilename(), entries: await unzip(await readFile(await download.path())) };
};

describe('the pack room', () => {
  it('makes a pack on the device: what the station wrote on paper, every file as the manifest says', async () => {
    const { page, context, problems } = await openRoom({ station: pampa, rundown });
    expect(await page.locator('main').innerText()).toContain('Radio Pampa · 99,9 FM · Pampa Alegre');
    await choose(page, ['cuna-15-documentos']);
    const { name, entries } = await take(page);
    expect(name).toBe('willakuy-radio-pampa-es-borrador.zip');
    await page.getByText(`Listo: ${name}`).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toBe('Hacer el paquete');

    const names = entries.map((entry) => entry.name);
    // The rundown brings its script.
    expect(names).toContain('guiones/es/cuna-15-oferta-es-borrador.docx');
    expect(names).toContain('guiones/es/cuna-15-documentos-es-borrador.pdf');
    expect(names).toContain('conducir/es/caso-al-aire-es-borrador.pdf');
    const textOf = (file: string) => entries.find((entry) => entry.name === file)?.bytes.toString('utf8') ?? '';
    expect(textOf('escaleta.m3u8')).toContain('audio/es/cuna-15-oferta-borrador.mp3');
    expect(names).toContain('audio/es/cuna-15-oferta-borrador.mp3');
    expect(textOf('LEEME.txt')).toContain('se oye un tono');
    const manifest = JSON.parse(textOf('manifest.json')) as { files: { path: string; sha256: string }[] };
    expect(manifest.files.map((file) => [file.path, file.sha256])).toEqual(
      entries
        .filter((entry) => entry.name !== 'manifest.json')
        .map((entry) => [entry.name, createHash('sha256').update(entry.bytes).digest('hex')])
    );
    expect(problems).toEqual([]);
    await context.close();
  });

  it('has the voice say what the station wrote, when asked', async () => {
    const { page, context, problems } = await openRoom({ station: pampa });
    await choose(page, ['cuna-15-documentos']);
    await page.locator('input[name=voice]').check();
    const { entries } = await take(page);
    const textOf = (file: string) => entries.find((entry) => entry.name === file)?.bytes.toString('utf8') ?? '';
    const manifest = JSON.parse(textOf('manifest.json')) as {
      scripts: { openBlanks: string[]; seconds: number; audio: { seconds: number; tones: boolean } }[];
    };
    const [script] = manifest.scripts;
    expect(script).toMatchObject({ openBlanks: [], audio: { tones: false } });
    // The draft's slate and then the words.
    expect(script?.audio.seconds).toBeGreaterThan(script?.seconds ?? 0);
    expect(textOf('LEEME.txt')).not.toContain('se oye un tono');
    expect(problems).toEqual([]);
    await context.close();
  });

  it('does it by keyboard alone, in Quechua, on a wide screen', async () => {
    const { page, context } = await openRoom({ station: pampa }, { language: 'quz', width: 1280 });
    const press = async (find: () => Promise<boolean>, key: string) => {
      for (let step = 0; step < 80 && !(await find()); step++) await page.keyboard.press('Tab');
      expect(await find()).toBe(true);
      await page.keyboard.press(key);
    };
    const onText = (text: string) => () =>
      page.evaluate((wanted) => document.activeElement?.textContent?.trim() === wanted, text);
    await press(onText('Llapanta qichuy'), 'Enter');
    await press(
      () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value === 'cuna-15-oferta'),
      'Space'
    );
    const download = page.waitForEvent('download');
    await press(onText('Paqueteta ruway'), 'Enter');
    const file = await download;
    expect(file.suggestedFilename()).toBe('willakuy-radio-pampa-quz-borrador.zip');
    const entries = await unzip(await readFile(await file.path()));
    expect(entries.map(({ name }) => name)).toContain('guionkuna/quz/cuna-15-oferta-quz-borrador.docx');
    await context.close();
  });

  it('can be stopped, and says what to choose', async () => {
    const { page, context } = await openRoom({ station: pampa });
    await page.locator('button.main').click();
    await page.getByRole('button', { name: 'Cancelar' }).click();
    await page.getByText('Se canceló. No se guardó nada.').waitFor();
    await choose(page, []);
    await page.locator('button.main').click();
    expect(await page.locator('[role=status]').allInnerTexts()).toContain('Elija al menos un idioma y un guion.');
    await context.close();
  });

  it('takes hostile words as words', async () => {
    const { page, context, problems } = await openRoom({ station: hostile });
    expect(await page.locator('main').innerText()).toContain('=cmd|../<b>x</b> 🎙');
    await choose(page, ['cuna-15-oferta']);
    await page.locator('input[name=audio]').uncheck();
    const { name, entries } = await take(page);
    expect(name).toBe('willakuy-cmd-b-x-b-es-borrador.zip');
    expect(entries.every((entry) => !entry.name.includes('..'))).toBe(true);
    expect(problems).toEqual([]);
    await context.close();
  });

  it('works without a network once the desk is kept, and names the audio that is not', async () => {
    const proxy = await startProxy(origin);
    const { page, context } = await openRoom({ station: pampa }, { at: proxy.origin });
    await page.getByText('Lista para trabajar sin internet').waitFor({ timeout: 60_000 });
    await proxy.stop();
    await page.reload();
    await page.locator('button.main').waitFor();
    await choose(page, ['cuna-15-oferta']);
    await page.locator('button.main').click();
    await page.getByText('No se pudo abrir «Papa sin mirar»').waitFor();
    await page.locator('input[name=audio]').uncheck();
    const { entries } = await take(page);
    expect(entries.map((entry) => entry.name)).toContain('guiones/es/cuna-15-oferta-es-borrador.pdf');
    expect(entries.some((entry) => entry.name.endsWith('.mp3'))).toBe(false);
    await context.close();
  });
});
