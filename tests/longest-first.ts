import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, longest first. */
const longest = [
  'e2e/desk',
  'cli/pack',
  'e2e/pages',
  'e2e/way-out',
  'export/read-back',
  'planted-faults',
  'e2e/activities',
  'audio-files',
  'cli/audio',
  'export/papers',
  'make-audio',
  'audio',
  'e2e/campaign',
  'e2e/exports',
  'locales',
  'e2e/keep',
  'espeak',
  'e2e/pack',
  'e2e/voice'
].map((name) => `tests/${name}.test.ts`);

/**
 * Begins with what takes longest, then with what waits for a browser: one long file at the end would leave a processor idle.
 * A clean clone does not know yet how long each took the last time.
 */
export class LongestFirst extends BaseSequencer {
  override sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return place >= 0 ? place : longest.length + (project.name === 'e2e' ? 0 : 1);
    };
    return Promise.resolve([...specs].sort((one, other) => rank(one) - rank(other)));
  }
}
