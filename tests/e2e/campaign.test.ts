import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import Papa from 'papaparse';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { addEntry, airLogFile, emptyAirLog, type AirLog } from '#lib/domain/air-log.ts';
import { campaignFile, changeSlot, createCampaign, type Campaign } from '#lib/domain/campaign.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { deskPath } from '#lib/domain/paths.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const plan: Campaign = { ...createCampaign('2026-12-07'), title: 'Antes de las vacaciones', weeks: 2 };
const firstSlot = '2026-12-07T06:30';

interface Stored {
  campaign?: Campaign;
  'air-log'?: AirLog;
}

/** The campaign room with what a device has stored, and nothing going wrong in it. */
async function withRoom(
  {
    width = 360,
    language = 'es',
    stored = { campaign: plan }
  }: { width?: number; language?: LanguageCode; stored?: Stored },
  use: (page: Page) => Promise<void>
) {
  const context = await browser.newContext({ viewport: { width, height: 740 }, acceptDownloads: true });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(`diálogo: ${dialog.message()}`);
    void dialog.dismiss();
  });
  try {
    await page.goto(`${origin}${deskPath(language, 'home')}`);
    await page.evaluate((values) => {
      for (const [name, value] of Object.entries(values))
        localStorage.setItem(`willakuy:${name}`, JSON.stringify(value));
    }, stored);
    await page.goto(`${origin}${deskPath(language, 'campaign')}`);
    await page.locator('.week').first().waitFor();
    await use(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

const storedText = (page: Page, name: keyof Stored) =>
  page.evaluate((key) => localStorage.getItem(key), `willakuy:${name}`);
const storedCampaign = async (page: Page) =>
  campaignFile.parse(JSON.parse((await storedText(page, 'campaign')) ?? 'null')).value;
const storedLog = async (page: Page) =>
  airLogFile.parse(JSON.parse((await storedText(page, 'air-log')) ?? 'null')).value;
const slotOf = (page: Page, key: string) => page.locator(`[data-slot="${key}"]`);
const isFocused = (goal: Locator) => goal.evaluate((element) => element === document.activeElement);

async function tabTo(page: Page, goal: Locator): Promise<void> {
  const element = await goal.elementHandle();
  for (let step = 0; step < 250; step++) {
    if (await element?.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`El teclado no llega a ${goal.toString()}`);
}

async function downloaded(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click()
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

const importFile = (page: Page, which: keyof Stored, text: string) =>
  page
    .locator('input[type=file]')
    .nth(which === 'campaign' ? 0 : 1)
    .setInputFiles({ name: 'archivo.json', mimeType: 'application/json', buffer: Buffer.from(text) });

describe.each([360, 1280])('a producer with a keyboard only, at %i px', (width) => {
  it('plans, changes a slot, notes what was aired, and finds it all there the next day', () =>
    withRoom({ width, stored: {} }, async (page) => {
      // The settings are open for whoever comes for the first time.
      await tabTo(page, page.getByLabel('Nombre de la campaña'));
      await page.keyboard.type('Antes de viajar');
      await tabTo(page, page.getByLabel('Cuántas semanas'));
      await page.keyboard.type('3 sem');
      await tabTo(page, page.getByLabel('sábado'));
      await page.keyboard.press('Space');
      await tabTo(page, page.getByRole('button', { name: 'Agregar una hora' }));
      await page.keyboard.press('Enter');
      await expect.poll(() => isFocused(page.getByLabel('Hora 3'))).toBe(true);
      expect(await page.locator('.week').count()).toBe(3);
      expect(await storedCampaign(page)).toMatchObject({
        title: 'Antes de viajar',
        weeks: 3,
        days: [1, 3, 5, 6],
        times: ['06:30', '18:30', '19:30']
      });

      // Another script, by hand.
      const slot = page.locator('.slot').nth(1);
      const key = (await slot.getAttribute('data-slot')) ?? '';
      const change = slot.getByRole('button', { name: /^Cambiar / });
      await tabTo(page, change);
      await page.keyboard.press('Enter');
      await expect.poll(() => isFocused(page.locator('#choose'))).toBe(true);
      await page.keyboard.type('La llamada');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await slot.getByText('puesto a mano').waitFor();
      expect(await slot.locator('.what').innerText()).toBe('La llamada');
      await expect.poll(() => isFocused(change)).toBe(true);
      expect((await storedCampaign(page))?.changes).toEqual({ [key]: { slug: 'la-llamada', language: 'es' } });

      // On air, in one tap.
      const aired = slot.getByRole('button', { name: /^Salió al aire: / });
      await page.keyboard.press('Shift+Tab');
      await expect.poll(() => isFocused(aired)).toBe(true);
      await page.keyboard.press('Space');
      expect(await aired.getAttribute('aria-pressed')).toBe('true');
      const [entry] = (await storedLog(page))?.entries ?? [];
      expect(entry).toMatchObject({ slug: 'la-llamada', language: 'es', date: key.slice(0, 10), time: key.slice(11) });
      const edition = (await (await fetch(`${origin}/es/radio/la-llamada.json`)).json()) as {
        edition: { version: string };
      };
      expect(entry?.version).toBe(edition.edition.version);
      expect(await page.locator('.entries').innerText()).toContain(`Versión ${entry?.version}`);

      await page.reload();
      await slot.waitFor();
      expect(await slot.locator('.what').innerText()).toBe('La llamada');
      expect(await aired.getAttribute('aria-pressed')).toBe('true');
      await aired.press('Enter');
      expect((await storedLog(page))?.entries).toEqual([]);
    }));
});

describe('a slot', () => {
  it('stays empty when told so, and goes back to the rotation', () =>
    withRoom({}, async (page) => {
      const slot = slotOf(page, firstSlot);
      const before = await slot.locator('.what').innerText();
      await slot.getByRole('button', { name: /^Cambiar / }).click();
      await slot.getByRole('button', { name: 'Dejar vacío' }).click();
      expect(await slot.locator('.what').innerText()).toBe('Vacío');
      expect(await slot.getByRole('button', { name: /^Salió/ }).count()).toBe(0);
      await slot.getByRole('button', { name: /^Cambiar / }).click();
      await slot.getByRole('button', { name: 'Volver a la rotación' }).click();
      expect(await slot.locator('.what').innerText()).toBe(before);
      expect((await storedCampaign(page))?.changes).toEqual({});
    }));

  it('that repeats its neighbour is warned of; what has lost its slot can be dropped and brought back', () => {
    const same = { slug: 'la-llamada', language: 'es' } as const;
    const campaign = ['2026-12-07T06:30', '2026-12-07T18:30', '2026-12-08T06:30'].reduce(
      (changed, key) => changeSlot(changed, key, same),
      plan
    );
    return withRoom({ stored: { campaign } }, async (page) => {
      const warnings = page.locator('.warnings');
      expect(await warnings.innerText()).toContain('lun 7 dic 2026, 18:30: «La llamada» sale dos veces seguidas');
      expect(await warnings.innerText()).toContain('ya no están en el plan: 1');
      await warnings.getByRole('button', { name: 'Quitar esos cambios' }).click();
      expect(Object.keys((await storedCampaign(page))?.changes ?? {})).toHaveLength(2);
      await page.getByRole('button', { name: 'Volver a lo de antes' }).click();
      expect(Object.keys((await storedCampaign(page))?.changes ?? {})).toHaveLength(3);
    });
  });
});

describe('settings that cannot be', () => {
  it('are said in words, and the plan stays', () =>
    withRoom({}, async (page) => {
      await page.getByText('Ajustes').click();
      await page.getByLabel('Primer día').fill('');
      expect(await page.locator('#wrong-start').innerText()).toContain('Se queda 7 dic 2026');
      await page.getByLabel('Hora 2').fill('06:30');
      expect(await page.locator('#wrong-time-1').innerText()).toBe('Esa hora ya está. Se queda 18:30.');
      for (const day of ['lunes', 'miércoles', 'viernes']) await page.getByLabel(day).click();
      expect(await page.locator('#wrong-days').innerText()).toBe('Deje al menos uno marcado.');
      expect(await page.getByLabel('viernes').isChecked()).toBe(true);
      expect(await storedCampaign(page)).toEqual({ ...plan, days: [5] });
    }));

  it.each([
    ['10 000 letters', 'x'.repeat(10_000), /80/],
    ['a mark that reorders', 'Radio \u202Epampa', /no se ven/],
    ['NUL', 'Radio\u0000', /no se ven/]
  ])('a name with %s stays in its field and goes nowhere else', (_what, text, said) =>
    withRoom({}, async (page) => {
      await page.getByText('Ajustes').click();
      const field = page.getByLabel('Nombre de la campaña');
      await field.fill(text);
      const typed = await field.inputValue();
      // What the field itself cannot hold never was typed.
      if (typed === text) {
        expect(await field.getAttribute('aria-invalid')).toBe('true');
        expect(await page.locator('.field .wrong').first().innerText()).toMatch(said);
        expect((await storedCampaign(page))?.title).toBe(plan.title);
      }
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    })
  );

  it.each(['<img src=x onerror=alert(1)>', '=1+1', '../../x', 'Pampa 🚌 ñ', 'Ñ'.repeat(80)])(
    'a name like %s is words and nothing else',
    (text) =>
      withRoom({}, async (page) => {
        await page.getByText('Ajustes').click();
        await page.getByLabel('Nombre de la campaña').fill(text);
        expect((await storedCampaign(page))?.title).toBe(text);
        expect(await page.locator('.calendar-sheet h1').textContent()).toBe(text);
        expect(await page.locator('main img').count()).toBe(0);
        const { name, text: ics } = await downloaded(page, 'Calendario (ICS)');
        expect(name).toBe('campana-2026-12-07.ics');
        const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
        expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe(text);
      })
  );
});

describe('the files', () => {
  it('of the plan say what the page says', () =>
    withRoom({}, async (page) => {
      await page.locator('.week summary').nth(1).click();
      await page.locator('.slot').nth(11).waitFor();
      const shown = await page.locator('.slot .what').allInnerTexts();
      const keys = await page.locator('.slot').evaluateAll((slots) => slots.map((slot) => slot.dataset.slot));

      const csv = await downloaded(page, 'Tabla (CSV)');
      const { data } = Papa.parse<Record<string, string>>(csv.text.slice(1), { header: true, skipEmptyLines: true });
      expect(csv.name).toBe('campana-2026-12-07.csv');
      expect(data.map(({ Guion }) => Guion)).toEqual(shown);
      expect(data.map(({ Fecha, Hora }) => `${Fecha}T${Hora}`)).toEqual(keys);

      const ics = await downloaded(page, 'Calendario (ICS)');
      const events = new ICAL.Component(ICAL.parse(ics.text) as unknown[])
        .getAllSubcomponents('vevent')
        .map((event) => new ICAL.Event(event));
      expect(events.map(({ startDate }) => startDate.toString().slice(0, 16))).toEqual(keys);
      for (const [index, { summary }] of events.entries()) expect(summary).toContain(shown[index]);
    }));

  it('of a campaign and of an air log open again as they were', () => {
    const log = addEntry(emptyAirLog, {
      date: '2026-12-07',
      time: '06:30',
      slug: 'la-llamada',
      language: 'es',
      version: '0000abcd',
      title: 'La llamada',
      note: 'con la promotora'
    });
    const campaign = changeSlot(plan, '2026-12-09T06:30', { slug: 'la-llamada', language: 'es' });
    return withRoom({ stored: { campaign, 'air-log': log } }, async (page) => {
      const save = async (index: number) => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Guardar en un archivo (JSON)' }).nth(index).click()
        ]);
        return readFileSync(await download.path(), 'utf8');
      };
      const [campaignSource, logSource] = [await save(0), await save(1)];
      expect(campaignFile.parseSource(campaignSource).value).toEqual(campaign);
      await page.getByRole('button', { name: 'Vaciar el registro' }).click();
      await page.getByRole('button', { name: 'Empezar otra campaña' }).click();
      expect((await storedCampaign(page))?.title).toBe('');
      await importFile(page, 'campaign', campaignSource);
      await importFile(page, 'air-log', logSource);
      await page.locator('.entries').waitFor();
      expect(await storedCampaign(page)).toEqual(campaign);
      expect(await storedLog(page)).toEqual(log);
    });
  });

  it.each<[string, keyof Stored, string, string]>([
    ['no JSON', 'campaign', '{"format":', 'cortado'],
    ['of something else', 'campaign', '{"format":"willakuy-rundown","version":1}', 'otra cosa'],
    ['an air log for a campaign', 'campaign', airLogFile.toSource(emptyAirLog), 'otra cosa'],
    ['newer than we are', 'campaign', '{"format":"willakuy-campaign","version":9}', 'más nuevo'],
    ['with a day that does not exist', 'campaign', JSON.stringify({ ...plan, start: '2026-02-30' }), 'Primer día'],
    ['with an hour that does not exist', 'campaign', JSON.stringify({ ...plan, times: ['25:00'] }), 'Horas, n.º 1'],
    ['without its weeks', 'campaign', JSON.stringify({ ...plan, weeks: undefined }), 'Cuántas semanas'],
    ['with a name that is no text', 'campaign', JSON.stringify({ ...plan, title: 7 }), 'Nombre de la campaña'],
    ['with what we do not know', 'campaign', JSON.stringify({ ...plan, volume: 11 }), 'volume'],
    [
      'with a version that is none',
      'air-log',
      JSON.stringify({
        ...emptyAirLog,
        entries: [
          { id: 1, date: '2026-12-07', time: '', slug: 'a', language: 'es', version: 'v1', title: 'a', note: '' }
        ]
      }),
      'Versión, n.º 1'
    ]
  ])('%s change nothing, and the message names the field', (_fault, which, source, said) =>
    withRoom({}, async (page) => {
      const before = [await storedText(page, 'campaign'), await storedText(page, 'air-log')];
      await importFile(page, which, source);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.innerText()).toContain(said);
      expect([await storedText(page, 'campaign'), await storedText(page, 'air-log')]).toEqual(before);
    })
  );
});

