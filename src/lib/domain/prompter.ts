import type { Timing } from './timing.ts';

/** A cue on a prompter: its time, and where it stands when it is being read (pixels of scrolling). */
export interface Block extends Timing {
  top: number;
  height: number;
}

/** How far the text has moved when `seconds` have passed: evenly inside each cue, so that nobody has to catch up. */
export function scrollTopAt(blocks: readonly Block[], seconds: number): number {
  const last = blocks.at(-1);
  const block = blocks.find(({ startSeconds, durationSeconds }) => seconds < startSeconds + durationSeconds) ?? last;
  if (!block) return 0;
  const share =
    block.durationSeconds > 0 ? Math.min(1, Math.max(0, (seconds - block.startSeconds) / block.durationSeconds)) : 1;
  return Math.max(0, block.top + share * block.height);
}

/** The moment at which the text has moved so far: what scrollTopAt undoes. */
export function secondsAt(blocks: readonly Block[], scrollTop: number): number {
  const block = blocks.find(({ top, height }) => scrollTop < top + height) ?? blocks.at(-1);
  if (!block) return 0;
  const share = block.height > 0 ? Math.min(1, Math.max(0, (scrollTop - block.top) / block.height)) : 0;
  return block.startSeconds + share * block.durationSeconds;
}
