import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { lessonPages } from '#lib/domain/lesson.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { sourcePath, type LessonViewName } from '#lib/domain/paths.ts';
import { sourceAnchor } from '#lib/domain/reference.ts';
import type { Source } from '#lib/domain/sources.ts';
import { activitySources, toActivitiesHtml } from '#lib/export/activity-html.ts';
import type { HrefOf } from '#lib/export/html.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { getContent, type Content } from './content.ts';
import { editionIn } from './views.ts';

/** A page of a lesson with what can be done in class. */
export interface ActivityPage {
  edition: Edition;
  /** The activities, ready to be drawn. */
  html: string;
  sources: Source[];
}

/** A lesson's activities; undefined where it has none. */
export function toActivityPage(content: Content, slug: string, language: LanguageCode): ActivityPage | undefined {
  const edition = lessonEditions(content, language).find(({ item }) => item.slug === slug);
  return edition?.lesson && lessonPages(edition.lesson).includes('activities')
    ? {
        edition,
        html: toActivitiesHtml(edition, { t: translateFor(language), hrefOf: hrefOn(language) }),
        sources: activitySources(edition)
      }
    : undefined;
}

/** Every lesson that has such a page, for prerendering. */
export async function lessonEntries(view: LessonViewName, languages: readonly LanguageCode[]) {
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
