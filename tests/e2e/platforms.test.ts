import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { toEdition, type Edition } from '#lib/domain/edition.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { readLibrary } from '#lib/server/library.ts';
import { questionsOf, withoutSpaces, wordsIn } from '../export/read-back.ts';
import { unzip } from '../support/unzip.ts';
import { axeViolations, overflowOf } from './accessibility.ts';
import { launchBrowser } from './browser.ts';
import { openQtiReader, type QtiReader } from './qti-reader.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
const chosen = 'una-oferta-de-trabajo';
const packageOf = async (language: string, extension: string, slug = chosen) => {
  const path = library.items.find(({ id }) => id === slug)?.texts[language]?.exports[extension] ?? '';
  return unzip(new Uint8Array(await (await fetch(origin + path)).arrayBuffer()));
};
const textsOf = async (...which: Parameters<typeof packageOf>) =>
  new Map((await packageOf(...which)).map(({ name, bytes }) => [name, bytes.toString()]));

let browser: Browser;
let qtiReader: QtiReader;
beforeAll(async () => {
  browser = await launchBrowser();
  qtiReader = await openQtiReader(browser);
});
afterAll(() => browser.close());

/** A run-time environment that is not ours (SCORM 1.2), and a window into which it loads a package. */
const runTime = await readFile(createRequire(import.meta.url).resolve('scorm-again/scorm12/min'), 'utf8');
const player = `<!doctype html><title>Plataforma</title><script src="run-time.js"></script><script>
  const calls = [];
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  for (const name of ['Initialize', 'Finish', 'Commit']) API.on('LMS' + name, () => calls.push(name));
  API.on('LMSSetValue.cmi.*', (element, value) => calls.push(element + '=' + value));
</script><iframe src="paquete/index.html"></iframe>`;
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Every question answered, the first one wrong at first; the other activities done as well. */
async function doAll(page: Page | Frame) {
  for (const name of await page
    .locator('[data-activity]')
    .evaluateAll((all) => all.map((one) => one.dataset.activity ?? ''))) {
    const section = page.locator(`[data-activity=${name}]`);
    if (name === 'story') {
      while (await section.locator('.scene.now .options a').count())
        await section.locator('.scene.now .options a').first().click();
      continue;
    }
    const rights = await section.locator('.step').evaluateAll((all) => all.map((one) => Number(one.dataset.right)));
    for (const [step, right] of rights.entries()) {
      const choices = section.locator('.step.now .choices button');
      if (step === 0) await choices.nth(right === 0 ? 1 : 0).click();
      await choices.nth(right).click();
      await section.locator('.step.now .play > button').click();
    }
  }
}

it.each(languageCodes)(
  '%s: a platform is told what was done, and nothing else is asked of anybody',
  async (language) => {
    const files = new Map(
      (await packageOf(language, 'scorm.zip')).map(({ name, bytes }) => [`/paquete/${name}`, bytes])
    );
    files.set('/', Buffer.from(player)).set('/run-time.js', Buffer.from(runTime));
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.route('**/*', (route) => {
      const { pathname, host } = new URL(route.request().url());
      const body = host === 'plataforma.invalid' ? files.get(pathname) : undefined;
      if (body) return route.fulfill({ body, contentType: types[path.extname(pathname)] ?? 'text/html' });
      if (pathname !== '/favicon.ico') problems.push(`petición a ${route.request().url()}`);
      return route.abort();
    });
    await page.goto('http://plataforma.invalid/');
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    if (!frame) throw new Error('falta el marco');
    await frame.waitForLoadState();
    const valueOf = (element: string) =>
      page.evaluate(
        (name) => (window as unknown as { API: { getCMIValue(name: string): string } }).API.getCMIValue(name),
        element
      );
    expect(await valueOf('cmi.core.lesson_status')).toBe('incomplete');
    await doAll(frame);
    const total = await frame.locator('[data-activity=quiz] .step').count();
    expect(await valueOf('cmi.core.lesson_status')).toBe('completed');
    expect(await valueOf('cmi.core.score.raw')).toBe(String(Math.round((100 * (total - 1)) / total)));
    await frame.evaluate(() => (location.href = 'about:blank'));
    const calls = () => page.evaluate('calls') as Promise<string[]>;
    await expect.poll(calls).toContain('Finish');
    const told = await calls();
    expect(told.filter((call) => call === 'Finish')).toEqual(['Finish']);
    expect(told.indexOf('Commit')).toBeLessThan(told.indexOf('Finish'));
    // Only how far and how many: no answer, no name.
    const elements = new Set(told.flatMap((call) => /^(cmi\.[\w.]+)=/.exec(call)?.[1] ?? []));
    for (const element of elements)
      expect(element).toMatch(/^cmi\.core\.(?:lesson_status|session_time|score\.(?:raw|min|max))$/);
    expect(problems).toEqual([]);
    await page.close();
  }
);

