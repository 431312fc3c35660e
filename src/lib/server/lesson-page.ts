import { inlineRuns } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { lessonPages, pageOfSection } from '#lib/domain/lesson.ts';
import { itemsOf } from '#lib/domain/library.ts';
import type { Paper } from '#lib/domain/paper.ts';
import {
  lessonPapers,
  lessonPaperAt,
  lessonPaperPath,
  lessonPaperSlug,
  lessonViewPath,
  type LessonPaper,
  type LessonViewName
} from '#lib/domain/school-paths.ts';
import { sourcesOf, type Source } from '#lib/domain/sources.ts';
import { exportFileName, exportFormats } from '#lib/export/formats.ts';
import { paperFormats } from '#lib/export/paper-formats.ts';
import { toPaper, type PaperSource } from '#lib/export/paper.ts';
import { toLessonForm, type LessonForm } from '#lib/i18n/lesson-form.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { getContent, type Content } from './content.ts';
import { entriesOf } from './exports.ts';
import { exportMeans } from './fonts.ts';
import { editionIn, toItemView, type ExportLink, type ItemView } from './views.ts';

/** A lesson as its own page shows it. */
export interface LessonPage {
  view: ItemView;
  form: LessonForm;
  /** The pages that it has. */
  pages: LessonViewName[];
}

/** One of a lesson's papers as its page shows it. */
export interface PaperPage {
  item: ItemView['item'];
  title: string;
  textLanguage: LanguageCode;
  paper: Paper<LessonPaper>;
  pages: LessonViewName[];
  files: ExportLink[];
  /** What the claims of all its sides rest on. */
  sources: Source[];
}

export function toLessonPage(content: Content, slug: string, language: LanguageCode): LessonPage | undefined {
  const view = toItemView(content, 'lesson', slug, language);
  const found = lessonEditions(content, slug, language);
  const [edition] = found?.editions ?? [];
  if (!view || !found || !edition?.lesson) return undefined;
  const t = translateFor(language);
  const { lesson, sections } = edition;
  const parts = view.html.split(/(?=<h2[ >])/);
  const shown = sections.filter(({ section }) => pageOfSection(lesson, section) === undefined);
  // What stands before the first heading, then one part a section.
  const offset = parts.length - sections.length;
  const html = parts.map((part, index) => {
    const section = sections[index - offset];
    const page = pageOfSection(lesson, section?.section);
    if (!section || page === undefined) return part;
    const title = /^<h2.*?<\/h2>/.exec(part)?.[0] ?? '';
    const path = lessonViewPath(language, view.item, page);
    // On paper there is nothing to follow: each of these has a paper of its own.
    return `<div class="screen">${title}<p>${t('lesson.seePage')} <a href="${path}">${t(`lesson.pages.${page}`)}</a></p></div>`;
  });
  return {
    view: {
      ...view,
      html: html.join(''),
      sources: sourcesOf(
        view.sources,
        shown.flatMap(({ blocks }) => [...inlineRuns(blocks)])
      )
    },
    form: toLessonForm(edition, found.episode, content.library, t),
    pages: lessonPages(lesson)
  };
}

/** A lesson in the language one reads, then in the others that have it. */
function lessonEditions(content: Content, slug: string, language: LanguageCode): PaperSource | undefined {
  const item = itemsOf(content.library, 'lesson').find((one) => one.slug === slug);
  if (!item) return undefined;
  const editions = [language, ...languageCodes.filter((code) => code !== language)].flatMap(
    (code) => editionIn(content, item, code) ?? []
  );
  const episode = itemsOf(content.library, 'script').find((one) => one.slug === item.episode);
  return {
    library: content.library,
    editions: editions.filter(
      (one, index) => editions.findIndex(({ language }) => language === one.language) === index
    ),
    episode: episode && editionIn(content, episode, language)
  };
}

export function toPaperPage(
  content: Content,
  slug: string,
  name: LessonPaper,
  language: LanguageCode
): PaperPage | undefined {
  const source = lessonEditions(content, slug, language);
  const paper = source && toPaper(name, source);
  const [edition] = source?.editions ?? [];
  if (!source || !paper || !edition?.lesson) return undefined;
  const { item } = edition;
  const shown = paper.sides.flatMap((side) => source.editions.filter((one) => one.language === side.language));
  return {
    item: { ...item, texts: {} },
    title: edition.text.title,
    textLanguage: edition.language,
    paper,
    pages: lessonPages(edition.lesson),
    files: paperFormats.map(({ extension }) => ({
      extension,
      path: lessonPaperPath(language, item, name, extension),
      name: exportFileName({ item, language: edition.language, draft: paper.draft }, extension, lessonPaperSlug(name))
    })),
    sources: sourcesCited(paper, shown)
  };
}

/** Every source that the words of a paper lead to, each once. */
function sourcesCited({ sides }: Paper, editions: Edition[]): Source[] {
  const runs = sides.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      switch (block.type) {
        case 'write':
          return [block.label];
        case 'ticks':
          return block.items;
        case 'form':
        case 'sources':
          return [];
        default:
          return [...inlineRuns([block])];
      }
    })
  );
  const sources = editions.flatMap((edition) => sourcesOf(edition.sources, runs));
  return sources.filter((source, index) => sources.findIndex(({ anchor }) => anchor === source.anchor) === index);
}

/** Every paper of every lesson in every language, for prerendering. */
export const paperEntries = async () =>
  (await entriesOf('lesson')).flatMap((entry) =>
    lessonPapers.map((paper) => ({ ...entry, paper: lessonPaperSlug(paper) }))
  );

/** And every file of each. */
export const paperFileEntries = async () =>
  (await paperEntries()).flatMap((entry) => paperFormats.map(({ extension }) => ({ ...entry, extension })));

/** A paper's file as a response; 404 where there is no such lesson, paper or format. */
export async function paperResponse({
  lang,
  slug,
  paper: name,
  extension
}: {
  lang: LanguageCode;
  slug: string;
  paper: string;
  extension: string;
}): Promise<Response> {
  const at = lessonPaperAt(name);
  const page = at && toPaperPage(await getContent(), slug, at, lang);
  const format = paperFormats.find((one) => one.extension === extension);
  if (!page || !format) return new Response('404\n', { status: 404 });
  const mediaType = exportFormats.find((one) => one.extension === extension)?.mediaType ?? '';
  return new Response(new Uint8Array(await format.write(page.paper, exportMeans)), {
    headers: { 'Content-Type': mediaType }
  });
}
