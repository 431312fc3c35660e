import type { LanguageCode } from '#lib/domain/language.ts';
import type { Key, KeysOf, TranslateOf } from '#lib/i18n/create-translate.ts';
import { createLightTranslate } from '#lib/i18n/light-translate.ts';
import { loadWords } from '#lib/i18n/load.ts';
import type { words as spanish } from './words-es.ts';

export type DeskKey = Key | KeysOf<typeof spanish>;
export type DeskTranslate = TranslateOf<DeskKey>;

const deskWords: Record<LanguageCode, () => Promise<{ words: object }>> = {
  es: () => import('./words-es.ts'),
  quz: () => import('./words-quz.ts')
};

/** Every word the desk says in one language: the site's, and its own. */
export async function loadDeskTranslate(language: LanguageCode): Promise<DeskTranslate> {
  const [site, { words }] = await Promise.all([loadWords(language), deskWords[language]()]);
  return createLightTranslate(language, { ...site, ...words });
}
