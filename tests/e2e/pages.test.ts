import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languageCodes, languages } from '#lib/domain/language.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { axeViolations, overflowOf } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
const itemTexts = library.items.flatMap((item) => Object.values(item.texts));
const views = itemTexts.flatMap((text) => text.views);
const routes = [...library.pages, ...itemTexts.map((text) => text.page), ...views];
const phone = { width: 360, height: 640 };
const desk = { width: 1280, height: 800 };

/** What a page is drawn by: items of one kind and format share all but their words. */
const drawnBy = (item: (typeof library.items)[number]) => `${item.kind} ${item.format ?? ''}`;
const firsts = new Map([...library.items].reverse().map((item) => [drawnBy(item), item.id]));

/**
 * What is opened in a browser: every page of the site, the page of the first item of each kind and format in every language,
 * and its views and the pages of all others, now in one language, now in the other. On a phone all; on a desk the site in
 * Spanish and the firsts.
 */
const visits = [
  ...library.pages.map((route) => ({ route, viewports: route.startsWith('/quz/') ? [phone] : [phone, desk] })),
  ...library.items.flatMap((item, index) =>
    Object.values(item.texts).flatMap(({ page, views }, which) => {
      const first = firsts.get(drawnBy(item)) === item.id;
      const inTurn = which === index % languageCodes.length;
      if (!first && !inTurn) return [];
      const both = first && inTurn ? [phone, desk] : [phone];
      const shown = first && (inTurn || item.format === 'microprograma') ? views : [];
      return [
        { route: page, viewports: both },
        ...shown.map((route) => ({ route, viewports: item.format === 'microprograma' ? both : [phone] }))
      ];
    })
  )
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

interface OpenPage {
  page: Page;
  /** What the browser complains of and every request to another origin. */
  problems: string[];
}

async function openPage(): Promise<OpenPage> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      problems.push(`petición a ${request.url()}`);
  });
  return { page, problems };
}

/** Pages that go from one address to the next: nothing is kept between them, which is tested, and opening one takes longer. */
const idle: OpenPage[] = [];
async function withPage(use: (open: OpenPage) => Promise<void>): Promise<void> {
  const open = idle.pop() ?? (await openPage());
  open.problems.length = 0;
  await use(open);
  idle.push(open);
}

it('has both languages and every kind of item', () => {
  expect(library.items.length).toBeGreaterThanOrEqual(12);
  for (const item of library.items) expect(item.languages).toEqual([...languageCodes]);
  expect(new Set(library.items.map((item) => item.kind))).toEqual(
    new Set(['lesson', 'script', 'guide', 'kit', 'print'])
  );
  const viewsOf = (kind: string) =>
    library.items
      .filter((item) => item.kind === kind)
      .flatMap(({ texts }) => Object.values(texts).map(({ views }) => views));
  for (const script of viewsOf('script')) expect(script).toHaveLength(5);
  for (const lesson of viewsOf('lesson'))
    expect(lesson.map((view) => view.split('/').at(-2))).toEqual(expect.arrayContaining(['hoja', 'docente', 'afiche']));
  for (const guide of viewsOf('guide')) expect(guide.map((view) => view.split('/').at(-2))).toContain('enviar');
});

describe('every address of library.json', () => {
  const files = itemTexts.flatMap((text) => [
    ...Object.values(text.exports),
    ...Object.values(text.papers),
    ...(text.audio ? [text.audio.url] : [])
  ]);
  const expectedType = (url: string): string => {
    const format = library.formats.find((one) => url.endsWith(`.${one.extension}`));
    return format?.mediaType ?? (url.endsWith('.mp3') ? 'audio/mpeg' : 'text/html');
  };

  it('names a type for each', () => {
    expect(Object.fromEntries(library.formats.map(({ extension, mediaType }) => [extension, mediaType]))).toEqual({
      docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      pdf: 'application/pdf',
      txt: 'text/plain; charset=utf-8',
      fountain: 'text/plain; charset=utf-8',
      ssml: 'application/ssml+xml',
      json: 'application/json',
      srt: 'application/x-subrip; charset=utf-8',
      vtt: 'text/vtt; charset=utf-8',
      'html.zip': 'application/zip',
      epub: 'application/epub+zip',
      'scorm.zip': 'application/zip',
      h5p: 'application/zip',
      gift: 'text/plain; charset=utf-8',
      'qti.zip': 'application/zip'
    });
  });

  it.each([...routes, ...files, '/library.json'])('%s answers with its type and safe headers', async (url) => {
    const response = await fetch(origin + url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(expectedType(url));
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(500);
  });

  it('offers audio of every script and guide', () => {
    for (const item of library.items)
      for (const text of Object.values(item.texts)) {
        if (item.kind === 'script' || item.kind === 'guide') expect(text.audio?.seconds).toBeGreaterThan(10);
        else expect(text.audio).toBeNull();
      }
  });
});

describe.concurrent('in a browser', () => {
  it.each(visits)('$route is accessible, quiet and fits its screens', ({ route, viewports }) =>
    withPage(async ({ page, problems }) => {
      for (const [index, viewport] of viewports.entries()) {
        await page.setViewportSize(viewport);
        if (index === 0) expect((await page.goto(origin + route))?.status()).toBe(200);
        expect(await overflowOf(page), `desborde a ${viewport.width} px`).toBeLessThanOrEqual(0);
        expect(await axeViolations(page), `a ${viewport.width} px`).toEqual([]);
      }
      const language = languageCodes.find((code) => route.startsWith(`/${code}/`)) ?? 'es';
      expect(await page.getAttribute('html', 'lang')).toBe(languages[language].htmlLang);
      // Each script comes with what it serves, and there is no other.
      const scripts = await page
        .locator('script')
        .evaluateAll((all) => all.map((one) => one.getAttribute('src') ?? ''));
      const served = [
        (await page.locator('audio').count()) > 0 && 'read-along',
        !route.includes('/diapositivas/') && 'way-out',
        route.endsWith('/actividades/') && 'activities',
        route.endsWith('/antes-y-despues/') && 'class-check',
        route.includes('/diapositivas/') && 'turn-slides',
        /\/(?:familia|escuela)\/guardar\/$/.test(route) && 'keep',
        route.endsWith('/enviar/') && 'send',
        route.includes('/para-imprimir/escuchar/') && 'draw-code'
      ].filter((name) => name !== false);
      expect(scripts.map((url) => /\/([\w-]+)-[\w-]{8}\.js$/.exec(url)?.[1]).sort(), 'JavaScript').toEqual(
        served.sort()
      );
      expect(problems).toEqual([]);
      expect(await page.context().cookies()).toEqual([]);
    })
  );
});

const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Svelte writes void elements and attributes its own way; both are valid.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'doctype-style': 'off',
    'no-inline-style': 'error',
    'no-autoplay': 'error',
    // The message names the file by its number; a phone number in a text is one on purpose.
    'tel-non-breaking': 'off',
    'valid-id': ['error', { relaxed: true }]
  }
});

it.each(routes)('%s is valid HTML', async (route) => {
  const html = await (await fetch(origin + route)).text();
  const report = await validator.validateString(html);
  expect(
    report.results.flatMap((result) => result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`))
  ).toEqual([]);
});

describe('budgets', () => {
  it.each([...itemTexts.map((text) => text.page), ...views])('%s fits 14 kB', async (route) => {
    const response = await fetch(origin + route, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    const bytes = Number(response.headers.get('content-length'));
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThanOrEqual(14 * 1024);
  });
});
