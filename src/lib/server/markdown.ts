import { compile } from 'mdsvex';
import { toDocument, type Document, type MarkdownNode } from '#lib/domain/document.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { keepPercents } from '#lib/domain/percent.ts';
import { parseReference, sayUrl, sourceAnchor } from '#lib/domain/reference.ts';

/**
 * A text compiled by mdsvex: its body as HTML for the page, and the same tree as a document for everything else.
 * In the HTML each claim leads to its source at the end of the page; terms lead to `termPath`.
 */
export async function compileText(
  file: string,
  source: string,
  { termPath }: { termPath: string }
): Promise<{ document: Document; html: string; issues: Issue[] }> {
  let tree: MarkdownNode = { type: 'root', children: [] };
  const capture = () => (root: unknown) => {
    joinPercents(root as MarkdownNode);
    tree = structuredClone(root) as MarkdownNode;
    pointLinks(root as LinkedNode, termPath);
  };
  const compiled = await compile(source, {
    // Smartypants would turn the Quechua apostrophe into a curly one.
    smartypants: false,
    highlight: false as never,
    // Front matter is read, and its errors reported, by our own parser: mdsvex swallows them.
    frontmatter: { type: 'yaml', marker: '-', parse: () => ({}) },
    remarkPlugins: [capture as never]
  });
  const html = (compiled?.code ?? '').replace(/<script context="module">[\s\S]*?<\/script>\s*/, '').trim();
  return { ...toDocument(tree, file), html };
}

interface LinkedNode {
  type: string;
  url?: string;
  title?: string | null;
  data?: Record<string, unknown>;
  children?: LinkedNode[];
}

/** Before page, exports and speech part, so that it holds for all of them. */
function joinPercents(node: MarkdownNode): void {
  if (node.type === 'text' && node.value !== undefined) node.value = keepPercents(node.value);
  node.children?.forEach(joinPercents);
}

function pointLinks(node: LinkedNode, termPath: string): void {
  const reference = node.type === 'link' ? parseReference(node.url ?? '') : undefined;
  // How words are said is for the ear; a browser would show it as a tooltip.
  if (reference || node.url === sayUrl) node.title = null;
  if (node.url === sayUrl) node.data = { hName: 'span', hProperties: { href: null } };
  else if (reference?.scheme === 'blank') node.data = { hName: 'span', hProperties: { className: ['blank'] } };
  else if (reference) {
    node.url = reference.scheme === 'term' ? `${termPath}#${sourceAnchor(reference)}` : `#${sourceAnchor(reference)}`;
    node.data = { hProperties: { className: [reference.scheme === 'term' ? 'term' : 'claim'] } };
  }
  node.children?.forEach((child) => pointLinks(child, termPath));
}
