import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import type { toLibraryJson } from '#lib/export/library-json.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { axeViolations, overflowOf, smallTargets } from './accessibility.ts';
import { launchBrowser } from './browser.ts';

const origin = inject('origin');
const library = (await (await fetch(`${origin}/library.json`)).json()) as ReturnType<typeof toLibraryJson>;
const lessons = library.items.filter(({ kind }) => kind === 'lesson').map(({ id }) => id);
/** A lesson with cards to sort, and one with a story; both ask questions before and after. */
const [sorting, deciding] = ['una-oferta-de-trabajo', 'seguir-estudiando'];
const phone = { width: 360, height: 640 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** How somebody answers. */
interface Way {
  name: string;
  /** Whether the network goes once the page is there. */
  offline: boolean;
  language: LanguageCode;
  press: (control: Locator) => Promise<void>;
}
const byKeys = { name: 'by keys', press: pressByKeys };
const byTouch = { name: 'by touch', press: tap };
/** Each lesson by keys in one language and by touch in the other, once with a network and once without; the next one the other way round. */
const ways = lessons.flatMap((lesson, index): (Way & { lesson: string })[] => {
  const [one, other] = index % 2 === 0 ? ([byKeys, byTouch] as const) : ([byTouch, byKeys] as const);
  return [
    { lesson, language: 'es', offline: false, ...one },
    { lesson, language: 'quz', offline: true, ...other }
  ];
});

/** Goes with Tab from where one is, on or back, as often as it takes, and presses; to a radio button by its group's arrows. */
async function pressByKeys(control: Locator): Promise<void> {
  const page = control.page();
  const [isRadio, isBefore] = await control.evaluate((element) => [
    element.getAttribute('type') === 'radio',
    Boolean(document.activeElement && element.compareDocumentPosition(document.activeElement) & 4)
  ]);
  const stop = isRadio ? page.locator('input[type=radio]:checked') : control;
  for (let steps = 0; !(await isInFocus(stop)); steps++) {
    expect(steps, `no se llega con el tabulador a ${String(control)}`).toBeLessThan(80);
    await page.keyboard.press(isBefore ? 'Shift+Tab' : 'Tab');
  }
  await page.keyboard.press(isRadio ? 'ArrowDown' : 'Enter');
}

/** A finger in the middle of it; what lies over it would be hit instead. */
async function tap(control: Locator): Promise<void> {
  const { x, y, hit } = await control.evaluate((element) => {
    const target = element.closest('.choice') ?? element;
    target.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = target.getBoundingClientRect();
    const at = { x: left + width / 2, y: top + height / 2 };
    return { ...at, hit: target.contains(document.elementFromPoint(at.x, at.y)) };
  });
  expect(hit, `un dedo no llega a ${String(control)}`).toBe(true);
  await control.page().touchscreen.tap(x, y);
}

interface Done {
  activity: string;
  right: number;
  total: number;
}

/** A lesson's page in use; it was quiet and kept nothing. */
async function use(path: string, { language }: Way, play: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: phone, hasTouch: true });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => !request.url().startsWith(origin) && problems.push(request.url()));
  await page.goto(`${origin}/${language}/escuela/${path}/`);
  await page.evaluate(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    document.addEventListener('willakuy:done', (event) => told.push((event as CustomEvent).detail));
  });
  await play(page);
  expect(await smallTargets(page)).toEqual([]);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
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

/** What was told to be done since the last time one asked. */
const newlyTold = (page: Page): Promise<Done[]> =>
  page.evaluate(() => (window as unknown as { told: Done[] }).told.splice(0));
const isInFocus = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

/** A deck as it stands: the card or question shown, what may be chosen, and the text's own whys. */
const lookAt = (section: Locator) =>
  section.evaluate((section) => {
    const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const steps = [...section.querySelectorAll('.step')];
    const shown = steps.filter((step) => step.checkVisibility());
    const at = steps.findIndex((step) => step === shown[0]);
    const key = [...document.querySelectorAll(`[data-key=${section.dataset.activity}] > li`)][at];
    return {
      total: steps.length,
      shown: shown.length,
      at,
      focused: shown[0] === document.activeElement,
      right: Number(steps[at]?.getAttribute('data-right')),
      pressed: [...section.querySelectorAll('.choices button')].map(
        (one) => one.getAttribute('aria-pressed') === 'true'
      ),
      said: words(section.querySelector('[role=status]')),
      whys: [...(key?.querySelectorAll('.why') ?? [])].map(words),
      end: words(section.querySelector('.end p')),
      atEnd: section.querySelector('.end p') === document.activeElement,
      bins: [...section.querySelectorAll('.bins li')].map((bin, index) => ({
        name: bin.getAttribute('data-name') ?? '',
        cards: [...section.querySelectorAll(`.step[data-right="${index}"] .front`)].map(words)
      })),
      sorted: [...section.querySelectorAll('.end div')].map((group) => ({
        name: words(group.querySelector('h3')),
        cards: [...group.querySelectorAll('li')].map(words)
      }))
    };
  });

