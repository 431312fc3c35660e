import { toCyclePaths, toWeeks } from '#lib/domain/cycle-path.ts';
import { inlineRuns, type Inline } from '#lib/domain/document.ts';
import type { Cycle } from '#lib/domain/curriculum.ts';
import type { Fact } from '#lib/domain/fact.ts';
import { textIn, type Item } from '#lib/domain/item.ts';
import type { LanguageCode, Localized } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { itemPath } from '#lib/domain/paths.ts';
import { cyclePath, slidesPath } from '#lib/domain/school-paths.ts';
import { slidesFor, toSlides, type Slide } from '#lib/domain/slides.ts';
import { sourcesOf, type Source } from '#lib/domain/sources.ts';
import type { Content } from './content.ts';
import { editionIn, toItemCards, type ItemCard, type UseLink } from './views.ts';

/** A lesson as slides, with the sources of what they say. */
export interface SlidesPage {
  title: string;
  summary: string;
  lesson: string;
  textLanguage: LanguageCode;
  draft: boolean;
  version: string;
  /** How long the class is, and where the slides of each length are. */
  minutes: number;
  lengths: { minutes: number; path: string }[];
  slides: Slide[];
  sources: Source[];
}

/** The slides for a class of one of the lesson's lengths, in minutes; without any, the shortest. */
export function toSlidesPage(
  content: Content,
  slug: string,
  { language, minutes }: { language: LanguageCode; minutes?: number | undefined }
): SlidesPage | undefined {
  const item = itemsOf(content.library, 'lesson').find((one) => one.slug === slug);
  const edition = item && editionIn(content, item, language);
  if (!edition) return undefined;
  const { text, draft, version } = edition;
  const index = minutes === undefined ? 0 : item.minutes.indexOf(minutes);
  const length = item.minutes[index];
  if (length === undefined) return undefined;
  const slides = slidesFor(toSlides(edition), index);
  return {
    title: text.title,
    summary: text.summary,
    lesson: itemPath(language, item),
    textLanguage: text.language,
    draft,
    version,
    minutes: length,
    lengths: item.minutes.map((one, place) => ({
      minutes: one,
      path: slidesPath(language, item, place === 0 ? undefined : one)
    })),
    slides,
    sources: sourcesOf(edition.sources, runsOf(slides))
  };
}

const runsOf = (slides: readonly Slide[]): Inline[][] =>
  slides.flatMap(({ heading, blocks, answers }) => [
    heading,
    ...inlineRuns(blocks),
    ...answers.map(({ content }) => content)
  ]);

/** The way of a cycle through the lessons. */
export interface CyclePage {
  cycle: Cycle;
  grades: Localized;
  /** Of those with whom the cycle begins, in years. */
  fromAge: number;
  /** The cycle that follows, with lessons for older pupils. */
  next: Cycle | undefined;
  steps: CycleStep[];
  /** Links to the lessons of each week: with both hours for one lesson, and with an hour for each. */
  weeks: { slow: UseLink[][]; quick: UseLink[][] };
  others: { cycle: Cycle; path: string }[];
  /** That there are two hours a week. */
  norm: Fact | undefined;
}

export interface CycleStep {
  card: ItemCard;
  hook: Localized;
  before: UseLink | undefined;
  episode: UseLink | undefined;
}

const hoursPerWeek = 2;

export function toCyclePage(content: Content, cycle: Cycle, language: LanguageCode): CyclePage | undefined {
  const { library } = content;
  const paths = toCyclePaths(library);
  const path = paths.find((one) => one.cycle === cycle);
  if (!path) return undefined;
  const cards = toItemCards(content, 'lesson', language);
  const linkTo = (item: Item | undefined): UseLink | undefined => {
    const text = item && textIn(item, language);
    return item && text ? { path: itemPath(language, item), title: text.title } : undefined;
  };
  const weeksOf = (version: number) =>
    toWeeks(path.lessons, { version, hoursPerWeek }).map((lessons) =>
      lessons.flatMap((lesson) => linkTo(lesson) ?? [])
    );
  return {
    cycle,
    grades: path.grades,
    fromAge: library.curriculum.cycles[cycle].fromAge,
    next: paths[paths.indexOf(path) + 1]?.cycle,
    steps: path.lessons.flatMap((lesson, index): CycleStep[] => {
      const card = cards.find(({ item }) => item.slug === lesson.slug);
      if (!card) return [];
      const episode = library.items.find(({ slug }) => slug === lesson.episode);
      return [{ card, hook: lesson.hook.words, before: linkTo(path.lessons[index - 1]), episode: linkTo(episode) }];
    }),
    weeks: { slow: weeksOf(1), quick: weeksOf(0) },
    others: paths
      .filter((one) => one.cycle !== cycle)
      .map((one) => ({ cycle: one.cycle, path: cyclePath(language, one.cycle) })),
    norm: library.facts.find(({ id }) => id === 'toe-hours')
  };
}