it.each(languageCodes)(
  '%s: the folder opens from a disk without a network, fits a phone and runs',
  async (language) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'willakuy-leccion-'));
    try {
      // The package for platforms, where there is no platform: it must keep quiet.
      for (const { name, bytes } of await packageOf(language, 'scorm.zip')) {
        await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
        await writeFile(path.join(folder, name), bytes);
      }
      const context = await browser.newContext({
        viewport: { width: 360, height: 640 },
        offline: true,
        hasTouch: true
      });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on(
        'request',
        (request) => !request.url().startsWith(pathToFileURL(folder).href) && problems.push(request.url())
      );
      await page.goto(pathToFileURL(path.join(folder, 'index.html')).href);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
      const done = page.evaluate(
        () =>
          new Promise((resolve) =>
            document.addEventListener('willakuy:done', (event) => resolve((event as CustomEvent).detail))
          )
      );
      await doAll(page);
      expect(await done).toMatchObject({ right: expect.any(Number), total: expect.any(Number) });
      expect(problems).toEqual([]);
      // It asks for the style again, which no page on a disk may.
      expect(await axeViolations(page)).toEqual([]);
      await context.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
);

const { library: content } = await readLibrary('content');
if (!content) throw new Error('la biblioteca no se puede leer');
const asked = itemsOf(content, 'lesson').flatMap((item) =>
  languageCodes.flatMap((language) => {
    const text = item.texts[language];
    const edition = text && toEdition(content, item, text);
    return edition?.lesson?.check ? [{ name: `${language}/${item.slug}`, language, slug: item.slug, edition }] : [];
  })
);
const readQti = async (files: ReadonlyMap<string, string>) => {
  const { rubric, questions, strangers } = await qtiReader.read(files);
  return {
    rubric: wordsIn(rubric),
    titles: questions.map(({ title }) => title),
    strangers,
    questions: questions.map(({ prompt, answers }) => ({
      words: wordsIn(prompt),
      answers: answers.map(({ words, score, feedback }) => ({
        words: wordsIn(words),
        score,
        feedback: feedback.map(wordsIn)
      }))
    }))
  };
};
const scored = (edition: Edition) =>
  questionsOf(edition).map(({ words, answers }) => ({
    words,
    answers: answers.map(({ words, right, feedback }) => ({ words, score: right ? '1' : '0', feedback: [feedback] }))
  }));

it.each(asked)(
  '$name: a QTI player opens the test, gives 1 for the right answer, 0 for others, and says why',
  async ({ language, slug, edition }) => {
    const { rubric, titles, strangers, questions } = await readQti(await textsOf(language, 'qti.zip', slug));
    expect(strangers).toEqual([]);
    expect(questions).toEqual(scored(edition));
    for (const title of titles) expect(title.startsWith('BORRADOR')).toBe(edition.draft);
    // Whoever answers is told what to do and whom to call; what it rests on is for the teacher.
    expect(rubric).toContain(withoutSpaces(translateFor(language)('platforms.checkIntro')));
    expect(rubric).toContain('1818');
    expect(rubric).not.toContain(withoutSpaces('CC BY 4.0'));
    const test = (await textsOf(language, 'qti.zip', slug)).get('test.xml') ?? '';
    expect(/<rubricBlock view="tutor".*?<\/rubricBlock>/s.exec(test)?.[0]).toContain('CC BY 4.0');
  }
);

it.each([
  ['an interaction with a response that nobody declared', /responseIdentifier="RESPONSE"/, 'responseIdentifier="OTRA"'],
  ['no correct response', /<correctResponse>.*?<\/correctResponse>/, ''],
  ['a correct response that is no answer', /<correctResponse><value>\w+/, '<correctResponse><value>nadie'],
  ['points for what is wrong', /<match>(.*?)<\/match>/, '<not><match>$1</match></not>'],
  ['words about another answer', /(<modalFeedback[^>]* identifier=)"\w+"/, '$1"nadie"'],
  ['an element that QTI does not have', /simpleChoice/g, 'easyChoice']
])('a QTI player sees %s', async (_, good, bad) => {
  const [first] = asked;
  if (!first) throw new Error('falta la lección');
  const files = await textsOf(first.language, 'qti.zip', first.slug);
  const item = files.get('p1.xml') ?? '';
  const spoilt = item.replace(good, bad);
  expect(spoilt).not.toBe(item);
  const { strangers, questions } = await readQti(new Map([...files, ['p1.xml', spoilt]]));
  const [whole, ...others] = scored(first.edition);
  expect(strangers.length > 0 || JSON.stringify(questions[0]) !== JSON.stringify(whole)).toBe(true);
  expect(questions.slice(1)).toEqual(others);
});
