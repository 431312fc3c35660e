import type { Browser } from 'playwright-core';
import { inject } from 'vitest';
import { startBrowser, type BrowserProgram } from './find-browser.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    browser: BrowserProgram;
  }
}

/** The browser of these tests; `microphone` is a WAV file that it hears over and over. */
export const launchBrowser = (options?: { microphone?: string }): Promise<Browser> =>
  startBrowser(inject('browser'), options);
