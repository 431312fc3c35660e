import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { lessonPages } from '#lib/domain/lesson.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { sourcePath } from '#lib/domain/paths.ts';
import { sourceAnchor } from '#lib/domain/reference.ts';
import type { Source } from '#lib/domain/sources.ts';
import { activitySections, sectionSources, toActivitiesHtml, toQuizKeyHtml } from '#lib/export/activity-html.ts';
import type { HrefOf } from '#lib/export/html.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { getContent, type Content } from './content.ts';
import { editionIn } from './views.ts';

/** A page of a lesson with what is done in class. */
export interface ActivityPage {
  edition: Edition;
  /** The activities, or the answers to the questions before and after. */
  html: string;
  sources: Source[];
}

/** A lesson's activities, or its questions before and after; undefined where it has none. */
export function toActivityPage(
  content: Content,
  slug: string,
  view: 'activities' | 'check',
  language: LanguageCode
): ActivityPage | undefined {
  const edition = lessonEditions(content, language).find(({ item }) => item.slug === slug);
  const { lesson } = edition ?? {};
  if (!edition || !lesson || !lessonPages(lesson).includes(view)) return undefined;
  const means = { t: translateFor(language), hrefOf: hrefOn(language) };
  return view === 'activities'
    ? { edition, html: toActivitiesHtml(edition, means), sources: sectionSources(edition, activitySections) }
    : {
        edition,
        html: lesson.check ? toQuizKeyHtml(lesson.check, means) : '',
        sources: sectionSources(edition, ['check'])
      };
}

/** Every lesson that has such a page, for prerendering. */
export async function lessonEntries(view: 'activities' | 'check', languages: readonly LanguageCode[]) {
  const content = await getContent();
  return languages.flatMap((lang) =>
    lessonEditions(content, lang)
      .filter(({ lesson }) => lesson && lessonPages(lesson).includes(view))
      .map(({ item }) => ({ lang, slug: item.slug }))
  );
}

const lessonEditions = (content: Content, language: LanguageCode): Edition[] =>
  itemsOf(content.library, 'lesson').flatMap((item) => editionIn(content, item, language) ?? []);

/** As on all pages: a word leads to the glossary, a claim to its source at the end. */
const hrefOn =
  (language: LanguageCode): HrefOf =>
  (reference) =>
    reference.scheme === 'term' ? sourcePath(language, reference) : `#${sourceAnchor(reference)}`;
