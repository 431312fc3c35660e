import type { Block, Inline } from '#lib/domain/document.ts';
import { toRuns, type Run } from './sheet.ts';
import { element, escapeXml } from './xml.ts';

export interface HtmlOptions {
  /** Number of each source; a claim leads to `#f-3`. */
  numbers: ReadonlyMap<string, number>;
  /** Where sources stand: nothing for the same page. */
  sourcesPage?: string;
}

/** Blocks as markup that is HTML and XML at once: packages, EPUB and questions all take it. The n-th `##` has the id `s-n`. */
export function toHtmlBlocks(blocks: readonly Block[], options: HtmlOptions): string[] {
  let section = 0;
  const toHtml = (block: Block): string => {
    switch (block.type) {
      case 'heading': {
        const id = block.depth === 2 ? `s-${++section}` : undefined;
        return element(`h${Math.min(6, Math.max(2, block.depth))}`, { id }, inlines(block.content));
      }
      case 'paragraph':
        return element('p', {}, inlines(block.content));
      case 'list':
        return element(
          block.ordered ? 'ol' : 'ul',
          { start: block.ordered && block.start !== 1 ? block.start : undefined },
          ...block.items.map((item) => element('li', {}, ...toItem(item)))
        );
      case 'table':
        return toTable(block.rows);
      case 'quote':
        return element('blockquote', {}, ...block.blocks.map(toHtml));
    }
  };
  const inlines = (content: Inline[]) => toHtmlRuns(toRuns(content, options.numbers), options);
  const toItem = ([first, ...rest]: Block[]): string[] => [
    first?.type === 'paragraph' ? inlines(first.content) : first ? toHtml(first) : '',
    ...rest.map(toHtml)
  ];
  const toTable = ([head = [], ...rows]: Inline[][][]): string => {
    const row = (cells: Inline[][], name: 'th' | 'td') =>
      element(
        'tr',
        {},
        ...cells.map((cell) => element(name, name === 'th' ? { scope: 'col' } : {}, inlines(cell)))
      );
    return element(
      'table',
      {},
      element('thead', {}, row(head, 'th')),
      element('tbody', {}, ...rows.map((cells) => row(cells, 'td')))
    );
  };
  return blocks.map(toHtml);
}

/** Runs as markup; without options the numbers of sources lead nowhere, for questions that travel alone. */
export function toHtmlRuns(runs: readonly Run[], options?: HtmlOptions): string {
  return runs
    .map(({ type, text, bold, italics }) => {
      const words = toWords(type, text, options);
      const slanted = italics ? element('em', {}, words) : words;
      return bold ? element('strong', {}, slanted) : slanted;
    })
    .join('');
}

function toWords(type: Run['type'], text: string, options: HtmlOptions | undefined): string {
  switch (type) {
    case 'text':
      return escapeXml(text);
    case 'break':
      return '<br/>';
    case 'blank':
      return escapeXml(`______________ (${text})`);
    case 'source': {
      const href = `${options?.sourcesPage ?? ''}#f-${text.slice(1, -1)}`;
      return element('sup', {}, options ? element('a', { href }, escapeXml(text)) : escapeXml(text));
    }
  }
}
