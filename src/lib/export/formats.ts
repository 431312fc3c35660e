import type { Edition } from '#lib/domain/edition.ts';
import type { Kind } from '#lib/domain/kind.ts';
import type { LessonForm } from '#lib/i18n/lesson-form.ts';
import type { FontName } from './fonts.ts';

/** What a writer needs of the machine it runs on. */
export interface ExportMeans {
  readFont: (name: FontName) => Promise<Uint8Array>;
  /** Where a lesson belongs in school; undefined for other kinds, and where no lesson is written. */
  formOf: (edition: Edition) => LessonForm | undefined;
  /** A drawing as PNG, sharp on paper; undefined where nothing draws one: a Word file then goes without. */
  drawPng?: (svg: string) => Promise<Uint8Array>;
}

/** A kind of file that an edition goes out as. */
export interface ExportFormat {
  extension: ExportExtension;
  mediaType: string;
  kinds: readonly Kind[];
  /** Loads what it needs only now: a page that offers a file does not carry its library. */
  write: (edition: Edition, means: ExportMeans) => Promise<string | Uint8Array>;
}

export const exportExtensions = ['docx', 'pdf', 'txt', 'fountain', 'ssml', 'json', 'srt', 'vtt'] as const;
export type ExportExtension = (typeof exportExtensions)[number];

/** Every file an edition can go out as: pages, the desk, packs and tests all go through this list. */
export const exportFormats: readonly ExportFormat[] = [
  {
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    kinds: ['script', 'lesson', 'guide', 'kit'],
    write: async (edition, means) => (await import('./docx.ts')).toDocx(edition, means)
  },
  {
    extension: 'pdf',
    mediaType: 'application/pdf',
    kinds: ['script', 'lesson', 'guide', 'kit'],
    write: async (edition, means) => (await import('./pdf.ts')).toPdf(edition, means)
  },
  {
    extension: 'txt',
    mediaType: 'text/plain; charset=utf-8',
    kinds: ['script', 'lesson', 'guide', 'kit'],
    write: async (edition, means) => (await import('./txt.ts')).toTxt(edition, means.formOf(edition))
  },
  {
    extension: 'fountain',
    mediaType: 'text/plain; charset=utf-8',
    kinds: ['script'],
    write: async (edition) => (await import('./fountain.ts')).toFountain(edition)
  },
  {
    extension: 'ssml',
    mediaType: 'application/ssml+xml',
    kinds: ['script'],
    write: async (edition) => (await import('./ssml.ts')).toSsml(edition)
  },
  {
    extension: 'json',
    mediaType: 'application/json',
    kinds: ['script', 'kit'],
    write: async (edition) => (await import('./edition-json.ts')).toEditionJson(edition)
  },
  {
    extension: 'srt',
    mediaType: 'application/x-subrip; charset=utf-8',
    kinds: ['script'],
    write: async (edition) => (await import('./captions.ts')).toSrt(edition)
  },
  {
    extension: 'vtt',
    mediaType: 'text/vtt; charset=utf-8',
    kinds: ['script'],
    write: async (edition) => (await import('./captions.ts')).toVtt(edition)
  }
];

export const formatsOf = (kind: Kind): readonly ExportFormat[] =>
  exportFormats.filter(({ kinds }) => kinds.includes(kind));

/** `la-llamada-es-borrador.docx`: what it is, in which language, which part of it, and whether it is a draft, in letters every disk takes. */
export const exportFileName = (
  { item, language, draft }: { item: Pick<Edition['item'], 'slug'>; language: string; draft: boolean },
  extension: string,
  part?: string
): string =>
  `${[item.slug, language, ...(part === undefined ? [] : [part]), ...(draft ? ['borrador'] : [])]
    .join('-')
    .replace(/[^a-z0-9-]/g, '-')}.${extension}`;
