import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
/** A lesson with cards to sort, and one with a story; both ask questions before and after. */
const [sorting, deciding] = ['una-oferta-de-trabajo', 'seguir-estudiando'];
const phone = { width: 360, height: 640 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** How somebody answers: by keys with a network, or with a finger after it has gone. */
interface Way {
  name: string;
  language: LanguageCode;
  offline: boolean;
  press: (control: Locator) => Promise<void>;
}
const ways: Way[] = [
  { name: 'by keys', language: 'es', offline: false, press: pressByKeys },
  { name: 'by touch, without a network', language: 'quz', offline: true, press: (control) => control.tap() }
];

/** Goes on with Tab from where one is, as often as it takes, and presses; to a radio button by its group's arrows. */
async function pressByKeys(control: Locator): Promise<void> {
  const page = control.page();
  const isRadio = (await control.getAttribute('type')) === 'radio';
  const stop = isRadio ? page.locator('input[type=radio]:checked') : control;
  for (let steps = 0; !(await isInFocus(stop)); steps++) {
    expect(steps, `no se llega con el tabulador a ${String(control)}`).toBeLessThan(80);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press(isRadio ? 'ArrowDown' : 'Enter');
}

interface Done {
  activity: string;
  right: number;
  total: number;
}

/** A lesson's page in use; `leave` says that it was quiet, kept nothing and is accessible as it stands. */
async function use(path: string, { language, offline }: Way, play: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: phone, hasTouch: true });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => !request.url().startsWith(origin) && problems.push(request.url()));
  await page.goto(`${origin}/${language}/escuela/${path}/`, { waitUntil: 'networkidle' });
  await page.evaluate(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    document.addEventListener('willakuy:done', (event) => told.push((event as CustomEvent).detail));
  });
  await context.setOffline(offline);
  await play(page);
  await expectSound(page);
  expect(problems).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  await context.close();
}

async function expectSound(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
}

const toldBy = (page: Page): Promise<Done[]> => page.evaluate(() => (window as unknown as { told: Done[] }).told);
const words = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();
const isInFocus = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

/** Answers everything, the first time wrong once: what is said is the text's own why. */
async function playDeck(page: Page, activity: 'sort' | 'quiz', { language, press }: Way): Promise<void> {
  const t = translateFor(language);
  const section = page.locator(`[data-activity=${activity}]`);
  const steps = section.locator('.step');
  const keys = page.locator(`[data-key=${activity}] > li`);
  const total = await steps.count();
  expect(total).toBeGreaterThanOrEqual(4);
  for (let at = 0; at < total; at++) {
    const step = steps.nth(at);
    expect(await section.locator('.step:visible').count()).toBe(1);
    if (at > 0) await expect.poll(() => isInFocus(step)).toBe(true);
    const right = Number(await step.getAttribute('data-right'));
    const choices = section.locator('.choices button');
    const answer = section.getByRole('status');
    const whys = keys.nth(at).locator('.why');
    const whyOf = async (choice: number) => words(await whys.nth(activity === 'quiz' ? choice : 0).textContent());
    if (at === 0) {
      const wrong = right === 0 ? 1 : 0;
      await press(choices.nth(wrong));
      expect(words(await answer.textContent())).toBe(`${t(`activity.${activity}.again`)} ${await whyOf(wrong)}`);
      if (activity === 'sort') await expectSound(page);
    }
    await press(choices.nth(right));
    expect(await choices.nth(right).getAttribute('aria-pressed')).toBe('true');
    const said = words(await answer.textContent());
    expect(said).toMatch(/^✓/);
    expect(said).toContain(await whyOf(right));
    await press(section.locator('.play > button:visible'));
  }
  const end = section.locator('.end');
  expect(words(await end.locator('p').textContent())).toContain(
    t(`activity.${activity}.end`, { right: total - 1, total })
  );
  await expect.poll(() => isInFocus(end.locator('p'))).toBe(true);
  expect(await toldBy(page)).toContainEqual({ activity, right: total - 1, total });
  if (activity === 'sort')
    for (const [index, bin] of (await section.locator('.bins li').all()).entries()) {
      const there = await end.locator('div').nth(index).locator('li').allTextContents();
      expect(await end.locator('h3').nth(index).textContent()).toBe(await bin.getAttribute('data-name'));
      const cards = await section.locator(`.step[data-right="${index}"] .front`).allTextContents();
      expect(there.map(words)).toEqual(cards.map(words));
    }
  await press(end.getByRole('button'));
  expect(await steps.first().isVisible()).toBe(true);
}

