import { issueAt, type Issue, type Place } from './issue.ts';
import { parseReference, sayUrl, type Reference } from './reference.ts';

/** The words of a text as a tree that pages, exports, speech and checks all read. */
export interface Document {
  file: string;
  blocks: Block[];
}

export type Block =
  | { type: 'heading'; depth: number; content: Inline[]; at: Place }
  | { type: 'paragraph'; content: Inline[]; at: Place }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][]; at: Place }
  | { type: 'table'; rows: Inline[][][]; at: Place }
  | { type: 'quote'; blocks: Block[]; at: Place }
  /** One of content/drawings/, with what it shows in words: `![Una mano abierta](drawing:mano)`. */
  | { type: 'drawing'; id: string; description: string; at: Place };

export type Inline =
  /** `blank`: whose place it fills (domain/fill.ts). */
  | { type: 'text'; value: string; at: Place; blank?: string }
  | { type: 'break'; at: Place }
  | { type: 'emphasis'; content: Inline[]; at: Place }
  | { type: 'strong'; content: Inline[]; at: Place }
  /** Words that are said otherwise than they are written: `[TOE](say: "te o e")`, or the title of any other link. */
  | { type: 'said'; spoken: string; content: Inline[]; at: Place }
  | { type: 'link'; reference: Reference; content: Inline[]; at: Place };

export type Link = Extract<Inline, { type: 'link' }>;

/** A node of the Markdown tree as the parser delivers it (mdast). */
export interface MarkdownNode {
  type: string;
  value?: string;
  depth?: number;
  ordered?: boolean | null;
  start?: number | null;
  url?: string;
  title?: string | null;
  alt?: string | null;
  children?: MarkdownNode[];
  position?: { start: { line: number; column: number } };
}

/** A Markdown tree as a document. What content may not hold (HTML, code, pictures, foreign links) is reported and left out. */
export function toDocument(tree: MarkdownNode, file: string): { document: Document; issues: Issue[] } {
  const issues: Issue[] = [];
  const place = (node: MarkdownNode): Place => ({
    file,
    line: node.position?.start.line ?? 1,
    column: node.position?.start.column ?? 1
  });
  const refuse = (node: MarkdownNode, rule: string, message: string) =>
    issues.push(issueAt(place(node), rule, message));

  const toInlines = (nodes: MarkdownNode[] = []): Inline[] => nodes.flatMap(toInline);

  function toInline(node: MarkdownNode): Inline[] {
    const at = place(node);
    switch (node.type) {
      case 'text':
        return [{ type: 'text', value: node.value ?? '', at }];
      case 'break':
        return [{ type: 'break', at }];
      case 'emphasis':
      case 'strong':
        return [{ type: node.type, content: toInlines(node.children), at }];
      case 'link': {
        const reference = parseReference(node.url ?? '');
        const written = toInlines(node.children);
        const spoken = node.title ?? (node.url === sayUrl ? '' : undefined);
        const content: Inline[] =
          spoken === undefined ? written : [{ type: 'said', spoken: spoken.trim(), content: written, at }];
        if (node.url === sayUrl) return content;
        if (reference) return [{ type: 'link', reference, content, at }];
        refuse(
          node,
          'unknown-link',
          `El enlace «${node.url ?? ''}» no es de los nuestros. Use finding:, fact:, contact:, term:, recommendation:, blank: o say:.`
        );
        return content;
      }
      case 'html':
        refuse(
          node,
          'html-in-content',
          `Hay HTML o un componente («${(node.value ?? '').slice(0, 40)}»). Escriba solo Markdown.`
        );
        return [];
      default:
        refuse(node, 'not-text', `«${node.type}» no se usa en los textos. Escriba párrafos, listas, tablas y enlaces.`);
        return [];
    }
  }

  function toBlock(node: MarkdownNode): Block[] {
    const at = place(node);
    switch (node.type) {
      case 'yaml':
        return [];
      case 'heading':
        return [{ type: 'heading', depth: node.depth ?? 2, content: toInlines(node.children), at }];
      case 'paragraph': {
        const drawing = node.children?.length === 1 ? drawingOf(node.children[0]) : undefined;
        return [
          drawing ? { type: 'drawing', ...drawing, at } : { type: 'paragraph', content: toInlines(node.children), at }
        ];
      }
      case 'blockquote':
        return [{ type: 'quote', blocks: (node.children ?? []).flatMap(toBlock), at }];
      case 'list':
        return [
          {
            type: 'list',
            ordered: node.ordered === true,
            start: node.start ?? 1,
            items: (node.children ?? []).map((item) => (item.children ?? []).flatMap(toBlock)),
            at
          }
        ];
      case 'table':
        return [
          {
            type: 'table',
            rows: (node.children ?? []).map((row) => (row.children ?? []).map((cell) => toInlines(cell.children))),
            at
          }
        ];
      default:
        return toInline(node).length > 0 ? [{ type: 'paragraph', content: toInline(node), at }] : [];
    }
  }

  return { document: { file, blocks: (tree.children ?? []).flatMap(toBlock) }, issues };
}

/** A picture that is one of our drawings. */
function drawingOf(node: MarkdownNode | undefined): { id: string; description: string } | undefined {
  const [, id] = /^drawing:([a-z0-9-]+)$/.exec((node?.type === 'image' && node.url) || '') ?? [];
  return id === undefined ? undefined : { id, description: node?.alt?.trim() ?? '' };
}

/** The plain words of some inlines. */
export const textOf = (content: Inline[]): string =>
  content
    .map((inline) => (inline.type === 'text' ? inline.value : inline.type === 'break' ? '\n' : textOf(inline.content)))
    .join('');

/** The words of some inlines as they are to be said, where that differs; numbers and the like are still to be read. */
export const saidTextOf = (content: readonly Inline[]): string =>
  content
    .map((inline) =>
      inline.type === 'text'
        ? inline.value
        : inline.type === 'break'
          ? '\n'
          : inline.type === 'said'
            ? inline.spoken
            : saidTextOf(inline.content)
    )
    .join('');

/** Every run of inlines of a document, in reading order: one for each paragraph, heading and table cell. */
export function* inlineRuns(blocks: Block[]): Generator<Inline[]> {
  for (const block of blocks) {
    if (block.type === 'heading' || block.type === 'paragraph') yield block.content;
    else if (block.type === 'list') for (const item of block.items) yield* inlineRuns(item);
    else if (block.type === 'table') for (const row of block.rows) yield* row;
    else if (block.type === 'drawing') yield [{ type: 'text', value: block.description, at: block.at }];
    else yield* inlineRuns(block.blocks);
  }
}

export function* linksIn(content: Inline[]): Generator<Link> {
  for (const inline of content) {
    if (inline.type === 'link') yield inline;
    if (inline.type !== 'text' && inline.type !== 'break') yield* linksIn(inline.content);
  }
}

/** Words with a spoken form of their own. */
export type Said = Extract<Inline, { type: 'said' }>;

/** Every spoken form of some inlines. */
export function* saidIn(content: readonly Inline[]): Generator<Said> {
  for (const inline of content) {
    if (inline.type === 'said') yield inline;
    if (inline.type !== 'text' && inline.type !== 'break') yield* saidIn(inline.content);
  }
}

/** Every link of a document, in reading order. */
export function linksOf(document: Document): Link[] {
  return [...inlineRuns(document.blocks)].flatMap((content) => [...linksIn(content)]);
}
