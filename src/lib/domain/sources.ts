import type { Contact } from './contact.ts';
import { linksIn, type Inline } from './document.ts';
import type { Figure } from './evidence.ts';
import type { Fact } from './fact.ts';
import { claimsOf, type Library } from './library.ts';
import type { ItemText } from './item.ts';
import type { Recommendation } from './recommendation.ts';
import { formatReference, sourceAnchor, type Reference } from './reference.ts';

/** What one claim of a text rests on. */
export type Source = { reference: Reference; anchor: string } & (
  | { type: 'finding'; figure: Figure }
  | { type: 'fact'; fact: Fact }
  | { type: 'contact'; contact: Contact }
  | { type: 'recommendation'; recommendation: Recommendation }
);

/** The sources of a text's claims in reading order. A claim without one is left to the checker, which refuses it. */
export const toSources = (library: Library, text: ItemText): Source[] =>
  claimsOf(text).flatMap((reference) => toSource(library, reference) ?? []);

function toSource(library: Library, reference: Reference): Source | undefined {
  const { id } = reference;
  const base = { reference, anchor: sourceAnchor(reference) };
  const byId = <T extends { id: string }>(entries: T[]) => entries.find((entry) => entry.id === id);
  switch (reference.scheme) {
    case 'finding': {
      const figure = library.figures.get(id);
      return figure && { ...base, type: 'finding', figure };
    }
    case 'fact': {
      const fact = byId(library.facts);
      return fact && { ...base, type: 'fact', fact };
    }
    case 'contact': {
      const contact = byId(library.contacts);
      return contact && { ...base, type: 'contact', contact };
    }
    case 'recommendation': {
      const recommendation = byId(library.recommendations);
      return recommendation && { ...base, type: 'recommendation', recommendation };
    }
    default:
      return undefined;
  }
}

/** Those of the sources that some words rest on, in the sources' order: a view lists what it shows. */
export function sourcesOf(sources: Source[], runs: Iterable<Inline[]>): Source[] {
  const cited = new Set(
    [...runs].flatMap((content) => [...linksIn(content)].map(({ reference }) => formatReference(reference)))
  );
  return sources.filter(({ reference }) => cited.has(formatReference(reference)));
}
