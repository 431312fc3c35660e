import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { audioKey } from '#lib/domain/audio.ts';
import { fillEdition, toEdition } from '#lib/domain/edition.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { deskScriptPath } from '#lib/domain/paths.ts';
import { emptyStation, type Station } from '#lib/domain/station.ts';
import { exportFileName, formatsOf } from '#lib/export/formats.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { exportMeans } from '#lib/server/fonts.ts';
import { readLibrary } from '#lib/server/library.ts';
import {
  bare,
  readDocx,
  readFountain,
  readPdf,
  readSrt,
  readSsml,
  readTxt,
  readVtt,
  shownIn,
  withoutSpaces
} from '../export/read-back.ts';
import { launchBrowser } from './browser.ts';
import { scriptLines } from './script-lines.ts';

const origin = inject('origin');
const site = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
const texts = site.items
  .filter(({ kind }) => kind === 'script')
  .flatMap(({ texts }) => Object.values(texts))
  .map(({ page, exports }) => ({ page, exports }));

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const load = async (path: string | undefined) =>
  new Uint8Array(await (await fetch(`${origin}${path ?? '/'}`)).arrayBuffer());
const loadText = async (path: string | undefined) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await load(path));

describe.each(texts)('$page', ({ page: address, exports }) => {
  it('says the same on the page and in every file beside it', async () => {
    const page = await browser.newPage();
    await page.goto(origin + address);
    // Each line as a reader sees it: who, how, what.
    const said = (await scriptLines(page, '.cue:not(.tech) .say')).map((line) => line.replace(/\s+/g, ' ').trim());
    await page.close();
    expect(said.length).toBeGreaterThan(0);
    const whole = said.map(withoutSpaces);

    const docx = (await readDocx(await load(exports['docx']))).map((text) => withoutSpaces(bare(text)));
    for (const line of whole) expect(docx).toContain(line);
    const pdf = withoutSpaces(bare((await readPdf(await load(exports['pdf']))).pages.join('\n')));
    for (const line of whole) expect(pdf).toContain(line);
    const txt = readTxt(await loadText(exports['txt'])).map(({ locution }) => withoutSpaces(bare(locution)));
    for (const line of whole) expect(txt).toContain(line);

    const fountain = readFountain(await loadText(exports['fountain'])).lines.map(({ speaker, direction, words }) =>
      withoutSpaces(bare(`${speaker}:${direction === '' ? '' : `(${direction})`}${words}`))
    );
    expect(fountain).toEqual(whole);

    // What is only heard knows no directions.
    const heard = said.map((line) => withoutSpaces(line.replace(/^([^:]+:) \([^)]*\)/, '$1')));
    const spoken = heard.map((line) => line.replace(/^[^:]+:/, ''));
    const ssml = readSsml(await loadText(exports['ssml'])).said.filter(({ mark }) => mark !== 'slate');
    expect(ssml.map(({ words }) => withoutSpaces(words))).toEqual(spoken);
    const captions = readVtt(await loadText(exports['vtt']));
    const byCue = new Map<string, typeof captions>();
    for (const caption of captions) {
      const cue = caption.id.replace(/\.\d+$/, '');
      byCue.set(cue, [...(byCue.get(cue) ?? []), caption]);
    }
    const lines = [...byCue.values()].filter((group) => group[0]?.speaker !== undefined);
    expect(lines.map((group) => withoutSpaces(bare(group.map(({ text }) => text).join(' '))))).toEqual(heard);
    expect(shownIn(readSrt(await loadText(exports['srt'])))).toEqual(shownIn(captions));
  });
});

describe('a station on its own device', () => {
  const station: Station = {
    ...emptyStation,
    name: 'Radio Ñan & hijos',
    frequency: '99,9 FM',
    town: "Ch'isikata",
    program: "<b>Rikch'ariy</b>",
    presenter: 'Julia → Quispe'
  };

  it.each(languageCodes)('makes the same files in its browser as we do (%s)', async (language) => {
    const { library } = await readLibrary('content');
    const item = library?.items.find(({ slug }) => slug === 'la-llamada');
    const text = item?.texts[language];
    if (!library || !item || !text) throw new Error('falta la-llamada');
    const audio = await readAudioManifest('static/audio');
    const edition = fillEdition(toEdition(library, item, text, audio[audioKey(language, item.slug)]), station);

    const page = await browser.newPage();
    const requests: string[] = [];
    await page.goto(origin + deskScriptPath(language, item.slug));
    await page.evaluate((source) => localStorage.setItem('willakuy:station', source), JSON.stringify(station));
    await page.reload();
    page.on('request', (request) => requests.push(request.url()));
    for (const format of formatsOf('script')) {
      const name = translateFor(language)(`exports.${format.extension}`);
      const button = page.getByRole('button', { name, exact: true, disabled: false });
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
      expect(download.suggestedFilename()).toBe(exportFileName(edition, format.extension));
      const made = readFileSync(await download.path());
      const ours = await format.write(edition, exportMeans);
      if (typeof ours === 'string' && format.extension !== 'json') expect(made.toString('utf8')).toBe(ours);
      if (format.extension === 'json') expect(JSON.parse(made.toString('utf8'))).toEqual(JSON.parse(ours as string));
      if (format.extension === 'docx') expect(await readDocx(made)).toEqual(await readDocx(ours as Uint8Array));
      if (format.extension === 'pdf')
        expect((await readPdf(made)).pages).toEqual((await readPdf(ours as Uint8Array)).pages);
    }
    expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith('blob:'))).toEqual([]);
    await page.close();
  });
});
