import type { Block, Inline } from './document.ts';

const dots = /\s*(?:…|\.\.\.){4,}\s*$/;

/** The words before the dotted line (`……………`) that a paragraph ends in; undefined where it ends in none. */
export function withoutDots(content: readonly Inline[]): Inline[] | undefined {
  const last = content.at(-1);
  if (last?.type !== 'text' || !dots.test(last.value)) return undefined;
  const rest = last.value.replace(dots, '');
  return [...content.slice(0, -1), ...(rest === '' ? [] : [{ ...last, value: rest }])];
}

const isWritingLine = (block: Block): boolean => block.type === 'paragraph' && withoutDots(block.content) !== undefined;

/** A text for where nobody can write on it: its dotted lines, and list items of nothing else, are for paper alone. */
export const withoutWriting = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block): Block[] => {
    if (isWritingLine(block)) return [];
    if (block.type === 'quote') return [{ ...block, blocks: withoutWriting(block.blocks) }];
    if (block.type !== 'list') return [block];
    const items = block.items.map(withoutWriting).filter((item) => item.length > 0);
    return items.length > 0 ? [{ ...block, items }] : [];
  });

/** The dotted lines of a text, each with the words before it. */
export const writingIn = (blocks: readonly Block[]): Inline[][] =>
  blocks.flatMap((block): Inline[][] => {
    if (block.type === 'paragraph') return isWritingLine(block) ? [block.content] : [];
    if (block.type === 'quote') return writingIn(block.blocks);
    return block.type === 'list' ? block.items.flatMap(writingIn) : [];
  });
