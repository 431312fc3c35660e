import type { ReadingKey } from '#lib/i18n/create-translate.ts';
import { createLightTranslate } from '#lib/i18n/light-translate.ts';
import { loadWords } from '#lib/i18n/load.ts';

export const load = async ({ data: { language } }) => ({
  language,
  t: createLightTranslate<ReadingKey>(language, await loadWords(language))
});
