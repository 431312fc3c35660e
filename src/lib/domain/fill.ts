import { inlineRuns, linksIn, type Block, type Inline } from './document.ts';

/** What goes into blanks, by their id. */
export type BlankValues = ReadonlyMap<string, string>;

/** Blanks whose value is a number to call. */
export const blanksToCall: ReadonlySet<string> = new Set(['local-phone', 'demuna-phone', 'comisaria-phone']);

/** Blocks with their blanks filled in. A value is words and nothing else: whatever it holds, it stays one piece of text. */
export const fillBlocks = (blocks: readonly Block[], values: BlankValues): Block[] =>
  blocks.map((block): Block => {
    switch (block.type) {
      case 'heading':
      case 'paragraph':
        return { ...block, content: fillInlines(block.content, values) };
      case 'list':
        return { ...block, items: block.items.map((item) => fillBlocks(item, values)) };
      case 'table':
        return { ...block, rows: block.rows.map((row) => row.map((cell) => fillInlines(cell, values))) };
      case 'quote':
        return { ...block, blocks: fillBlocks(block.blocks, values) };
      case 'drawing':
        return block;
    }
  });

export const fillInlines = (content: readonly Inline[], values: BlankValues): Inline[] =>
  content.map((inline): Inline => {
    if (inline.type === 'text' || inline.type === 'break') return inline;
    const blank = inline.type === 'link' && inline.reference.scheme === 'blank' ? inline.reference.id : undefined;
    const value = blank === undefined ? undefined : values.get(blank);
    return blank === undefined || value === undefined
      ? { ...inline, content: fillInlines(inline.content, values) }
      : { type: 'text', value, at: inline.at, blank };
  });

/** The blanks that have been filled in, each as often as it stands there. */
export const filledIn = (content: readonly Inline[]): string[] =>
  content.flatMap((inline) => {
    if (inline.type === 'text') return inline.blank ?? [];
    return inline.type === 'break' ? [] : filledIn(inline.content);
  });

/** The blanks left to write on, each as often as it stands there. */
export const blanksIn = (runs: Iterable<Inline[]>): string[] =>
  [...runs].flatMap((content) =>
    [...linksIn(content)].flatMap(({ reference }) => (reference.scheme === 'blank' ? [reference.id] : []))
  );

export const blanksOf = (blocks: Block[]): string[] => blanksIn(inlineRuns(blocks));
