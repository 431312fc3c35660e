import type { Blank } from './blank.ts';
import type { Casting } from './casting-file.ts';
import type { Contact } from './contact.ts';
import type { Curriculum } from './curriculum.ts';
import { linksOf } from './document.ts';
import { toFigures, type Figure, type FindingGroup, type Study } from './evidence.ts';
import type { Drawing } from './drawing.ts';
import type { Fact } from './fact.ts';
import type { Term } from './glossary.ts';
import type { Item, ItemText } from './item.ts';
import { kinds, type Kind } from './kind.ts';
import type { LanguageCode } from './language.ts';
import type { Prices } from './prices.ts';
import type { Recommendation } from './recommendation.ts';
import { claimSchemes, formatReference, type Reference } from './reference.ts';
import type { LessonSection } from './lesson.ts';
import type { KitSection } from './kit.ts';
import type { Loans } from './loans.ts';
import type { Series } from './series.ts';
import type { SoundVocabulary } from './sound.ts';
import type { AgeWords, WordingRule } from './wording.ts';

/** Everything content/ says, parsed. */
export interface Library {
  study: Study;
  groups: FindingGroup[];
  recommendations: Recommendation[];
  facts: Fact[];
  contacts: Contact[];
  glossary: Term[];
  wording: Record<LanguageCode, WordingRule[]>;
  ageWords: AgeWords[];
  loans: Loans;
  sounds: SoundVocabulary;
  casting: Casting;
  prices: Prices;
  blanks: Blank[];
  curriculum: Curriculum;
  sections: LessonSection[];
  kitSections: KitSection[];
  series: Series[];
  drawings: Drawing[];
  items: Item[];
  /** Every figure under the id by which texts cite it. */
  figures: Map<string, Figure>;
}

export const createLibrary = (parts: Omit<Library, 'figures'>): Library => ({
  ...parts,
  items: [...parts.items].sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.order - b.order || a.slug.localeCompare(b.slug)
  ),
  figures: toFigures(parts.groups)
});

export const itemsOf = <K extends Kind>(library: Library, kind: K): Extract<Item, { kind: K }>[] =>
  library.items.filter((item): item is Extract<Item, { kind: K }> => item.kind === kind);

/** The references of a text, each once, in reading order. */
export function referencesOf(text: ItemText): Reference[] {
  const seen = new Map<string, Reference>();
  for (const { reference } of linksOf(text.document)) seen.set(formatReference(reference), reference);
  return [...seen.values()];
}

/** What a text rests on: the references that are claims. */
export const claimsOf = (text: ItemText): Reference[] =>
  referencesOf(text).filter(({ scheme }) => claimSchemes.includes(scheme));

/** For each reference (`finding:false-offers.often`), the items that use it in any language. */
export function usesOf(library: Library): Map<string, Item[]> {
  const uses = new Map<string, Item[]>();
  const add = (key: string, item: Item) => {
    const items = uses.get(key) ?? [];
    if (!items.includes(item)) uses.set(key, [...items, item]);
  };
  for (const item of library.items) {
    for (const recommendation of item.recommendations) add(`recommendation:${recommendation}`, item);
    for (const text of Object.values(item.texts))
      for (const reference of referencesOf(text)) add(formatReference(reference), item);
  }
  return uses;
}
