import * as v from 'valibot';
import { Stored } from './stored.svelte.ts';

/** Steps of the work that leave nothing stored behind by which one could see that they are done. */
const steps = ['script', 'time', 'export', 'record', 'pack'] as const;
export type DoneStep = (typeof steps)[number];

const schema = v.array(v.picklist(steps));

/** What has been done on this device. */
export const progress = new Stored<DoneStep[]>('progress', {
  parse: (value) => (v.is(schema, value) ? value : undefined),
  initial: []
});

export function markDone(step: DoneStep): void {
  if (!progress.current.includes(step)) progress.set([...progress.current, step]);
}
