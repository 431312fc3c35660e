import * as v from 'valibot';
import { toQuiz, toSort, toStory, type Quiz, type Sort, type Story } from './activity.ts';
import type { Curriculum, Cycle } from './curriculum.ts';
import { textOf, type Block, type Document } from './document.ts';
import type { Place } from './issue.ts';
import type { LessonFacts } from './item.ts';
import type { LanguageCode, Localized } from './language.ts';
import type { LessonViewName } from './school-paths.ts';
import { id, localized } from './schema.ts';

/** The parts of a lesson in their order (content/sections.yaml); an optional one may be missing, pupils are not told a teacher's. */
export const sectionsSchema = v.array(
  v.strictObject({
    id,
    title: localized,
    minutes: v.boolean(),
    optional: v.optional(v.boolean(), false),
    teacher: v.optional(v.boolean(), false)
  })
);
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

/** A lesson as the school files it and as a class does it. */
export interface Lesson {
  place: SchoolPlace;
  /** Activities that it has; `check` is asked before and after. */
  sort: Sort | undefined;
  story: Story | undefined;
  check: Quiz | undefined;
}

/**
 * The pages that are built, in the order of a lesson's navigation. Whoever builds one adds it here: navigation, library.json
 * and tests go through this list.
 */
const pages: readonly { view: LessonViewName; when: (lesson: Lesson) => boolean }[] = [
  { view: 'plan', when: () => true },
  { view: 'sheet', when: () => true },
  { view: 'teacher', when: () => true },
  { view: 'poster', when: () => true },
  { view: 'activities', when: ({ sort, story, check }) => Boolean(sort ?? story ?? check) },
  { view: 'check', when: ({ check }) => check !== undefined },
  { view: 'slides', when: () => true }
];

/** The pages that a lesson has. */
export const lessonPages = (lesson: Lesson): LessonViewName[] =>
  pages.filter(({ when }) => when(lesson)).map(({ view }) => view);

/** Sections with a page of their own: the plan leads to them instead of saying them again. */
const ownPages: Partial<Record<string, LessonViewName>> = {
  sheet: 'sheet',
  sort: 'activities',
  story: 'activities',
  check: 'check'
};

/** The page that shows a section instead of the plan; undefined where the plan shows it. */
export function pageOfSection(lesson: Lesson, section: LessonSection | undefined): LessonViewName | undefined {
  const view = section && ownPages[section.id];
  return view !== undefined && lessonPages(lesson).includes(view) ? view : undefined;
}

/** Where a lesson belongs in school, by the official names. */
export interface SchoolPlace {
  cycles: { id: Cycle; grades: Localized }[];
  areas: string[];
  competencies: { name: string; means: Localized; capacities: string[] }[];
  approaches: { name: string; means: Localized }[];
  tutoring: { dimension: string; line: string };
}

export function toLesson(facts: LessonFacts, sections: readonly SectionText[], curriculum: Curriculum): Lesson {
  const part = (id: string) => sections.find(({ section }) => section?.id === id);
  const [sort, story, check] = [part('sort'), part('story'), part('check')];
  return {
    place: toSchoolPlace(facts, curriculum),
    sort: sort && toSort(sort).activity,
    story: story && toStory(story).activity,
    check: check && toQuiz(check).activity
  };
}

/** Names for ids; one that the curriculum does not have is left out, and lesson-form reports it. */
function toSchoolPlace(
  { cycles, areas, competencies, approaches, tutoring }: LessonFacts,
  curriculum: Curriculum
): SchoolPlace {
  const nameIn = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? '';
  return {
    cycles: cycles.map((id) => ({ id, grades: curriculum.cycles[id].grades })),
    areas: curriculum.areas.filter(({ id }) => areas.includes(id)).map(({ name }) => name),
    competencies: competencies.flatMap(({ id, capacities }) => {
      const known = curriculum.competencies.find((one) => one.id === id);
      return known
        ? [{ name: known.name, means: known.means, capacities: capacities.map((one) => nameIn(known.capacities, one)) }]
        : [];
    }),
    approaches: curriculum.approaches.filter(({ id }) => approaches.includes(id)),
    tutoring: {
      dimension: nameIn(curriculum.tutoring.dimensions, tutoring.dimension),
      line: nameIn(curriculum.tutoring.lines, tutoring.line)
    }
  };
}
