import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, longest first. */
const longest = [
  'e2e/pages',
  'export/read-back',
  'e2e/desk',
  'cli/pack',
  'planted-faults',
  'e2e/exports',
  'cli/audio',
  'e2e/record',
  'export/hostile',
  'e2e/campaign',
  'make-audio',
  'e2e/views',
  'e2e/pack'
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
