import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import mammoth from 'mammoth';
import type { Browser, Locator, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languageCodes } from '#lib/domain/language.ts';
import { deskPath, deskRoomNames, deskScriptPath } from '#lib/domain/paths.ts';
import { emptyStation, stationFile, type Station } from '#lib/domain/station.ts';
import { unzip } from '../support/unzip.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';
import { startProxy } from './proxy.ts';

const origin = inject('origin');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const widths = [360, 1280] as const;
const slug = 'la-llamada';

async function withPage(
  { width = 360, offline = false, ...options }: { width?: number; offline?: boolean; reducedMotion?: 'reduce' },
  use: (page: Page) => Promise<void>
) {
  const context = await browser.newContext({
    viewport: { width, height: 740 },
    acceptDownloads: true,
    // Keeping the desk loads all of it: only where that is what a test is about.
    serviceWorkers: offline ? 'allow' : 'block',
    ...options
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(`diálogo: ${dialog.message()}`);
    void dialog.dismiss();
  });
  try {
    await use(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

const station: Station = {
  ...emptyStation,
  name: 'Radio Pampa',
  frequency: '99,9 FM',
  town: 'Ocongate',
  program: 'Allin p’unchaw',
  presenter: 'Julia Quispe'
};
const storeStation = (page: Page, value: Station) =>
  page.evaluate((source) => localStorage.setItem('willakuy:station', source), JSON.stringify(value));
const storedStation = async (page: Page): Promise<Station | undefined> =>
  stationFile.parse(JSON.parse((await page.evaluate(() => localStorage.getItem('willakuy:station'))) ?? 'null')).value;

const readyOffline = (page: Page) => page.locator('[data-offline="ready"]').waitFor({ timeout: 60_000 });

/** Goes on with the Tab key until something has the focus; fails when the whole page has been through. */
async function tabTo(page: Page, goal: Locator): Promise<void> {
  // Found once: to look for it by its role at every step takes longer than all the rest.
  const element = await goal.elementHandle();
  for (let step = 0; step < 250; step++) {
    if (await element?.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`El teclado no llega a ${goal.toString()}`);
}

async function pressOn(page: Page, goal: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, goal);
  await page.keyboard.press(key);
}

async function typeIn(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.type(text);
}

describe.each(widths)('the whole journey at %i px', (width) => {
  it('is made by keyboard alone, with the server stopped after the first load', async () => {
    const proxy = await startProxy(origin);
    await withPage({ width, offline: true }, async (page) => {
      await page.goto(`${proxy.origin}/es/mesa/`);
      await readyOffline(page);
      await proxy.stop();
      await expect(fetch(proxy.origin)).rejects.toThrow();

      // The station's details.
      await pressOn(page, page.getByRole('link', { name: 'Los datos de mi radio' }));
      await page.waitForURL('**/mesa/radio/');
      await typeIn(page, 'Nombre de la radio', 'Radio Pampa');
      await typeIn(page, 'Frecuencia', '99,9 FM');
      await typeIn(page, 'Pueblo o comunidad', 'Ocongate');
      expect(await page.getByText('Radio Pampa · 99,9 FM · Ocongate').isVisible()).toBe(true);

      // A script, with what is still open.
      await pressOn(page, page.getByRole('navigation').getByRole('link', { name: 'Guiones' }));
      await page.waitForURL('**/mesa/guion/');
      await pressOn(page, page.getByRole('link', { name: 'La llamada', exact: true }));
      await page.locator('.cues').waitFor();
      const open = page.getByText(/^Espacios por llenar: \d+$/);
      expect(await open.innerText()).not.toMatch(/: 0$/);

      // The last blanks, right there.
      for (const [label, text] of [
        ['Nombre del programa', 'Avisar a tiempo'],
        ['Locutora o locutor', 'Julia'],
        ['Segunda voz', 'Pedro']
      ] as const)
        if ((await page.getByLabel(label, { exact: true }).count()) > 0) await typeIn(page, label, text);
      await page.getByText('No queda ningún espacio por llenar.').waitFor();
      expect(await page.locator('.cues').innerText()).toContain('Avisar a tiempo');
      expect(await page.locator('.cues').innerText()).toContain('Radio Pampa');
      expect(await page.locator('.cues .blank').count()).toBe(0);

      // Its time, against two slots.
      const fit = page.locator('.fit');
      await tabTo(page, page.getByLabel('Espacio que va a llenar'));
      for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key);
      expect(await fit.innerText()).toMatch(/el espacio es de 0:30\.\s+\+ Se pasa \d:\d\d/);
      for (let down = 0; down < 5; down++) await page.keyboard.press('ArrowDown');
      expect(await fit.innerText()).toMatch(/el espacio es de 15:00\.\s+− Faltan \d+:\d\d/);

      // On paper and in files.
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        pressOn(page, page.getByRole('button', { name: 'Abrir en Word' }))
      ]);
      expect(download.suggestedFilename()).toMatch(/^la-llamada.*-borrador\.docx$/);
      const { value } = await mammoth.extractRawText({ buffer: readFileSync(await download.path()) });
      expect(value).toContain('Radio Pampa');
      expect(value).toContain('Avisar a tiempo');
      expect(value).toContain('BORRADOR');

      // Every other format is made without a network too.
      for (const [format, start] of [
        ['PDF para imprimir', '%PDF-'],
        ['Texto simple', '\uFEFFBORRADOR'],
        ['WebVTT: subtítulos', 'WEBVTT'],
        ['JSON: programas', '{"format":"willakuy-edition"']
      ] as const) {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          pressOn(page, page.getByRole('button', { name: format }))
        ]);
        expect(readFileSync(await file.path()).toString('utf8', 0, 60)).toContain(start);
        await page.getByText(`Archivo listo: ${file.suggestedFilename()}`).waitFor();
      }

      // A programme, begun from an example.
      await pressOn(page, page.getByRole('navigation').getByRole('link', { name: 'Escaleta' }));
      await page.waitForURL('**/mesa/escaleta/');
      await pressOn(page, page.getByRole('button', { name: 'Empezar con un ejemplo' }));
      await page.getByText(/Total: \d+:00 de \d+:00/).waitFor();

      // Everything in one file: what the rundown airs, without the sound that was not kept.
      await pressOn(page, page.getByRole('navigation').getByRole('link', { name: 'Paquete' }));
      await page.waitForURL('**/mesa/paquete/');
      await pressOn(page, page.getByRole('button', { name: 'Solo los de mi escaleta' }));
      await pressOn(page, page.locator('input[name=audio]'), 'Space');
      const [pack] = await Promise.all([
        page.waitForEvent('download', { timeout: 60_000 }),
        pressOn(page, page.getByRole('button', { name: 'Hacer el paquete' }))
      ]);
      const entries = await unzip(readFileSync(await pack.path()));
      expect(entries.map(({ name }) => name)).toContain('escaleta.m3u8');
      const paper = entries.find(({ name }) => name.startsWith('guiones/es/') && name.endsWith('.docx'));
      expect((await mammoth.extractRawText({ buffer: paper?.bytes ?? Buffer.alloc(0) })).value).toContain('Pampa');

      // The home room says what is done.
      await pressOn(page, page.getByRole('navigation').getByRole('link', { name: 'Inicio de la mesa' }));
      await page.waitForURL('**/mesa/');
      await page.locator('.steps .done').first().waitFor();
      expect(await page.locator('.steps .done a').allInnerTexts()).toEqual([
        'Los datos de mi radio',
        'Elegir un guion',
        'Medir el tiempo',
        'Imprimir o descargar',
        'Armar la escaleta',
        'Llevar el paquete'
      ]);
      // The other language's rooms are there too.
      await pressOn(page, page.getByRole('link', { name: 'Runasimi' }));
      await page.waitForURL('**/quz/mesa/');
      expect(await page.locator('h1').innerText()).toBe('Radiop mesan');
    });
  });
});

