import type { Cycle } from './curriculum.ts';
import type { Item } from './item.ts';
import type { LanguageCode } from './language.ts';
import { itemPath, sitePath } from './paths.ts';

// Addresses of a lesson's pages and papers, apart from paths.ts: the desk has no use for them.

/** A lesson's pages, by the last part of their address; `plan` is the lesson's own. */
export const lessonViews = {
  plan: '',
  /** For the pupils: one sheet, its back in the other language. */
  sheet: 'hoja/',
  /** For the teacher: the plan on paper. */
  teacher: 'docente/',
  poster: 'afiche/',
  activities: 'actividades/',
  /** Questions before and after, with the totals of the class. */
  check: 'antes-y-despues/',
  slides: 'diapositivas/'
} as const;

export type LessonViewName = keyof typeof lessonViews;

export const lessonViewPath = (
  language: LanguageCode,
  item: Pick<Item, 'kind' | 'slug'>,
  view: LessonViewName
): string => `${itemPath(language, item)}${lessonViews[view]}`;

/** The slides of a class: those of the shortest without its minutes, of a longer one under them. */
export const slidesPath = (
  language: LanguageCode,
  item: Pick<Item, 'kind' | 'slug'>,
  minutes: number | undefined
): string => `${lessonViewPath(language, item, 'slides')}${minutes === undefined ? '' : `${minutes}/`}`;

/** Those that are papers: to print, and as files beside their page. */
export const lessonPapers = ['sheet', 'teacher', 'poster'] as const satisfies readonly LessonViewName[];

export type LessonPaper = (typeof lessonPapers)[number];

/** `hoja`: a paper by the last part of its address. */
export const lessonPaperSlug = (paper: LessonPaper): string => lessonViews[paper].slice(0, -1);

/** The paper at an address. */
export const lessonPaperAt = (slug: string): LessonPaper | undefined =>
  lessonPapers.find((paper) => lessonPaperSlug(paper) === slug);

/** A paper's file: `/es/escuela/mis-documentos/hoja.pdf`. */
export const lessonPaperPath = (
  language: LanguageCode,
  item: Pick<Item, 'kind' | 'slug'>,
  paper: LessonPaper,
  extension: string
): string => `${itemPath(language, item)}${lessonPaperSlug(paper)}.${extension}`;

/** Where a lesson is kept for a class without a network; `pack` names it there (offline/kept-files.ts). */
export const keepLessonsPath = (language: LanguageCode, pack?: string): string =>
  `${sitePath(language, 'escuela')}guardar/${pack === undefined ? '' : `#${pack}`}`;

/** The lessons of a cycle in their order, week by week. */
export const cyclePath = (language: LanguageCode, cycle: Cycle): string =>
  `${sitePath(language, 'escuela')}camino/${cycleSlug(cycle)}/`;

export const cycleSlug = (cycle: Cycle): string => cycle.toLowerCase();