/** A shortest way through the story: the scenes after the first. */
async function wayThrough(section: Locator): Promise<number[]> {
  const scenes = await section
    .locator('.scene')
    .evaluateAll((all) =>
      all.map((scene) =>
        [...scene.querySelectorAll<HTMLElement>('.options a')].map(({ dataset }) => Number(dataset.to))
      )
    );
  const open = [[1]];
  for (const way of open) {
    const options = scenes[(way.at(-1) ?? 1) - 1] ?? [];
    if (options.length === 0) return way.slice(1);
    open.push(...options.filter((to) => !way.includes(to)).map((to) => [...way, to]));
  }
  throw new Error('la historia no termina');
}

describe.each(ways)('$name ($language)', (way) => {
  const { press, language } = way;
  const t = translateFor(language);

  it('cards are sorted and questions answered', () =>
    use(`${sorting}/actividades`, way, async (page) => {
      await playDeck(page, 'sort', way);
      await playDeck(page, 'quiz', way);
    }));

  it('a story is decided, taken back and decided otherwise, to its end', () =>
    use(`${deciding}/actividades`, way, async (page) => {
      const section = page.locator('[data-activity=story]');
      const shown = section.locator('.scene:visible');
      const headed = async (scene: number) => {
        expect(await shown.evaluateAll((all) => all.map(({ id }) => id))).toEqual([`escena-${scene}`]);
        await expect.poll(() => isInFocus(shown.locator('h3'))).toBe(true);
      };
      const heights = await section
        .locator('.scene:visible .options a')
        .evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height));
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(43.5);
      await press(shown.locator('.options a').last());
      expect(await shown.count()).toBe(1);
      await press(section.getByRole('button', { name: t('activity.story.back') }));
      await headed(1);
      for (const scene of await wayThrough(section)) {
        await press(shown.locator(`.options a[data-to="${scene}"]`).first());
        await headed(scene);
      }
      expect(await section.getByText(t('activity.story.end')).isVisible()).toBe(true);
      expect(await toldBy(page)).toEqual([{ activity: 'story', right: 0, total: 0 }]);
      expect(page.url(), 'the story is no trail in the history').not.toContain('#');
      await expectSound(page);
      await press(section.getByRole('button', { name: t('activity.restart') }));
      await headed(1);
    }));

  it('hands are counted before and after, drawn, and kept only when asked', () =>
    use(`${deciding}/antes-y-despues`, way, async (page) => {
      const check = page.locator('[data-check]');
      const cell = (answer: number, moment: string) =>
        check.locator(`tbody:first-of-type tr:has(td) >> nth=${answer} >> td[data-moment=${moment}]`);
      const more = (answer: number, moment: string) => cell(answer, moment).getByRole('button').last();
      const stored = () => page.evaluate(() => Object.values(localStorage));
      for (const answer of [0, 0, 1]) await press(more(answer, 'before'));
      await press(cell(0, 'before').getByRole('button').first());
      expect(await check.getByRole('status').first().textContent()).toContain(': 1');
      await press(check.getByRole('radio').last());
      await press(more(0, 'after'));
      await cell(1, 'after').locator('input').fill('3');
      const row = check.locator('.chart').first().locator('tbody tr');
      const share = (count: number, total: number) => t('activity.check.share', { count, total });
      expect(await row.nth(0).locator('td').allTextContents()).toEqual([share(1, 2), share(1, 4)]);
      expect(await row.nth(1).locator('td').allTextContents()).toEqual([share(1, 2), share(3, 4)]);
      const widths = await row
        .nth(1)
        .locator('.share span')
        .evaluateAll((bars) =>
          bars.map((bar) => bar.getBoundingClientRect().width / (bar.parentElement?.clientWidth ?? 0))
        );
      const cramped = await check.locator('tr > :is(th, td):visible').evaluateAll((all) =>
        all
          .filter((cell) => {
            const right = cell.getBoundingClientRect().right + 1;
            return [...cell.querySelectorAll('span, div, button')].some(
              (one) => one.getBoundingClientRect().right > right
            );
          })
          .map((cell) => cell.textContent)
      );
      expect(cramped, 'words below numbers').toEqual([]);
      expect(widths.map((width) => width.toFixed(1))).toEqual(['0.5', '0.8']);
      await expectSound(page);

      expect(await stored(), 'nobody has asked to keep it').toEqual([]);
      await press(check.getByRole('button', { name: t('activity.check.keep') }));
      await press(more(1, 'after'));
      expect(await stored()).toHaveLength(1);
      await page.context().setOffline(false);
      await page.reload();
      expect(
        await check.locator('td input').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))
      ).toEqual(expect.arrayContaining(['1', '4']));
      expect(await check.getByText(t('activity.check.kept')).isVisible()).toBe(true);
      await press(check.getByRole('button', { name: t('activity.check.clear') }));
      expect(await stored()).toEqual([]);
      expect(await check.locator('.chart').first().isVisible()).toBe(false);
    }));
});