describe('a script on the desk', () => {
  it.each(languageCodes)('in %s has every view, filled in, and prints', (code) =>
    withPage({ width: 1280 }, async (page) => {
      await page.goto(origin + deskPath(code, 'home'));
      await storeStation(page, station);
      for (const view of ['full', 'control', 'locution', 'prompter', 'bilingual', 'kit']) {
        await page.goto(`${origin}${deskScriptPath(code, slug)}&v=${view}`);
        await page.locator('article .running').waitFor({ state: 'attached' });
        const text = await page.locator('article').innerText();
        if (view !== 'control' && view !== 'kit') expect(text, view).toContain('Pampa');
        expect(text.length, view).toBeGreaterThan(500);
        await page.emulateMedia({ media: 'print' });
        for (const furniture of ['.rooms', 'form', 'audio', 'button'])
          for (const element of await page.locator(furniture).all())
            expect(await element.isVisible(), view).toBe(false);
        expect((await page.pdf({ format: 'A4' })).byteLength).toBeGreaterThan(5000);
        await page.emulateMedia({ media: 'screen' });
      }
    })
  );

  it('says which times are measured, and follows the announcer', () =>
    withPage({}, async (page) => {
      await page.goto(origin + deskScriptPath('es', slug));
      const total = async () =>
        /Dura (\d+):(\d\d)/
          .exec(await page.locator('.fit').innerText())
          ?.slice(1)
          .map(Number);
      await page.locator('.fit').waitFor();
      const [minutes = 0, seconds = 0] = (await total()) ?? [];
      await page.getByText('Tiempo de cada indicación').click();
      const origins = await page.locator('.times tbody td:last-child').allInnerTexts();
      expect(new Set(origins)).toEqual(new Set(['medido', 'fijo']));
      await storeStation(page, { ...station, readingFactor: { es: 1.5, quz: 1 } });
      await page.reload();
      await page.getByText('Se aplica el ritmo de su locutora: 1,5.').waitFor();
      const [slowMinutes = 0, slowSeconds = 0] = (await total()) ?? [];
      expect(slowMinutes * 60 + slowSeconds).toBeGreaterThan((minutes * 60 + seconds) * 1.3);
      await page.getByText('Tiempo de cada indicación').click();
      // What the station has filled in is no longer what was measured.
      expect(await page.locator('.times tbody td:last-child').allInnerTexts()).toContain('calculado');
    }));

  it('is not found by a name that is none', () =>
    withPage({}, async (page) => {
      await page.goto(`${origin}/es/mesa/guion/?g=${encodeURIComponent('../<b>x</b>')}`);
      expect(await page.getByRole('alert').innerText()).toBe('Ese guion no existe. Elija uno de la lista.');
    }));
});

