import type { Block, Inline } from '#lib/domain/document.ts';
import type { Reference } from '#lib/domain/reference.ts';
import type { Translate } from '#lib/i18n/create-translate.ts';
import { element, escapeXml } from './xml.ts';

/** Where a link of a text leads; undefined leaves its words without a link. */
export type HrefOf = (reference: Reference) => string | undefined;

/** Words as HTML, with a line to write on for each blank. */
export const toInlineHtml = (content: readonly Inline[], hrefOf: HrefOf): string =>
  content
    .map((inline) => {
      if (inline.type === 'text') return escapeXml(inline.value);
      if (inline.type === 'break') return '<br />';
      const words = toInlineHtml(inline.content, hrefOf);
      if (inline.type === 'emphasis') return element('em', {}, words);
      if (inline.type === 'strong') return element('strong', {}, words);
      if (inline.type === 'said') return words;
      const { reference } = inline;
      if (reference.scheme === 'blank') return element('span', { class: 'blank' }, words);
      const href = hrefOf(reference);
      return href === undefined
        ? words
        : element('a', { class: reference.scheme === 'term' ? 'term' : 'claim', href }, words);
    })
    .join('');

/** Blocks as HTML; their headings become those of the level given. */
export const toBlockHtml = (blocks: readonly Block[], hrefOf: HrefOf, headingLevel = 3): string =>
  blocks
    .map((block) => {
      switch (block.type) {
        case 'heading':
          return element(`h${headingLevel}`, {}, toInlineHtml(block.content, hrefOf));
        case 'paragraph':
          return element('p', {}, toInlineHtml(block.content, hrefOf));
        case 'quote':
          return element('blockquote', {}, toBlockHtml(block.blocks, hrefOf, headingLevel));
        case 'list':
          return element(
            block.ordered ? 'ol' : 'ul',
            { start: block.ordered && block.start !== 1 ? block.start : undefined },
            ...block.items.map((item) => element('li', {}, toItemHtml(item, hrefOf, headingLevel)))
          );
        case 'table': {
          const [head = [], ...rows] = block.rows;
          const row = (cells: Inline[][], name: string, scope?: string) =>
            element('tr', {}, ...cells.map((cell) => element(name, { scope }, toInlineHtml(cell, hrefOf))));
          return element(
            'table',
            {},
            element('thead', {}, row(head, 'th', 'col')),
            element('tbody', {}, ...rows.map((cells) => row(cells, 'td')))
          );
        }
      }
    })
    .join('');

const toItemHtml = (item: readonly Block[], hrefOf: HrefOf, headingLevel: number): string => {
  const [only] = item;
  return item.length === 1 && only?.type === 'paragraph'
    ? toInlineHtml(only.content, hrefOf)
    : toBlockHtml(item, hrefOf, headingLevel);
};

/** Tables of a text can be wider than a phone: they scroll, with keys too, and say what they are. */
export function withScrollingTables(html: string, t: Translate): string {
  let number = 0;
  return html
    .replaceAll('<table>', () => {
      const label = t('item.tableLabel', { number: ++number });
      return `<div class="wide" role="region" aria-label="${label}" tabindex="0"><table>`;
    })
    .replaceAll('</table>', '</table></div>');
}
