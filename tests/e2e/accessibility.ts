import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

// Half as long as the one that axe-core carries as `source`, and a page reads it each time.
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with the page as it stands: rule and the element's own HTML. It looks from the top: where a page
 * has been scrolled to is chance, and a bar that lies over half a link there is no fault of the link.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  return page.evaluate(async () => {
    const inPage = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await inPage.run({
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  });
}

/** What a thumb does not hit: controls lower than 44 pixels, with the label that is pressed instead of them. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page
    .locator('main :is(button, input, select, summary):visible')
    .evaluateAll((elements) =>
      elements
        .filter((element) => (element.closest('.choice') ?? element).getBoundingClientRect().height < 43.5)
        .map((element) => element.outerHTML.slice(0, 100))
    );

/** Pixels by which the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
