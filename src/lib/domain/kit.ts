import * as v from 'valibot';
import { cutScript } from './radio.ts';
import type { Item, ItemText } from './item.ts';
import { toSections, type SectionText } from './lesson.ts';
import { id, localized } from './schema.ts';

/** Where a part stands: at the end of a script, in the kit of a message, or in the kit for any script. */
const homes = ['script', 'message', 'any'] as const;

/** The parts that help whoever conducts (content/kit-sections.yaml). */
export const kitSectionsSchema = v.array(v.strictObject({ id, in: v.picklist(homes), title: localized }));
export type KitSection = v.InferOutput<typeof kitSectionsSchema>[number];

/** The parts a text has to have, in their order; none for lessons and guides. */
export function kitSectionsOf(item: Item, sections: readonly KitSection[]): KitSection[] {
  const home =
    item.kind === 'script' ? 'script' : item.kind === 'kit' ? (item.message === 'any' ? 'any' : 'message') : undefined;
  return sections.filter((section) => section.in === home);
}

/** What a script or kit says to whoever conducts, cut at its headings. */
export function toKitParts(item: Item, text: ItemText, sections: readonly KitSection[]): SectionText<KitSection>[] {
  const blocks = item.kind === 'script' ? cutScript(text.document).notes : text.document.blocks;
  return toSections({ ...text.document, blocks }, kitSectionsOf(item, sections), text.language);
}