describe('the air log', () => {
  it('takes an entry by hand, lists it, gives it as a table, and gives it back when it was taken out by mistake', () =>
    withRoom({}, async (page) => {
      await page.getByText('Anotar una emisión').click();
      await page.getByLabel('Día', { exact: true }).fill('2026-11-02');
      await page.getByLabel('Hora (si la sabe)').fill('');
      await page.getByLabel('Qué salió').selectOption('la-llamada/quz');
      await page.getByLabel(/^Nota de la radio/).fill('=1+1');
      await page.getByRole('button', { name: 'Anotar', exact: true }).click();
      expect(await page.locator('.entries').innerText()).toContain('lun 2 nov 2026');
      expect(await page.getByText('Todo lo anotado salió con las palabras de hoy.').isVisible()).toBe(true);

      const { name, text } = await downloaded(page, 'Tabla del registro (CSV)');
      const [row] = Papa.parse<Record<string, string>>(text.slice(1), { header: true }).data;
      expect(name).toBe('registro.csv');
      expect(row).toMatchObject({ Fecha: '2026-11-02', Hora: '', Idioma: 'Runasimi', Nota: "'=1+1" });

      await page.getByRole('button', { name: /^Quitar del registro: / }).click();
      expect((await storedLog(page))?.entries).toEqual([]);
      const undo = page.locator('#log-undo');
      await expect.poll(() => isFocused(undo)).toBe(true);
      await page.keyboard.press('Enter');
      expect((await storedLog(page))?.entries).toHaveLength(1);
    }));

  it('says what was aired in words that have been corrected since', () => {
    const common = { date: '2026-11-02', time: '06:30', language: 'es', version: '0000abcd', note: '' } as const;
    const log = [
      { ...common, slug: 'la-llamada', title: 'La llamada' },
      { ...common, slug: 'ya-no-esta', title: 'La que retiramos' }
    ].reduce(addEntry, emptyAirLog);
    return withRoom({ stored: { campaign: plan, 'air-log': log } }, async (page) => {
      const old = await page.locator('.old').innerText();
      expect(old).toMatch(/La llamada .*Versión 0000abcd · corregido: ahora es la versión [0-9a-f]{8}/);
      expect(old).toMatch(/La que retiramos .*retirado de la biblioteca/);
    });
  });
});

