import type { LanguageCode } from '#lib/domain/language.ts';

type WordFile = () => Promise<{ default: object }>;

/** The words of one language, each a file of its own: a browser loads only what its page speaks. */
const files: Record<LanguageCode, { site: WordFile; reading: WordFile[] }> = {
  es: {
    site: () => import('../../../locales/es/ui.json'),
    reading: [
      () => import('../../../locales/es/activity.json'),
      () => import('../../../locales/es/classroom.json'),
      () => import('../../../locales/es/family.json'),
      () => import('../../../locales/es/keep.json'),
      () => import('../../../locales/es/lesson.json'),
      () => import('../../../locales/es/platform.json'),
      () => import('../../../locales/es/prints.json'),
      () => import('../../../locales/es/reading.json')
    ]
  },
  quz: {
    site: () => import('../../../locales/quz/ui.json'),
    reading: [
      () => import('../../../locales/quz/activity.json'),
      () => import('../../../locales/quz/classroom.json'),
      () => import('../../../locales/quz/family.json'),
      () => import('../../../locales/quz/keep.json'),
      () => import('../../../locales/quz/lesson.json'),
      () => import('../../../locales/quz/platform.json'),
      () => import('../../../locales/quz/prints.json'),
      () => import('../../../locales/quz/reading.json')
    ]
  }
};

/** The site's words; with those of the reading pages where pages are made, which is never in a browser. */
export async function loadWords(language: LanguageCode): Promise<object> {
  const { site, reading } = files[language];
  const inBrowser = typeof document !== 'undefined';
  const words = await Promise.all([site, ...(inBrowser ? [] : reading)].map((load) => load()));
  return Object.assign({}, ...words.map((file) => file.default)) as object;
}
