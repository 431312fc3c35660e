import type { Block } from '#lib/domain/document.ts';
import { toOneLine, toPlain, toRuns } from './sheet.ts';

/** A paragraph of plain text and how far it is moved in. */
export interface PlainLine {
  type: 'heading' | 'paragraph';
  indent: number;
  text: string;
}

/** Blocks as plain lines, for formats without lists and tables of their own. */
export function toPlainLines(
  blocks: readonly Block[],
  numbers: ReadonlyMap<string, number>,
  options: { blankLine?: string } = {},
  indent = 0
): PlainLine[] {
  const plain = (content: Parameters<typeof toRuns>[0]) =>
    toOneLine(toPlain(toRuns(content, numbers), options.blankLine));
  return blocks.flatMap((block): PlainLine[] => {
    switch (block.type) {
      case 'heading':
      case 'paragraph':
        return [{ type: block.type, indent, text: plain(block.content) }];
      case 'list':
        return block.items.flatMap((item, index) => {
          const mark = block.ordered ? `${block.start + index}. ` : '- ';
          const [first, ...rest] = toPlainLines(item, numbers, options, indent + 2);
          return first ? [{ ...first, indent, text: mark + first.text }, ...rest] : [];
        });
      case 'table':
        return block.rows.map((cells) => ({
          type: 'paragraph' as const,
          indent,
          text: cells.map(plain).join(' | ')
        }));
      case 'quote':
        return toPlainLines(block.blocks, numbers, options, indent + 2);
      case 'drawing':
        return [];
    }
  });
}