describe('on paper', () => {
  const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  const isLandscape = (pdf: Buffer) => /\/MediaBox\s*\[\s*0 0 84[12][\d.]* 59[45]/.test(pdf.toString('latin1'));

  it('the calendar is one landscape sheet, the air log one upright sheet, and nothing of the screen is on them', () =>
    withRoom({ width: 1280 }, async (page) => {
      let printed = 0;
      await page.exposeFunction('countPrint', () => (printed += 1));
      await page.evaluate(() => (window.print = (window as unknown as { countPrint: () => void }).countPrint));
      await page.getByRole('button', { name: 'Imprimir el calendario' }).click();
      await expect.poll(() => printed).toBe(1);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('main').innerText()).toContain('Antes de las vacaciones');
      expect(await page.locator('main :is(button, input, .slot):visible').count()).toBe(0);
      expect(await page.locator('.calendar-sheet td p').count()).toBe(12);
      const calendar = await page.pdf({ preferCSSPageSize: true });
      expect([pagesOf(calendar), isLandscape(calendar)]).toEqual([1, true]);

      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('button', { name: 'Imprimir una hoja en blanco' }).click();
      // The sheet is there when the printer is asked for, not after.
      await expect.poll(() => printed).toBe(2);
      await page.emulateMedia({ media: 'print' });
      const words = await page.locator('main').innerText();
      for (const column of ['Fecha', 'Guion', 'Versión']) expect(words).toContain(column);
      expect(words).toContain('No escriba nombres, números ni casos de quienes llaman.');
      const blank = await page.pdf({ preferCSSPageSize: true });
      expect([pagesOf(blank), isLandscape(blank)]).toEqual([1, false]);
    }));

  it('a full quarter, every day, is a calendar of a few sheets', () =>
    withRoom(
      {
        width: 1280,
        stored: {
          campaign: { ...plan, weeks: 12, days: [1, 2, 3, 4, 5, 6, 7], times: ['06:30', '09:00', '12:00', '18:30'] }
        }
      },
      async (page) => {
        const pdf = await page.pdf({ preferCSSPageSize: true });
        expect(isLandscape(pdf)).toBe(true);
        expect(pagesOf(pdf)).toBeLessThanOrEqual(4);
      }
    ));
});

describe.each(languageCodes)('every reader, in %s', (language) => {
  const log = addEntry(emptyAirLog, {
    date: '2026-11-02',
    time: '06:30',
    slug: 'la-llamada',
    language: 'es',
    version: '0000abcd',
    title: 'La llamada',
    note: 'x'.repeat(120)
  });

  it('can use the open settings, a slot being changed and the log on a phone', () =>
    withRoom({ language, stored: { campaign: plan, 'air-log': log } }, async (page) => {
      const closed = page.locator('main details:not([open]) > summary');
      while ((await closed.count()) > 0) await closed.first().click();
      await page.locator('.slot button[aria-expanded]').nth(3).click();
      await page.locator('#choose').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      expect(await smallTargets(page)).toEqual([]);
    }));
});
