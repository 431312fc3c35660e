import { issueAt, startOf, type Issue } from '../issue.ts';
import type { Item, ItemText } from '../item.ts';
import type { Library } from '../library.ts';
import type { Parsed } from '../parse.ts';

/** Where entries of the registry and items stand: `fact:dni-retention` → place. */
export type EntryPlaces = Map<string, Parsed<unknown>['placeOf']>;

/** What a rule may look at besides the library. */
export interface CheckContext {
  library: Library;
  places: EntryPlaces;
  /** Today, `YYYY-MM-DD`: facts and contacts expire. */
  today: string;
  /** What reading the files has already reported. */
  readIssues: readonly Issue[];
}

/** One thing that can be wrong with the library, named by what is wrong. */
export interface Rule {
  id: string;
  check(context: CheckContext): Issue[];
}

/** Every text of every item. */
export function* textsOf(library: Library): Generator<{ item: Item; text: ItemText }> {
  for (const item of library.items) for (const text of Object.values(item.texts)) yield { item, text };
}

/** A rule that looks at one text at a time. */
export const textRule = (id: string, check: (text: ItemText, item: Item, context: CheckContext) => Issue[]): Rule => ({
  id,
  check: (context) => [...textsOf(context.library)].flatMap(({ item, text }) => check(text, item, context))
});

/** An issue of a rule at the place of a registry entry. */
export const entryIssue = (
  { places }: CheckContext,
  key: string,
  rule: string,
  message: string,
  level: Issue['level'] = 'error'
): Issue => issueAt(places.get(key)?.([]) ?? startOf('content'), rule, message, level);
