import { readFileSync } from 'node:fs';
import decode from 'audio-decode';
import NodeID3 from 'node-id3';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { audioKey } from '#lib/domain/audio.ts';
import { deskScriptPath } from '#lib/domain/paths.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';
import { startProxy, type Proxy } from './proxy.ts';

const slug = 'cuna-15-oferta';

/** What Node made of the same words (`npm run audio`). */
async function nodeMp3(): Promise<Buffer> {
  const url = (await readAudioManifest('static/audio'))[audioKey('es', slug)]?.url;
  if (url === undefined) throw new Error(`static/audio no tiene ${slug}. Ejecute primero: npm run build`);
  return Buffer.from(await (await fetch(inject('origin') + url)).arrayBuffer());
}

const samplesOf = async (mp3: Buffer): Promise<Float32Array> =>
  (await decode(mp3)).channelData[0] ?? new Float32Array();
/** Mean level of the difference, in dB below full scale. */
function decibelsBetween(one: Float32Array, other: Float32Array): number {
  const energy = one.reduce((sum, sample, index) => sum + (sample - (other[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10(energy / one.length + 1e-20);
}

describe('a script heard with the station’s details', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let proxy: Proxy;
  const requests: string[] = [];
  const problems: string[] = [];

  const part = () => page.locator('section[aria-labelledby=oir]');
  const press = (name: string | RegExp) => part().getByRole('button', { name }).click();
  const says = (text: string | RegExp) => part().getByText(text).waitFor({ timeout: 60_000 });
  const made = async (): Promise<{ said: number; kept: number }> => {
    await says(/^Audio listo/);
    const [, said, kept] = /dichas ahora: (\d+); de antes: (\d+)/.exec(await part().innerText()) ?? [];
    return { said: Number(said), kept: Number(kept) };
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    proxy = await startProxy(inject('origin'));
    context = await browser.newContext({ viewport: { width: 360, height: 740 }, acceptDownloads: true });
    page = await context.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${proxy.origin}/es/mesa/`);
    await page.locator('[data-offline="ready"]').waitFor({ timeout: 60_000 });
    await page.goto(proxy.origin + deskScriptPath('es', slug));
    await part().waitFor();
  });
  afterAll(async () => {
    await proxy.stop();
    await browser.close();
  });

  it('loads nothing of the voice before it is asked for, and says why when it does not come', async () => {
    expect(requests.filter((url) => /\/voice\/|web-worker|HearScript/.test(url))).toEqual([]);
    proxy.answer = (path) => (path.endsWith('.bin') ? { status: 500, type: 'text/plain', body: '' } : undefined);
    await press(/^Cargar la voz \(\d+ kB\)$/);
    await says('No llegó la voz.');
    proxy.answer = (path) => (path.endsWith('.bin') ? { status: 200, type: 'text/plain', body: 'x' } : undefined);
    await press('Cargar la voz otra vez');
    await says('La voz llegó cortada o dañada.');
    proxy.answer = () => undefined;
    await press('Cargar la voz otra vez');
    await says('La voz está lista.');
  });

  it('makes the sound that Node makes', async () => {
    await press('Hacer el audio');
    expect((await made()).kept).toBe(0);
    const [download] = await Promise.all([page.waitForEvent('download'), press(/^Descargar en MP3/)]);
    expect(download.suggestedFilename()).toBe(`${slug}-es-borrador.mp3`);
    const mp3 = readFileSync(await download.path());
    expect(NodeID3.read(mp3).title).toMatch(/^BORRADOR · /);
    // Another JavaScript engine rounds the last bit of a sine otherwise: the sound is the same, the bytes need not be.
    const [here, there] = [await samplesOf(mp3), await samplesOf(await nodeMp3())];
    expect(here.length).toBe(there.length);
    expect(decibelsBetween(here, there)).toBeLessThan(-60);
    const duration = () =>
      part()
        .locator('audio')
        .evaluate((audio: HTMLAudioElement) => audio.duration);
    await expect.poll(duration).toBeGreaterThan(15);
  });

  it('marks the audio as old when a detail changes, and says only the lines that changed', async () => {
    await page.getByLabel('Nombre de la radio').fill('Radio Lluvia');
    await says(/este audio ya no dice lo mismo. Líneas por decir: \d+/);
    expect(
      await part()
        .getByRole('button', { name: /Descargar/ })
        .count()
    ).toBe(0);
    await press('Hacer el audio de nuevo');
    await part().getByText('ya no dice lo mismo').waitFor({ state: 'detached', timeout: 60_000 });
    const { said, kept } = await made();
    expect(said).toBeGreaterThan(0);
    expect(kept).toBeGreaterThan(said);
  });

  it('is stopped by a button, and can go on', async () => {
    await page.getByLabel('Nombre de la radio').fill('Radio Granizo');
    await says(/ya no dice lo mismo/);
    // In the page itself: a short spot is made before a click from outside arrives.
    await part().evaluate(async (section) => {
      const button = (words: string) => [...section.querySelectorAll('button')].find((one) => one.innerText === words);
      button('Hacer el audio de nuevo')?.click();
      while (!button('Cancelar')) await new Promise(requestAnimationFrame);
      button('Cancelar')?.click();
    });
    await says('Se canceló.');
    await press('Hacer el audio de nuevo');
    await made();
  });

  it('is fit for every reader and a narrow phone', async () => {
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await smallTargets(page)).toEqual([]);
  });

  it('works with the server stopped once the voice is kept, in every language', async () => {
    await press(/^Guardar la voz en este aparato/);
    await says('La voz está guardada en este aparato.');
    await proxy.stop();
    await page.reload();
    await press(/^Cargar la voz/);
    await says('La voz está lista.');
    await press('Hacer el audio');
    expect((await made()).said).toBeGreaterThan(0);

    await page.goto(proxy.origin + deskScriptPath('quz', slug));
    await press(/^Kunkata apamuy/);
    await says('Kunkaqa listoña.');
    await press('Audiota ruway');
    await says(/^Audio listoña/);
    await press('Kunkata kay aparatomanta qichuy');
    await says('Kunkaqa manañam kay aparatopi waqaychasqachu.');
    expect((await page.evaluate(() => caches.keys())).filter((name) => name.startsWith('willakuy-voz-'))).toEqual([]);
  });

  it('asked nobody else for anything, and broke no rule of the page', () => {
    expect(requests.filter((url) => !url.startsWith(proxy.origin) && !url.startsWith('blob:'))).toEqual([]);
    expect(requests.some((url) => url.includes('/voice/'))).toBe(true);
    expect(problems).toEqual([]);
  });
});
