import { isLanguageCode, type LanguageCode } from './language.ts';

// What is kept on a device together (offline/kept-files.ts): the guides for families, or one lesson, in a language.

export const familyPack = (language: LanguageCode): string => `${language}-familia`;
/** `es-escuela-mis-documentos` */
export const lessonPack = (language: LanguageCode, slug: string): string => `${language}-escuela-${slug}`;
/** The language of a pack and, unless it is the guides, its lesson; undefined for what is no pack. */
export function readPack(pack: string): { language: LanguageCode; slug: string | undefined } | undefined {
  const [, code = '', slug] = /^([a-z]+)-(?:familia|escuela-([a-z0-9-]+))$/.exec(pack) ?? [];
  return isLanguageCode(code) ? { language: code, slug } : undefined;
}
