import * as v from 'valibot';
import { cutScript } from './radio.ts';
import type { Item, ItemText } from './item.ts';
import { toSections, type SectionText } from './lesson.ts';
import { id, localized } from './schema.ts';

/** Where a part stands: at the end of a script, in the kit of a message, in the kit for any script, or in one for teachers. */
const homes = ['script', 'message', 'any', 'school'] as const;

/** The parts that help whoever conducts (content/kit-sections.yaml). */
export const kitSectionsSchema = v.array(v.strictObject({ id, in: v.picklist(homes), title: localized }));
export type KitSection = v.InferOutput<typeof kitSectionsSchema>[number];

/** The parts a text has to have, in their order; none for lessons and guides. */
export function kitSectionsOf(item: Item, sections: readonly KitSection[]): KitSection[] {
  const home = homeOf(item);
  return sections.filter((section) => section.in === home);
}

function homeOf(item: Item): (typeof homes)[number] | undefined {
  if (item.kind === 'script') return 'script';
  if (item.kind !== 'kit') return undefined;
  return isForSchool(item) ? 'school' : item.message === 'any' ? 'any' : 'message';
}

/** A kit that is a teacher's, not one for whoever conducts a programme. */
export const isForSchool = ({ kind, audience }: Pick<Item, 'kind' | 'audience'>): boolean =>
  kind === 'kit' && audience.includes('teachers');

/** What a script or kit says to whoever conducts, cut at its headings. */
export function toKitParts(item: Item, text: ItemText, sections: readonly KitSection[]): SectionText<KitSection>[] {
  const blocks = item.kind === 'script' ? cutScript(text.document).notes : text.document.blocks;
  return toSections({ ...text.document, blocks }, kitSectionsOf(item, sections), text.language);
}
