import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import NodeID3 from 'node-id3';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { mp3Seconds } from '#lib/audio/mp3.ts';
import { deskRecordPath } from '#lib/domain/paths.ts';
import { emptyStation } from '#lib/domain/station.ts';
import { readTakesZip } from '#lib/export/takes-zip.ts';
import { readTakeWav, writeTakeWav } from '#lib/audio/take-wav.ts';
import { toPcm, voiceSamples } from '../support/takes.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
const slug = 'cuna-15-oferta';
let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'willakuy-microphone-'));
  const microphone = path.join(folder, 'voice.wav');
  const pcm = toPcm(voiceSamples(0.9, { silenceSeconds: 0.2 }));
  await writeFile(microphone, writeTakeWav({ pcm, sampleRate: 48_000 }));
  browser = await launchBrowser({ microphone });
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

async function withRoom(
  { width = 360, language = 'es' as 'es' | 'quz', withoutMicrophone = '' },
  use: (page: Page) => Promise<void>
) {
  const context = await browser.newContext({
    viewport: { width, height: 740 },
    acceptDownloads: true,
    serviceWorkers: 'block'
  });
  if (withoutMicrophone)
    await context.addInitScript((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
    }, withoutMicrophone);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(origin)) problems.push(request.url());
  });
  try {
    await page.goto(origin + deskRecordPath(language, slug));
    await page.locator('.recorder').waitFor();
    await use(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
/** Until the page itself has counted so many seconds of sound. */
const recorded = (page: Page, seconds: 1 | 2) =>
  page
    .locator('.clock')
    .filter({ hasText: new RegExp(`^0:(?:0[${seconds}-9]|[1-5]\\d)$`) })
    .waitFor();
/** Counts in, records for so long, stops. */
async function recordFor(page: Page, seconds: 1 | 2) {
  await button(page, /^● Grabar/).click();
  await recorded(page, seconds);
  await button(page, '■ Terminar').click();
  await page.getByText(/^Toma nueva, sin guardar: /).waitFor();
}
const lookAt = async (page: Page) => {
  const closed = page.locator('main details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  expect(await smallTargets(page)).toEqual([]);
};

describe('the recording room', () => {
  it('records, keeps, marks stale, gives away, takes back and mixes', () =>
    withRoom({}, async (page) => {
      // By keys, within the room.
      await button(page, '● Grabar').focus();
      await page.keyboard.press('r');
      await page.locator('.beat').waitFor();
      await page.locator('[data-phase="recording"]').waitFor();
      expect(await page.locator('meter').isVisible()).toBe(true);
      await recorded(page, 1);
      await page.keyboard.press('r');
      await page.getByText(/^Toma nueva, sin guardar: /).waitFor();
      await Promise.all([button(page, '■ Parar').waitFor(), button(page, '▶ Escuchar').click()]);
      await button(page, '▶ Escuchar').waitFor();
      await lookAt(page);

      // Once more, longer; kept; then the last line, which has the station's name in it.
      await recordFor(page, 2);
      const asksBeforeLeaving = () =>
        page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
      expect(await asksBeforeLeaving()).toBe(true);
      await button(page, '✓ Guardar').press('g');
      await page.getByText('Guardada la línea 1.').waitFor();
      expect(await asksBeforeLeaving()).toBe(false);
      await page.getByText('Grabadas: 1 de 4.').waitFor();
      await page.getByLabel('Quién soy').selectOption({ label: 'LOCUTORA' });
      await page.getByText('Línea 1 de 2').waitFor();
      await button(page, 'Siguiente →').click();
      await recordFor(page, 1);
      await button(page, '✓ Guardar').click();
      await page.getByText('Grabadas: 1 de 2.').waitFor();

      // Still there; the station's name changes one of them.
      await page.evaluate(
        (source) => localStorage.setItem('willakuy:station', source),
        JSON.stringify({ ...emptyStation, name: 'Radio Pampa' })
      );
      await page.reload();
      await page.getByText('Grabadas: 1 de 4.').waitFor();
      await page.getByText('Cambiaron sus palabras: 1.').waitFor();
      await page.getByText('Todas las líneas').click();
      await page.locator('[data-state="stale"] button').click();
      const note = page.locator('.recorder .note');
      expect(await note.innerText()).toMatch(/Antes[^]*\[nombre de la radio\][^]*Ahora[^]*Radio Pampa/);
      await lookAt(page);
      await button(page, 'Sigue sirviendo').click();
      await page.getByText('Grabadas: 2 de 4.').waitFor();

      // Out, with its voices' names.
      await page.getByLabel('Nombre de quien hace LOCUTORA').fill('Julia Quispe');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        button(page, 'Guardar las tomas (ZIP)').click()
      ]);
      expect(download.suggestedFilename()).toBe(`tomas-${slug}-es.zip`);
      const file = await download.path();
      const { value, issues } = readTakesZip(readFileSync(file));
      expect(issues).toEqual([]);
      expect(value?.takes.map(({ cue, speaker }) => [cue, speaker])).toEqual([
        [2, 'locutor'],
        [5, 'locutora']
      ]);
      expect(value?.credits).toEqual([{ language: 'es', slug, speaker: 'locutora', name: 'Julia Quispe' }]);
      for (const { audio, seconds } of value?.takes ?? []) {
        const wav = readTakeWav(audio);
        expect([44_100, 48_000]).toContain(wav?.sampleRate);
        expect((wav?.pcm.length ?? 0) / (wav?.sampleRate ?? 1)).toBeCloseTo(seconds, 2);
        expect(seconds).toBeGreaterThan(0.2);
      }

      // Away, and back from the file; a file that is none says so and changes nothing.
      await button(page, 'Borrar las tomas de este guion').click();
      await button(page, 'Sí, borrarlas').click();
      await page.getByText('Grabadas: 0 de 4.').waitFor();
      const open = page.locator('input[accept*=".zip"]');
      await open.setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('hola') });
      expect(await page.getByRole('alert').innerText()).toContain('ZIP: no es un ZIP o está cortado');
      await open.setInputFiles(file);
      await page.getByText('Tomas añadidas: 2. Ya estaban: 0.').waitFor();
      await page.getByText('Grabadas: 2 de 4.').waitFor();

      await button(page, 'Mezclar con las demás voces').click();
      await page.getByText(/^Mezcla lista: /).waitFor({ timeout: 60_000 });
      const [mix] = await Promise.all([page.waitForEvent('download'), button(page, 'Guardar el MP3').click()]);
      expect(mix.suggestedFilename()).toBe(`${slug}-es-voces-borrador.mp3`);
      const mp3 = readFileSync(await mix.path());
      expect(mp3Seconds(mp3)).toBeGreaterThan(4);
      expect(NodeID3.read(mp3).comment?.text).toMatch(/BORRADOR.*Con las voces de Julia Quispe\.$/);

      // What nobody has read is said by the embedded voice, and the file says so.
      await page.locator('section[aria-labelledby=mezcla] input[type=checkbox]').check();
      await button(page, 'Mezclar con las demás voces').click();
      await page.getByText(/^(Cargando la voz|Mezclando)…$/).waitFor();
      await page.getByText(/^Mezcla lista: /).waitFor({ timeout: 60_000 });
      const [whole] = await Promise.all([page.waitForEvent('download'), button(page, 'Guardar el MP3').click()]);
      const spoken = readFileSync(await whole.path());
      expect(NodeID3.read(spoken).comment?.text).toMatch(/Julia Quispe\. También hay voz sintética \(espeak-ng\)\.$/);
      expect(mp3Seconds(spoken)).toBeGreaterThan(mp3Seconds(mp3));
    }));

  it.each([
    ['NotAllowedError', 'No hay permiso para usar el micrófono.'],
    ['NotFoundError', 'No se encontró un micrófono.']
  ])('says what to do without a microphone (%s), and takes a file for a line', (withoutMicrophone, message) =>
    withRoom({ withoutMicrophone }, async (page) => {
      await button(page, '● Grabar').click();
      expect(await page.getByRole('alert').innerText()).toContain(message);
      await page
        .locator('input[accept*=".wav"]')
        .setInputFiles({ name: 'x.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('hola') });
      await page.getByText('Este navegador no puede leer ese archivo.').waitFor();
      await page.locator('input[accept*=".wav"]').setInputFiles(`static/audio/es/${slug}-borrador.mp3`);
      await page.getByText(/^Toma nueva, sin guardar: /).waitFor();
      await button(page, '✓ Guardar').click();
      await page.getByText('Grabadas: 1 de 4.').waitFor();
    })
  );

  it('is in Quechua and on a wide screen the same room', () =>
    withRoom({ language: 'quz', width: 1280 }, async (page) => {
      expect(await page.locator('.recorder').innerText()).toContain('1 kaq rimay / 4');
      await lookAt(page);
    }));

  it('is entered and left with a page of its own, for the microphone’s sake', () =>
    withRoom({}, async (page) => {
      const policy = () =>
        page.evaluate(() =>
          (
            document as unknown as { featurePolicy: { allowsFeature(name: string): boolean } }
          ).featurePolicy.allowsFeature('microphone')
        );
      expect(await policy()).toBe(true);
      await page.getByRole('navigation').getByRole('link', { name: 'Guiones' }).click();
      await page.waitForURL('**/mesa/guion/');
      expect(await policy()).toBe(false);
      await page.getByRole('navigation').getByRole('link', { name: 'Grabar' }).click();
      await page.waitForURL('**/mesa/grabar/');
      expect(await policy()).toBe(true);
    }));
});
