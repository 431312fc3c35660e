import type { ReadingKey } from '#lib/i18n/create-translate.ts';
import { createLightTranslate } from '#lib/i18n/light-translate.ts';
import { loadWords } from '#lib/i18n/load.ts';

export const load = async ({ data: { language } }) => {
  // What only reading pages say stays where they are made: no browser can ask for it.
  const reading = import.meta.env.SSR ? (await import('#lib/i18n/reading-words.ts')).readingWords[language] : {};
  return { language, t: createLightTranslate<ReadingKey>(language, { ...(await loadWords(language)), ...reading }) };
};
