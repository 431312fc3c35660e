import type { AudioManifest } from '#lib/domain/audio.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { claimsOf, type Library } from '#lib/domain/library.ts';
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
import { reviewState } from '#lib/domain/review.ts';
import { exportFormats, formatsOf } from './formats.ts';

/** The whole library for other programs: every item with its texts, what they rest on, and the address of everything. */
export function toLibraryJson(library: Library, audio: AudioManifest) {
  return {
    name: 'Willakuy',
    licence: 'CC BY 4.0',
    languages: languageCodes,
    formats: exportFormats.map(({ extension, mediaType, kinds }) => ({ extension, mediaType, kinds })),
    pages: [
      '/',
      ...languageCodes.flatMap((code) => [
        homePath(code),
        ...sitePages.map((page) => sitePath(code, page)),
        ...library.series.map(({ id }) => seriesPath(code, id))
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
                /** Other layouts of a script: for the operator, for reading aloud, in two languages, for whoever conducts. */
                views:
                  item.kind === 'script'
                    ? scriptViewNames.slice(1).map((view) => scriptViewPath(code, item, view))
                    : [],
                exports: Object.fromEntries(
                  formatsOf(item.kind).map(({ extension }) => [extension, exportPath(code, item, extension)])
                ),
                audio: heard ? { url: heard.url, seconds: heard.seconds, bytes: heard.bytes } : null
              }
            ]
          ];
        })
      )
    }))
  };
}
