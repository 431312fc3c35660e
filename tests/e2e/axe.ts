import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with the page as it stands: rule and the element's own HTML. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => {
    const inPage = (globalThis as unknown as { axe: typeof axe }).axe;
    return inPage.run(document);
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
