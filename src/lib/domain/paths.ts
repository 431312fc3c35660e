import { kindPaths, type Item } from './item.ts';
import type { LanguageCode } from './language.ts';
import { sourceAnchor, type Reference } from './reference.ts';

/** Every page's address, in one place: pages, exports and library.json all link with these. */
export const sitePages = ['radio', 'escuela', 'familia', 'estudio', 'fuentes', 'ayuda', 'glosario'] as const;
export type SitePage = (typeof sitePages)[number];

export const homePath = (language: LanguageCode): string => `/${language}/`;
export const sitePath = (language: LanguageCode, page: SitePage): string => `/${language}/${page}/`;
export const itemPath = (language: LanguageCode, item: Pick<Item, 'kind' | 'slug'>): string =>
  `/${language}/${kindPaths[item.kind]}/${item.slug}/`;

/** Exports stand beside their page: `/es/radio/la-llamada.docx`. */
export const exportPath = (language: LanguageCode, item: Pick<Item, 'kind' | 'slug'>, extension: string): string =>
  `/${language}/${kindPaths[item.kind]}/${item.slug}.${extension}`;

/** Where a source is explained in full. */
export function sourcePath(language: LanguageCode, { scheme, id }: Reference): string {
  switch (scheme) {
    case 'finding':
      return `${sitePath(language, 'estudio')}#${id.split('.')[0]}`;
    case 'recommendation':
      return `${sitePath(language, 'estudio')}#${id}`;
    case 'fact':
      return `${sitePath(language, 'fuentes')}#${id}`;
    case 'contact':
      return `${sitePath(language, 'ayuda')}#${id}`;
    case 'term':
      return `${sitePath(language, 'glosario')}#${id}`;
    case 'blank':
      return `#${sourceAnchor({ scheme, id })}`;
  }
}

/** The same page in another language. */
export const inLanguage = (pathname: string, language: LanguageCode): string =>
  pathname.replace(/^\/[a-z]+(?=\/|$)/, `/${language}`);