describe('the prompter', () => {
  /** Opens it with a clock that moves when the test says so: frames and times are the page's own, whatever the machine does. */
  const openPrompter = async (page: Page) => {
    await page.clock.install({ time: 0 });
    await page.goto(`${origin}${deskScriptPath('quz', slug)}&v=prompter`);
    await page.getByRole('button', { name: 'Kuyuq atrilta kichay' }).press('Enter');
    await page.locator('dialog [data-phase="paused"]').waitFor();
    await page.clock.pauseAt(3_600_000);
  };
  const topOf = (page: Page) => page.locator('dialog .scroll').evaluate((element) => element.scrollTop);
  const phaseOf = (page: Page) => page.locator('dialog .scroll').getAttribute('data-phase');

  it('moves, stops and goes on with a key or a tap, faster and slower', () =>
    withPage({}, async (page) => {
      await openPrompter(page);
      await page.keyboard.press('Space');
      await page.clock.runFor(100);
      expect(await topOf(page), 'starts where it stands').toBeLessThan(5);
      await page.clock.runFor(1400);
      // A key that is held down is one.
      await page.keyboard.down('Enter');
      await page.keyboard.down('Enter');
      await page.keyboard.up('Enter');
      expect(await phaseOf(page)).toBe('paused');
      const stopped = await topOf(page);
      expect(stopped).toBeGreaterThan(20);
      await page.clock.runFor(400);
      expect(await topOf(page)).toBe(stopped);
      await page.mouse.click(180, 200);
      expect(await phaseOf(page)).toBe('running');
      await page.clock.runFor(700);
      expect(await topOf(page)).toBeGreaterThan(stopped);
      await page.keyboard.press('+');
      expect(await page.locator('dialog output').innerText()).toBe('110 %');
      await page.keyboard.press('-');
      await page.keyboard.press('-');
      expect(await page.locator('dialog output').innerText()).toBe('90 %');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ''))
        .toContain('Kuyuq atrilta kichay');
    }));

  it('changes whole lines for whoever asks for less movement', () =>
    withPage({ reducedMotion: 'reduce' }, async (page) => {
      await openPrompter(page);
      const line = await page
        .locator('dialog .scroll')
        .evaluate((element) => parseFloat(getComputedStyle(element).lineHeight));
      await page.keyboard.press('Space');
      const tops = new Set<number>();
      for (let look = 0; look < 40; look++) {
        await page.clock.runFor(200);
        tops.add(await topOf(page));
      }
      expect(tops.size).toBeGreaterThan(2);
      for (const top of tops) expect(Math.abs(top / line - Math.round(top / line)) * line).toBeLessThan(1);
    }));
});

