import type { LanguageCode } from '#lib/domain/language.ts';

/** The site's words of one language, each a file of its own: a browser loads only what its page speaks. */
const files: Record<LanguageCode, () => Promise<{ default: object }>> = {
  es: () => import('../../../locales/es/ui.json'),
  quz: () => import('../../../locales/quz/ui.json')
};

export const loadWords = async (language: LanguageCode): Promise<object> => (await files[language]()).default;
