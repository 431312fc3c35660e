import * as v from 'valibot';
import { date, words } from './schema.ts';

/** Who has read a text. A review holds for the very words that were read: `of` is their hash. */
export const reviewSchema = v.union(
  [
    v.strictObject({ state: v.literal('draft'), by: v.null(), on: v.null() }),
    v.strictObject({ state: v.literal('reviewed'), by: words, on: date, of: words })
  ],
  'review es { state: draft, by: null, on: null } o { state: reviewed, by, on, of }.'
);
export type Review = v.InferOutput<typeof reviewSchema>;

/** `draft` until someone has reviewed these very words; a changed text falls back to `draft`. */
export const reviewState = (review: Review, hash: string): Review['state'] =>
  review.state === 'reviewed' && review.of === hash ? 'reviewed' : 'draft';