describe('the announcer’s own rhythm', () => {
  it('is measured by reading a page aloud, kept or not, and taken back', () =>
    withPage({}, async (page) => {
      await page.clock.install();
      await page.goto(`${origin}/es/mesa/radio/`);
      await page.getByRole('button', { name: 'Medir en quechua' }).click();
      await page.getByRole('button', { name: 'Terminé' }).waitFor();
      expect((await page.locator('.page').innerText()).length).toBeGreaterThan(300);
      expect(await page.locator('.page').getAttribute('lang')).toBe('quz');
      await page.getByRole('button', { name: 'Terminé' }).click();
      await page.getByText('Así no lee nadie').waitFor();
      expect(await page.getByRole('button', { name: 'Usar este ritmo' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Medir otra vez' }).click();
      await page.getByRole('button', { name: 'Terminé' }).waitFor();
      await page.clock.fastForward(55_000);
      await page.getByRole('button', { name: 'Terminé' }).click();
      await page.getByRole('button', { name: 'Usar este ritmo' }).click();
      const factor = (await storedStation(page))?.readingFactor.quz ?? 0;
      expect(factor).toBeGreaterThan(1.1);
      expect(factor).toBeLessThan(1.5);
      await page.getByRole('button', { name: 'Volver al ritmo 1 en quechua' }).click();
      expect((await storedStation(page))?.readingFactor.quz).toBe(1);
    }));
});

describe('hostile words', () => {
  const harmless = [
    '<img src=x onerror=alert(1)>',
    '=cmd|"/c calc"!A1',
    '../../etc/passwd',
    '👩🏽‍🌾 Radio',
    '{{t}} ${x} %s'
  ];
  it.each(harmless)('%s is words like any other: on the page and in Word', (name) =>
    withPage({}, async (page) => {
      await page.goto(`${origin}/es/mesa/radio/`);
      await page.getByLabel('Nombre de la radio').fill(name);
      await page.getByLabel('Nombre del programa').fill(name);
      expect((await storedStation(page))?.name).toBe(name);
      await page.goto(origin + deskScriptPath('es', slug));
      await page.locator('.cues').waitFor();
      expect(await page.locator('.cues').innerText()).toContain(name);
      expect(await page.locator('main img').count()).toBe(0);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Abrir en Word' }).click()
      ]);
      expect(download.suggestedFilename()).toMatch(/^[a-z0-9-]+\.docx$/);
      const { value } = await mammoth.extractRawText({ buffer: readFileSync(await download.path()) });
      expect(value).toContain(name);
    })
  );

  it.each([
    ['right-to-left marks', 'Radio \u202Eapmap', /«Nombre de la radio» lleva signos que no se ven/],
    ['10,000 characters', 'ñ'.repeat(10_000), /«Nombre de la radio» es demasiado largo: déjelo en 60 caracteres/],
    ['NUL', 'Ra\u0000dio', /«Nombre de la radio» lleva signos que no se ven/],
    ['a zero-width space', 'Ra\u200Bdio', /«Nombre de la radio» lleva signos que no se ven/]
  ])('%s stay in the field, which says what is wrong; nothing else is lost', (_, typed, message) =>
    withPage({}, async (page) => {
      await page.goto(`${origin}/es/mesa/radio/`);
      await storeStation(page, station);
      await page.reload();
      const field = page.getByLabel('Nombre de la radio');
      await field.fill(typed);
      await page.getByText(message).waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      await page.getByLabel('Provincia').fill('Quispicanchi');
      expect(await storedStation(page)).toEqual({ ...station, province: 'Quispicanchi' });
      await page.reload();
      expect(await field.inputValue()).toBe(typed);
      await page.getByText(message).waitFor();
      await field.fill('Radio Buena');
      expect(await page.getByText(message).count()).toBe(0);
      expect((await storedStation(page))?.name).toBe('Radio Buena');
    })
  );

  it.each([
    ['{"format":"willakuy-station"', /no es JSON/],
    ['hola', /no es JSON/],
    ['[1]', /es de otra cosa/],
    ['{"format":"willakuy-rundown","version":1}', /es de otra cosa/],
    [JSON.stringify({ ...station, version: 2 }), /más nuevo/],
    [JSON.stringify({ ...station, name: 'x'.repeat(10_000) }), /«Nombre de la radio» es demasiado largo/],
    [JSON.stringify({ ...station, town: '\u0000' }), /«Pueblo o comunidad» lleva signos/],
    [JSON.stringify({ ...station, extra: '<b>' }), /«extra» no es un dato/],
    [JSON.stringify({ ...station, slot: { start: '6:00', seconds: 900 } }), /«Hora en que empieza» tiene un valor/],
    [
      JSON.stringify({ ...station, contacts: { ...station.contacts, cem: { place: 5, phone: '' } } }),
      /«CEM: nombre y lugar» debe/
    ],
    [JSON.stringify({ ...station, sounds: ['Ñ'] }), /«Sonidos y música que tiene a mano, n\.º 1» tiene un valor/]
  ])('a file with %.70s is refused by name, and nothing changes', (source, message) =>
    withPage({}, async (page) => {
      await page.goto(`${origin}/es/mesa/radio/`);
      await storeStation(page, station);
      await page.reload();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(source) });
      expect(await page.getByRole('alert').innerText()).toMatch(message);
      expect(await storedStation(page)).toEqual(station);
      expect(await page.getByLabel('Nombre de la radio').inputValue()).toBe('Radio Pampa');
    })
  );

  it('what was damaged on the device is put aside, not thrown away', () =>
    withPage({}, async (page) => {
      await page.goto(`${origin}/es/mesa/radio/`);
      await page.evaluate(() => localStorage.setItem('willakuy:station', '{"name":"a mano"}'));
      await page.reload();
      await page.getByText('Lo apartamos sin borrarlo').waitFor();
      expect(await page.evaluate(() => localStorage.getItem('willakuy:station:aparte'))).toBe('{"name":"a mano"}');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Guardar lo apartado' }).click()
      ]);
      expect(readFileSync(await file.path(), 'utf8')).toBe('{"name":"a mano"}');
      // Whoever deletes a station's details deletes all of them.
      await typeIn(page, 'Nombre de la radio', 'Pampa');
      await page.getByRole('button', { name: 'Borrar los datos de mi radio' }).click();
      expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('station')))).toEqual([]);
      expect(await page.getByRole('button', { name: 'Guardar lo apartado' }).count()).toBe(0);
    }));
});

