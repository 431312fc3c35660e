/** What a link in a text points to: `[words](scheme:id)`. */
export const schemes = ['finding', 'fact', 'contact', 'term', 'recommendation', 'blank'] as const;
export type Scheme = (typeof schemes)[number];

/** Target of a link that is no claim and only tells how its words are said, by its title: `[TOE](say: "te o e")`. */
export const sayUrl = 'say:';

export interface Reference {
  scheme: Scheme;
  /** Findings carry their column: `false-offers.often`. */
  id: string;
}

/** The reference of a link target; undefined when it is none of ours. */
export function parseReference(url: string): Reference | undefined {
  const cut = url.indexOf(':');
  const scheme = schemes.find((known) => known === url.slice(0, cut));
  const id = url.slice(cut + 1);
  return scheme && id ? { scheme, id } : undefined;
}

/** Those that a claim can rest on; the others name a word or leave a blank. */
export const claimSchemes: readonly Scheme[] = ['finding', 'fact', 'contact', 'recommendation'];

export const formatReference = ({ scheme, id }: Reference): string => `${scheme}:${id}`;

/**
 * Anchor of a reference, among the sources of a page as where it is explained: a few characters that say nothing of what
 * they lead to, because a browser keeps and shows addresses (FNV-1a, 32 bits).
 */
export const sourceAnchor = (reference: Reference): string =>
  `f${[...formatReference(reference)]
    .reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261)
    .toString(36)
    .replace('-', '0')}`;
