import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';

/**
 * What every room of the desk loads, in one file: some thirty small ones weigh 6 kB more on the wire. Reading pages load
 * no script at all.
 */
const deskGround: Plugin = {
  name: 'desk-ground',
  outputOptions(options) {
    if (this.environment.name !== 'client') return undefined;
    const test =
      /node_modules\/(?:svelte|valibot|@sveltejs\/kit)\/|src\/lib\/desk\/(?:words|offline-files|station\.svelte|stored\.svelte|offline\.svelte|progress\.svelte|mounted\.svelte|field-problem|download)\.ts|src\/lib\/desk\/(?:Offline|FieldProblems|ImportExport)\.svelte|src\/lib\/domain\/(?:language|kind|paths|device-file|station|timing|document|reference)\.ts|src\/lib\/i18n\/(?:light-translate|load|format)\.ts|src\/lib\/offline\/until-active\.ts/;
    return { ...options, codeSplitting: { groups: [{ name: 'desk', test }] } };
  }
};

export default defineConfig({
  plugins: [sveltekit(), deskGround],
  build: { assetsInlineLimit: 0 },
  test: {
    // A browser is waited for, and a file that only computes fills the time: three at once keep two processors busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000
        }
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/server.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } }
        }
      }
    ]
  }
});