describe('a station’s file', () => {
  it('goes out, is deleted with one tap, comes back the same', () =>
    withPage({}, async (page) => {
      await page.goto(`${origin}/es/mesa/radio/`);
      await storeStation(page, station);
      await page.reload();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Guardar en un archivo' }).click()
      ]);
      const file = await download.path();
      await page.getByRole('button', { name: 'Borrar los datos de mi radio' }).click();
      expect(await page.evaluate(() => localStorage.getItem('willakuy:station'))).toBeNull();
      expect(await page.getByLabel('Nombre de la radio').inputValue()).toBe('');
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByText('Listo: ahora está lo que traía el archivo.').waitFor();
      expect(await storedStation(page)).toEqual(station);
      await page.getByRole('button', { name: 'Volver a lo de antes' }).last().click();
    }));

  it('goes with everything else the desk has kept, once that is confirmed', () =>
    withPage({ offline: true }, async (page) => {
      await page.goto(`${origin}/es/mesa/`);
      await readyOffline(page);
      await storeStation(page, station);
      await page.evaluate(() => localStorage.setItem('willakuy:rundown', '{}'));
      // Where takes are kept.
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const opening = indexedDB.open('willakuy-tomas', 1);
            opening.onsuccess = () => {
              opening.result.close();
              resolve();
            };
          })
      );
      await page.getByRole('button', { name: 'Borrar todo lo de este aparato' }).click();
      await page.getByRole('button', { name: 'No, dejar todo' }).click();
      expect(await storedStation(page)).toEqual(station);
      await page.getByRole('button', { name: 'Borrar todo lo de este aparato' }).click();
      await page.getByRole('button', { name: 'Sí, borrar todo' }).click();
      await page.getByText('ya no queda nada de la mesa').waitFor();
      const left = await page.evaluate(async () => ({
        stored: localStorage.length,
        caches: await caches.keys(),
        databases: await indexedDB.databases(),
        workers: (await navigator.serviceWorker.getRegistrations()).length
      }));
      expect(left).toEqual({ stored: 0, caches: [], databases: [], workers: 0 });
      expect(await page.locator('.steps .done').count()).toBe(0);
    }));
});

