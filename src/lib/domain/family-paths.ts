import type { Item } from './item.ts';
import { kindPaths } from './kind.ts';
import { languages, type LanguageCode } from './language.ts';
import { itemPath, sitePath } from './paths.ts';
import type { PrintFile } from './print.ts';

// Addresses of what families keep, send and print, apart from paths.ts: the desk has no use for them.

/** What the telephone keeps of a visit: every page of families leads there. */
export const tracesPath = (language: LanguageCode): string =>
  itemPath(language, { kind: 'guide', slug: 'en-este-celular' });

/** A guide to hand on: its words, its audio and a picture, without a link. The files lie below it. */
export const sendPath = (language: LanguageCode, slug: string): string =>
  `${sitePath(language, 'familia')}${slug}/enviar/`;

/** Where a family keeps the guides on its telephone, and takes them off again. */
export const keepPath = (language: LanguageCode): string => `${sitePath(language, 'familia')}guardar/`;

/** What families can print, all together. */
export const printsPath = (language: LanguageCode): string => `/${language}/${kindPaths.print}/`;

/** `/es/familia/para-imprimir/hoja-doblada/dos-lenguas.pdf` */
export const printFilePath = (language: LanguageCode, print: Pick<Item, 'kind' | 'slug'>, file: PrintFile): string =>
  `${itemPath(language, print)}${file}.pdf`;

/** A guide by the number that is said on the radio, typed on a cheap telephone and drawn as a QR code: `/1`, `/11`. */
export const shortCode = (language: LanguageCode, { order }: Pick<Item, 'order'>): string =>
  String(order).repeat(languages[language].codeTimes);

export const shortPath = (code: string): string => `/${code}`;

/** Where a short address leads: to the guide's audio. */
export const hearPath = (language: LanguageCode, guide: Pick<Item, 'kind' | 'slug'>): string =>
  `${itemPath(language, guide)}#${hearAnchor}`;

export const hearAnchor = 'oir';

/** The poster with a guide's short address, to print. */
export const codePosterPath = (language: LanguageCode, { slug }: Pick<Item, 'slug'>): string =>
  `${printsPath(language)}escuchar/${slug}/`;

export const codeSizes = ['a4', 'a6'] as const;

export type CodeSize = (typeof codeSizes)[number];

/** `/es/familia/para-imprimir/escuchar/revisar-un-trabajo/a6.pdf` */
export const codePosterFilePath = (language: LanguageCode, guide: Pick<Item, 'slug'>, size: CodeSize): string =>
  `${codePosterPath(language, guide)}${size}.pdf`;
