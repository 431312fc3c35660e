import * as v from 'valibot';
import { textOf, type Block, type Document } from './document.ts';
import type { Place } from './issue.ts';
import type { LanguageCode, Localized } from './language.ts';
import { id, localized } from './schema.ts';

/** The parts of a lesson in their order (content/sections.yaml). */
export const sectionsSchema = v.array(v.strictObject({ id, title: localized, minutes: v.boolean() }));
export type LessonSection = v.InferOutput<typeof sectionsSchema>[number];

export interface SectionText<Section extends { title: Localized } = LessonSection> {
  /** Undefined where the heading is none of the known ones. */
  section: Section | undefined;
  title: string;
  /** Minutes in the short and in the long version, where the heading gives them: `(10 min / 15 min)`. */
  minutes: number[];
  blocks: Block[];
  at: Place;
}

/** A text's words cut at its second-level headings; `minutes` are those of a lesson. */
export function toSections<Section extends { title: Localized }>(
  document: Document,
  sections: readonly Section[],
  language: LanguageCode
): SectionText<Section>[] {
  const parts: SectionText<Section>[] = [];
  for (const block of document.blocks) {
    if (block.type === 'heading' && block.depth === 2) {
      const heading = textOf(block.content).trim();
      const [, title = heading, times = ''] = /^(.*?)\s*(?:\(([^()]*min[^()]*)\))?$/.exec(heading) ?? [];
      parts.push({
        section: sections.find((section) => section.title[language] === title),
        title,
        minutes: [...times.matchAll(/(\d+)\s*min/g)].map((match) => Number(match[1])),
        blocks: [],
        at: block.at
      });
    } else parts.at(-1)?.blocks.push(block);
  }
  return parts;
}
