import type { AudioManifest } from '#lib/domain/audio.ts';
import { cycles } from '#lib/domain/curriculum.ts';
import { toEdition } from '#lib/domain/edition.ts';
import type { Item } from '#lib/domain/item.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { lessonPages } from '#lib/domain/lesson.ts';
import { claimsOf, type Library } from '#lib/domain/library.ts';
import {
  codePosterFilePath,
  codePosterPath,
  codeSizes,
  keepPath,
  printFilePath,
  printsPath,
  sendPath,
  shortCode,
  shortPath
} from '#lib/domain/family-paths.ts';
import {
  exportPath,
  homePath,
  itemPath,
  scriptViewNames,
  scriptViewPath,
  seriesPath,
  sitePages,
  sitePath
} from '#lib/domain/paths.ts';
import {
  cyclePath,
  keepLessonsPath,
  lessonPaperPath,
  lessonPapers,
  lessonPaperSlug,
  lessonViewPath
} from '#lib/domain/school-paths.ts';
import { printFiles } from '#lib/domain/print.ts';
import { reviewState } from '#lib/domain/review.ts';
import { exportFormats, formatsOf } from './formats.ts';
import { paperFormats } from './paper-formats.ts';
import { platformFormats, platformsOf } from './platforms.ts';

/** The whole library for other programs: every item with its texts, what they rest on, and the address of everything. */
export function toLibraryJson(library: Library, audio: AudioManifest) {
  return {
    name: 'Willakuy',
    licence: 'CC BY 4.0',
    languages: languageCodes,
    formats: [
      ...exportFormats.map(({ extension, mediaType, kinds }) => ({ extension, mediaType, kinds })),
      ...platformFormats.map(({ extension, mediaType }) => ({ extension, mediaType, kinds: ['lesson'] as const }))
    ],
    pages: [
      '/',
      ...languageCodes.flatMap((code) => [
        homePath(code),
        ...sitePages.map((page) => sitePath(code, page)),
        keepPath(code),
        keepLessonsPath(code),
        ...cycles.map((cycle) => cyclePath(code, cycle)),
        ...library.series.map(({ id }) => seriesPath(code, id)),
        printsPath(code)
      ])
    ],
    items: library.items.map((item) => ({
      id: item.slug,
      kind: item.kind,
      ...(item.kind === 'script' ? { format: item.format, durationSeconds: item.durationSeconds } : {}),
      ...(item.kind === 'lesson' ? { minutes: item.minutes, cycles: item.cycles } : {}),
      message: item.message,
      audience: item.audience,
      ages: item.ages,
      recommendations: item.recommendations,
      languages: languageCodes.filter((code) => item.texts[code]),
      texts: Object.fromEntries(
        languageCodes.flatMap((code) => {
          const text = item.texts[code];
          if (!text) return [];
          const ids = (scheme: string) =>
            claimsOf(text)
              .filter((claim) => claim.scheme === scheme)
              .map((claim) => claim.id);
          const heard = audio[`${code}/${item.slug}`];
          return [
            [
              code,
              {
                title: text.title,
                summary: text.summary,
                review: reviewState(text.review, text.hash),
                version: text.hash,
                findings: ids('finding'),
                facts: ids('fact'),
                contacts: ids('contact'),
                page: itemPath(code, item),
                /** Its other pages: layouts of a script; a lesson's papers and activities; where a guide is handed on and printed. */
                views: viewsOf(library, item, code),
                exports: Object.fromEntries(
                  [
                    ...formatsOf(item.kind),
                    ...(item.kind === 'lesson' ? platformsOf(toEdition(library, item, text)) : [])
                  ].map(({ extension }) => [extension, exportPath(code, item, extension)])
                ),
                /** Papers of a lesson, of a guide and of a print as files, by their names. */
                papers:
                  item.kind === 'lesson'
                    ? Object.fromEntries(
                        lessonPapers.flatMap((paper) =>
                          paperFormats.map(({ extension }) => [
                            `${lessonPaperSlug(paper)}.${extension}`,
                            lessonPaperPath(code, item, paper, extension)
                          ])
                        )
                      )
                    : item.kind === 'print'
                      ? Object.fromEntries(
                          printFiles[item.form].map((file) => [`${file}.pdf`, printFilePath(code, item, file)])
                        )
                      : item.kind === 'guide'
                        ? Object.fromEntries(
                            codeSizes.map((size) => [`escuchar-${size}.pdf`, codePosterFilePath(code, item, size)])
                          )
                        : {},
                /** A guide's short address, which leads to its audio. */
                shortAddress: item.kind === 'guide' ? shortPath(shortCode(code, item)) : null,
                audio: heard ? { url: heard.url, seconds: heard.seconds, bytes: heard.bytes } : null
              }
            ]
          ];
        })
      )
    }))
  };
}

function viewsOf(library: Library, item: Item, language: LanguageCode): string[] {
  if (item.kind === 'guide') return [sendPath(language, item.slug), codePosterPath(language, item)];
  if (item.kind === 'script') return scriptViewNames.slice(1).map((view) => scriptViewPath(language, item, view));
  const text = item.texts[language];
  const { lesson } = text ? toEdition(library, item, text) : {};
  return lesson
    ? lessonPages(lesson)
        .filter((view) => view !== 'plan')
        .map((view) => lessonViewPath(language, item, view))
    : [];
}