/** A deck once it stands so. */
async function until(section: Locator, expected: Partial<Awaited<ReturnType<typeof lookAt>>>) {
  let state: Awaited<ReturnType<typeof lookAt>> | undefined;
  await expect.poll(async () => (state = await lookAt(section))).toMatchObject(expected);
  if (!state) throw new Error('no se mira nada');
  return state;
}

/** Answers everything, the first time wrong once: what is said is the text's own why. Then begins anew. */
async function playDeck(section: Locator, activity: 'sort' | 'quiz', { language, press }: Way): Promise<void> {
  const t = translateFor(language);
  const choices = section.locator('.choices button');
  const whyOf = (whys: string[], choice: number) => whys[activity === 'quiz' ? choice : 0] ?? '?';
  const { total, bins } = await lookAt(section);
  expect(total).toBeGreaterThanOrEqual(3);
  for (let at = 0; at < total; at++) {
    const { right, whys, pressed } = await until(section, { shown: 1, at, said: '', ...(at > 0 && { focused: true }) });
    if (at === 0) {
      const wrong = right === 0 ? 1 : 0;
      await press(choices.nth(wrong));
      await until(section, { said: `${t(`activity.${activity}.again`)} ${whyOf(whys, wrong)}` });
    }
    await press(choices.nth(right));
    const { said } = await until(section, { pressed: pressed.map((_, index) => index === right) });
    expect(said).toMatch(/^✓/);
    expect(said).toContain(whyOf(whys, right));
    await press(section.locator('.step.now .play > button'));
  }
  const score = { right: total - 1, total };
  const { end, sorted } = await until(section, { shown: 0, atEnd: true });
  expect(end).toContain(t(`activity.${activity}.end`, score));
  expect(sorted).toEqual(bins);
  expect(await newlyTold(section.page())).toEqual([{ activity, ...score }]);
  await press(section.locator('.end button'));
  await until(section, { shown: 1, at: 0 });
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

/** Decides, takes it back, decides otherwise, to the end; then begins anew. */
async function playStory(section: Locator, { language, press }: Way): Promise<void> {
  const t = translateFor(language);
  const shown = section.locator('.scene.now');
  const headed = (scene: number) =>
    expect
      .poll(() =>
        section.evaluate((section) => ({
          scenes: [...section.querySelectorAll('.scene')].filter((one) => one.checkVisibility()).map(({ id }) => id),
          focused: document.activeElement?.closest('.scene')?.id,
          heading: document.activeElement?.matches('h3')
        }))
      )
      .toEqual({ scenes: [`escena-${scene}`], focused: `escena-${scene}`, heading: true });
  const heights = await shown
    .locator('.options a')
    .evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(43.5);
  const last = shown.locator('.options a').last();
  const to = Number(await last.getAttribute('data-to'));
  await press(last);
  await headed(to);
  await press(section.getByRole('button', { name: t('activity.story.back') }));
  await headed(1);
  for (const scene of await wayThrough(section)) {
    await press(shown.locator(`.options a[data-to="${scene}"]`).first());
    await headed(scene);
  }
  expect(await section.getByText(t('activity.story.end')).isVisible()).toBe(true);
  expect((await newlyTold(section.page())).at(-1)).toEqual({ activity: 'story', right: 0, total: 0 });
  expect(section.page().url(), 'the story is no trail in the history').not.toContain('#');
  await press(section.getByRole('button', { name: t('activity.restart') }));
  await headed(1);
}

describe.each(ways)('$lesson $name ($language, offline: $offline)', (way) => {
  const { lesson, press } = way;

  it('is sorted or decided, and answered', () =>
    use(`${lesson}/actividades`, way, async (page) => {
      const activity = (name: string) => page.locator(`[data-activity=${name}]`);
      const [sorts, tells] = [await activity('sort').count(), await activity('story').count()];
      expect(sorts + tells).toBeGreaterThanOrEqual(1);
      await page.context().setOffline(way.offline);
      if (sorts > 0) await playDeck(activity('sort'), 'sort', way);
      if (tells > 0) await playStory(activity('story'), way);
      await playDeck(activity('quiz'), 'quiz', way);
      if ([sorting, deciding].includes(lesson)) {
        await press(page.locator('.choices:visible button').first());
        await expectSound(page);
      }
    }));

  it('counts hands, and shows what was looked for only after the second time', () =>
    use(`${lesson}/antes-y-despues`, way, async (page) => {
      const more = (question: number, answer: number, moment: string) =>
        page
          .locator(`[data-check] tbody >> nth=${question}`)
          .locator(`tr:has(td) >> nth=${answer} >> td[data-moment=${moment}]`)
          .getByRole('button')
          .last();
      const charts = () => page.locator('.results:not([hidden]) .chart caption').allTextContents();
      const ticks = () => page.getByText('✓').locator('visible=true').count();
      await press(more(0, 0, 'before'));
      await press(more(1, 1, 'before'));
      await expect.poll(() => page.locator('td input').evaluateAll(valuesOf)).toEqual(['1', '1']);
      expect([await charts(), await ticks()]).toEqual([[], 0]);
      await page.context().setOffline(true);
      await press(page.getByRole('radio').last());
      await press(more(1, 0, 'after'));
      const asked = await page.locator('.tally [scope=rowgroup]').allTextContents();
      await expect.poll(charts).toEqual([asked[1]]);
      expect(await ticks()).toBeGreaterThanOrEqual(1);
    }));
});

const valuesOf = (all: Element[]) => all.map((one) => (one as HTMLInputElement).value).filter((value) => value !== '');

describe.each(ways.filter(({ lesson }) => lesson === deciding))('$name ($language)', (way) => {
  const { press, language } = way;
  const t = translateFor(language);

  it('hands before and after are drawn, kept only when asked, in one window with the other, and deleted when sure', () =>
    use(`${deciding}/antes-y-despues`, way, async (page) => {
      const check = page.locator('[data-check]');
      const cell = (answer: number, moment: string, where = page) =>
        where.locator(`[data-check] tbody:first-of-type tr:has(td) >> nth=${answer} >> td[data-moment=${moment}]`);
      const more = (answer: number, moment: string, where = page) =>
        cell(answer, moment, where).getByRole('button').last();
      const stored = () => page.evaluate(() => Object.values(localStorage));
      const named = (name: string) => check.getByRole('button', { name, exact: true });
      for (const answer of [0, 0, 1]) await press(more(answer, 'before'));
      await press(cell(0, 'before').getByRole('button').first());
      await expect.poll(() => check.getByRole('status').first().textContent()).toContain(': 1');
      expect(await check.getByText(t('activity.check.later')).isVisible()).toBe(true);
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
      await press(named(t('activity.check.keep')));
      await press(more(1, 'after'));
      await expect.poll(stored).toHaveLength(1);
      await page.reload();
      expect(await page.locator('td input').evaluateAll(valuesOf)).toEqual(['1', '1', '1', '4']);
      expect(await check.getByText(t('activity.check.kept')).isVisible()).toBe(true);

      // Another window counts on from there, and neither undoes what the other has counted.
      const other = await page.context().newPage();
      await other.goto(page.url());
      await more(0, 'before', other).click();
      await expect.poll(() => page.locator('td input').evaluateAll(valuesOf)).toEqual(['2', '1', '1', '4']);
      await other.close();
      await press(more(1, 'before'));
      await expect.poll(async () => (await stored()).join('')).toContain('"before":[[2,2');

      await press(named(t('activity.check.clear')));
      await expect.poll(() => isInFocus(named(t('activity.check.no')))).toBe(true);
      expect(await smallTargets(page)).toEqual([]);
      await press(named(t('activity.check.no')));
      await expect.poll(stored, { message: 'nothing is deleted unasked' }).toHaveLength(1);
      await press(named(t('activity.check.clear')));
      await press(named(t('activity.check.clearYes')));
      await expect.poll(stored).toEqual([]);
      expect(await check.locator('.chart').count()).toBe(0);
    }));
});

/** From the card's edge, where a finger has its grip, to a choice. */
async function dragCard(page: Page, grip: Locator, drag: (from: Point, to: Point) => Promise<void>): Promise<void> {
  const sort = page.locator('[data-activity=sort]');
  const [card, choice] = [sort.locator('.now .front'), sort.locator('.choices button').nth(1)];
  await card.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
  const [from, to, before] = [await grip.boundingBox(), await choice.boundingBox(), await card.boundingBox()];
  if (!from || !to) throw new Error('no se ve la tarjeta');
  await drag(
    { x: from.x + Math.min(40, from.width / 2), y: from.y + from.height / 2 },
    { x: to.x + 60, y: to.y + to.height / 2 }
  );
  await expect.poll(() => choice.getAttribute('aria-pressed')).toBe('true');
  expect(await card.evaluate(({ style }) => (style as unknown as CSSStyleDeclaration).transform), 'and goes back').toBe(
    ''
  );
  expect(before).not.toBeNull();
}
interface Point {
  x: number;
  y: number;
}

it('a card can be dragged to its group with a mouse', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${origin}/es/escuela/${sorting}/actividades/`);
  await dragCard(page, page.locator('[data-activity=sort] .now .front'), async (from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
  });
  await page.close();
});

it('and with a finger by its grip, on a phone without a network', async () => {
  const context = await browser.newContext({ viewport: phone, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', point?: Point) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] });
  await page.goto(`${origin}/quz/escuela/${sorting}/actividades/`);
  await context.setOffline(true);
  await dragCard(page, page.locator('[data-activity=sort] .now .grip'), async (from, to) => {
    await touch('touchStart', from);
    for (const part of [0.25, 0.5, 0.75, 1])
      await touch('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
    await touch('touchEnd');
  });
  await context.close();
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