describe('without a network', () => {
  it.each([
    ['a file that fails', '/es/radio/la-llamada.json', undefined],
    [
      'a page of another version',
      '/quz/mesa/guion/',
      (body: string) => body.replace(/start\.[\w-]+\.js/g, 'start.X.js')
    ]
  ])('is kept whole or not at all: %s', async (_, spoiled, rewrite) => {
    const proxy = await startProxy(origin);
    if (rewrite) proxy.rewrite = (path, body) => (path === spoiled ? rewrite(body) : body);
    else proxy.answer = (path) => (path === spoiled ? { status: 500, type: 'text/plain', body: 'roto' } : undefined);
    await withPage({ offline: true }, async (page) => {
      await page.goto(`${proxy.origin}/es/mesa/`);
      await page.locator('[data-offline="failed"]').waitFor({ timeout: 60_000 });
      expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active)).toBeFalsy();
      proxy.answer = () => undefined;
      proxy.rewrite = undefined;
      await page.reload();
      await readyOffline(page);
      expect(await page.locator('[data-offline]').innerText()).toMatch(/\d (?:kB|MB) guardados/);
    });
    await proxy.stop();
  });

  it('announces a newer desk and changes to it only when asked', async () => {
    const proxy = await startProxy(origin);
    await withPage({ offline: true }, async (page) => {
      await page.goto(`${proxy.origin}/es/mesa/radio/`);
      await readyOffline(page);
      proxy.rewrite = (path, body) => (path === '/service-worker.js' ? `${body}\n// 2` : body);
      await page.reload();
      await page.getByText('Hay una versión nueva de la mesa.').waitFor({ timeout: 60_000 });
      await page.getByLabel('Nombre de la radio').fill('Radio Pampa');
      // It waits: only a worker that takes over would load the page anew.
      expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state)).toBe(
        'installed'
      );
      await Promise.all([
        page.waitForEvent('load'),
        page.getByRole('button', { name: 'Usar la versión nueva' }).click()
      ]);
      await readyOffline(page);
      expect(await page.getByLabel('Nombre de la radio').inputValue()).toBe('Radio Pampa');
      expect(await page.getByText('Hay una versión nueva').count()).toBe(0);
    });
    await proxy.stop();
  });

  it('plays the audio that was saved, from any place in it', async () => {
    const proxy = await startProxy(origin);
    await withPage({ offline: true }, async (page) => {
      await page.goto(proxy.origin + deskScriptPath('es', 'cuna-oferta'));
      await readyOffline(page);
      await page.getByRole('button', { name: /^Guardar el audio/ }).click();
      await page.getByText('El audio quedó guardado en este aparato.').waitFor();
      await proxy.stop();
      await page.reload();
      const player = page.locator('audio');
      await player.evaluate(async (audio: HTMLAudioElement) => {
        audio.muted = true;
        await audio.play();
        audio.currentTime = 20;
      });
      await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(20.3);
      const part = await page.evaluate(
        async (url) => {
          const response = await fetch(url, { headers: { Range: 'bytes=100-199' } });
          return [response.status, response.headers.get('content-range'), (await response.arrayBuffer()).byteLength];
        },
        (await page.locator('audio').getAttribute('src')) ?? ''
      );
      expect(part).toEqual([206, expect.stringMatching(/^bytes 100-199\/\d+$/), 100]);
    });
  });

  it('leaves nothing behind on reading pages: no worker, nothing stored', () =>
    withPage({ offline: true }, async (page) => {
      const routes = ['/es/', '/es/radio/la-llamada/', '/quz/familia/revisar-un-trabajo/', '/es/ayuda/'];
      const left = () =>
        page.evaluate(async () => ({
          controlled: navigator.serviceWorker.controller !== null,
          stored: localStorage.length + sessionStorage.length,
          workers: (await navigator.serviceWorker.getRegistrations()).length
        }));
      // Twice around: what a page had begun when it was left is there on the next ones.
      for (const route of [...routes, ...routes]) {
        await page.goto(origin + route);
        expect(await left(), route).toEqual({ controlled: false, stored: 0, workers: 0 });
      }
      // Not even once the desk has been used on the same device.
      await page.goto(`${origin}/es/mesa/`);
      await readyOffline(page);
      for (const route of routes) {
        await page.goto(origin + route);
        expect((await left()).controlled, route).toBe(false);
      }
    }));
});

