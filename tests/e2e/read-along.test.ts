import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AudioTimings } from '#lib/domain/audio-timings.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
/** Words as they are marked: without spaces, and without the mark of the phrase before that a phrase can begin with. */
const bare = (text: string) => text.replace(/\s+/g, '').replace(/^[.,;:!?…»]+/, '');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A page on a phone, which does not glide while it is looked at; `problems` gathers what the browser complains of and every request to another origin. */
async function open(path: string, { javaScriptEnabled = true } = {}) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    reducedMotion: 'reduce',
    javaScriptEnabled
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => !request.url().startsWith(origin) && problems.push(request.url()));
  await page.goto(origin + path);
  return { page, problems, context };
}

const timingsOf = async (page: Page): Promise<AudioTimings> => {
  const url = (await page.locator('[data-timings]').getAttribute('data-timings')) ?? '';
  return (await (await fetch(origin + url)).json()) as AudioTimings;
};
const markedIn = (page: Page): Promise<string> =>
  page.evaluate(() => [...(CSS.highlights.get('heard') ?? [])].map(String).join());
const playerOf = (page: Page) => page.locator('audio');
const timeOf = (page: Page) => playerOf(page).evaluate((player: HTMLAudioElement) => player.currentTime);
const setTime = (page: Page, seconds: number) =>
  playerOf(page).evaluate((player: HTMLAudioElement, seconds) => {
    player.pause();
    player.currentTime = seconds;
  }, seconds);

const pages: [kind: string, language: LanguageCode, path: string][] = [
  ['script', 'es', '/es/radio/cuna-30-documentos/'],
  ['guide', 'quz', '/quz/familia/revisar-un-trabajo/']
];

describe.each(pages)('a %s in %s', (kind, _language, path) => {
  it('is a plain player with captions without JavaScript', async () => {
    const { page, context } = await open(path, { javaScriptEnabled: false });
    expect(await playerOf(page).getAttribute('controls')).not.toBeNull();
    const captions = await page.locator('a[href$=".vtt"][href^="/audio/"]').getAttribute('href');
    expect(await (await fetch(origin + captions)).text()).toMatch(/^WEBVTT\n\n/);
    expect(await page.locator('main button').count()).toBe(0);
    await context.close();
  });

  it('marks the phrase that is heard, and plays from the line that is tapped', async () => {
    const { page, problems, context } = await open(path);
    const { lines } = await timingsOf(page);
    expect(await markedIn(page)).toBe('');
    // Nothing is asked for before someone wants to hear it.
    expect(
      await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
    ).not.toContainEqual(expect.stringMatching(/\/audio\//));

    await playerOf(page).evaluate(async (player: HTMLAudioElement) => {
      player.muted = true;
      await player.play();
    });
    for (const line of [lines[1], lines[lines.length - 2]])
      for (const phrase of line?.phrases ?? []) {
        await setTime(page, phrase.startSeconds + 0.05);
        await expect.poll(async () => bare(await markedIn(page))).toBe(bare(phrase.text));
      }
    expect(await page.locator('.heard').count(), 'every phrase was found in its line').toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    expect(await smallTargets(page)).toEqual([]);

    const third = lines[2];
    const element = kind === 'script' ? page.locator(`#c${third?.cue} .say`) : page.locator('article p').first();
    await element.click({ position: { x: 60, y: 5 } });
    await expect.poll(() => timeOf(page)).toBeGreaterThanOrEqual(third?.startSeconds ?? 0);
    expect(await timeOf(page)).toBeLessThan((third?.startSeconds ?? 0) + 5);

    // The same with keys: a script's number, or the button that a guide's line shows them.
    const fourth = lines[3];
    const button =
      kind === 'script' ? page.locator(`#c${fourth?.cue} .n button`) : page.locator('article .from-here').nth(2);
    await button.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => timeOf(page)).toBeGreaterThanOrEqual(fourth?.startSeconds ?? 0);
    expect(problems).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    await context.close();
  });
});

it('finds every phrase of every guide, and of a script in each language, in its line', async () => {
  const { page, context } = await open('/es/');
  const audible = library.items.filter(({ kind, id }) => kind === 'guide' || id === 'un-ano-mas');
  expect(audible.length).toBeGreaterThanOrEqual(4);
  for (const text of audible.flatMap(({ texts }) => Object.values(texts))) {
    await page.goto(origin + text.page);
    const { lines } = await timingsOf(page);
    const loaded = page.waitForResponse(/\/audio\/.*\.json$/);
    await playerOf(page).evaluate(async (player: HTMLAudioElement) => {
      player.muted = true;
      await player.play();
      player.pause();
    });
    await (await loaded).finished();
    const phrases = lines.flatMap((line) => line.phrases);
    const marked = await page.evaluate((phrases) => {
      const player = document.querySelector('audio') as HTMLAudioElement;
      return phrases.map(({ startSeconds }) => {
        Object.defineProperty(player, 'currentTime', { value: startSeconds, configurable: true });
        player.dispatchEvent(new Event('timeupdate'));
        return [...(CSS.highlights.get('heard') ?? [])].map(String).join();
      });
    }, phrases);
    expect(marked.map(bare), text.page).toEqual(phrases.map((phrase) => bare(phrase.text)));
  }
  await context.close();
});
