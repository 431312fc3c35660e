import type { Page } from 'playwright-core';

/** Lines of a full script as its cast reads them: without what stands below some of them, how their numbers are said. */
export const scriptLines = (page: Page): Promise<string[]> =>
  page.locator('.cue .say').evaluateAll((lines) =>
    lines.map((line) => {
      line.querySelector('.said')?.remove();
      return (line as HTMLElement).innerText;
    })
  );