const rooms = languageCodes.flatMap((code) => [
  ...deskRoomNames.map((room) => deskPath(code, room)),
  deskScriptPath(code, slug)
]);

describe.each(rooms)('%s', (route) => {
  it('is accessible, quiet and fits a phone and a desk', () =>
    withPage({}, async (page) => {
      const problems: string[] = [];
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('request', (request) => {
        if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(origin)) problems.push(request.url());
      });
      await page.goto(origin + route);
      await page.locator('[data-offline="failed"]').waitFor();
      if (route.includes('?')) await page.locator('.cues').waitFor();
      const closed = page.locator('main details:not([open]) > summary');
      while ((await closed.count()) > 0) await closed.first().click();
      for (const width of widths) {
        await page.setViewportSize({ width, height: 740 });
        expect(await overflowOf(page), `${width} px`).toBeLessThanOrEqual(0);
        expect(await smallTargets(page), `${width} px`).toEqual([]);
        // What a wide screen shows otherwise is the same in every language.
        if (width === 360 || route.startsWith('/es/')) expect(await axeViolations(page), `${width} px`).toEqual([]);
      }
      expect(problems).toEqual([]);
    }));
});

// Words aside, the languages share every file.
describe.each(rooms.filter((route) => route.startsWith('/es/')))('%s', (route) => {
  // A kilobyte of each is the table of every route of the site. A script that is already chosen brings what times and fills it; the campaign's room has an air log as well.
  const mostBytes = (route.includes('?') ? 84 : route.endsWith('/campana/') ? 67 : 63) * 1024;
  it(`loads at most ${mostBytes / 1024} kB of JavaScript`, () =>
    withPage({}, async (page) => {
      const bytes: Promise<number>[] = [];
      const weigh = (response: Response) => {
        if (response.url().endsWith('.js') && response.ok())
          bytes.push(response.body().then((body) => brotliCompressSync(body).byteLength));
      };
      page.on('response', weigh);
      await page.goto(origin + route, { waitUntil: 'networkidle' });
      // What comes later is not part of the first load, and its body may go with the page.
      page.off('response', weigh);
      const total = (await Promise.all(bytes)).reduce((sum, size) => sum + size, 0);
      expect(total).toBeGreaterThan(20_000);
      expect(total).toBeLessThanOrEqual(mostBytes);
    }));
});