it('a card can be dragged to its group with a mouse', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${origin}/es/escuela/${sorting}/actividades/`);
  const sort = page.locator('[data-activity=sort]');
  const card = sort.locator('.now .front');
  const choice = sort.locator('.choices button').nth(1);
  await choice.scrollIntoViewIfNeeded();
  const [from, to] = [await card.boundingBox(), await choice.boundingBox()];
  if (!from || !to) throw new Error('no se ve la tarjeta');
  await page.mouse.move(from.x + 40, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  expect(await choice.getAttribute('aria-pressed')).toBe('true');
  expect((await card.boundingBox())?.y, 'and goes back').toBe(from.y);
  await page.close();
});

describe.each(languageCodes)('without JavaScript, in %s', (language) => {
  const open = async (path: string, look: (page: Page) => Promise<void>) => {
    const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/${language}/escuela/${path}/`);
    await look(page);
    await context.close();
  };
  const sheetsOf = async (page: Page): Promise<number> =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

  it('a story is a book with numbered scenes, the answers after everything and on a sheet of their own', () =>
    open(`${deciding}/actividades`, async (page) => {
      const scenes = page.locator('.scene');
      expect(await scenes.evaluateAll((all) => all.every((scene) => scene.checkVisibility()))).toBe(true);
      for (const link of await page.locator('.options a').all()) {
        const [to, href] = [await link.getAttribute('data-to'), await link.getAttribute('href')];
        expect(await page.locator(`${href}`).count()).toBe(1);
        expect(await link.innerText()).toContain(translateFor(language)('activity.story.to', { number: to ?? '' }));
      }
      expect(await page.locator('article > :last-child').getAttribute('class')).toBe('key');
      expect(await page.locator('.act .why').count()).toBe(0);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.key').evaluate((key) => getComputedStyle(key).breakBefore)).toBe('page');
    }));

  it('cards are cut out along dashed lines, and the sheet to count the hands is one page', () =>
    open(`${sorting}/actividades`, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const cards = await page
        .locator('.cut .step')
        .evaluateAll((all) =>
          all.map((card) => getComputedStyle(card)).map((one) => [one.borderTopStyle, one.breakInside])
        );
      for (const card of cards) expect(card).toEqual(['dashed', 'avoid']);
      for (const lesson of [sorting, deciding]) {
        await page.goto(`${origin}/${language}/escuela/${lesson}/antes-y-despues/`);
        const answers = await page.locator('.tally tr:has(td)').count();
        expect(await page.locator('.tally td').count()).toBe(answers * 2);
        await page.evaluate(() => {
          for (const other of document.querySelectorAll('.key, main > section, footer')) other.remove();
        });
        expect(await sheetsOf(page), lesson).toBe(1);
      }
    }));
});
