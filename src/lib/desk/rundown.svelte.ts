import { emptyRundown, rundownFile, type Rundown } from '#lib/domain/rundown.ts';
import { Stored } from './stored.svelte.ts';

/** The programme this device is planning. */
export const rundown = new Stored<Rundown>('rundown', {
  parse: (value) => rundownFile.parse(value).value,
  initial: emptyRundown
});
