import { createInstance } from 'i18next';
import type { LanguageCode } from '#lib/domain/language.ts';
import es from '../../../locales/es/ui.json' with { type: 'json' };
import quz from '../../../locales/quz/ui.json' with { type: 'json' };

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type Singular<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` | `${infer Stem}_many`
  ? Stem
  : K;

/** Every interface word, by its path in locales/es/ui.json. */
export type Key = Singular<Leaves<typeof es>>;
export type Translate = (key: Key, values?: Record<string, string | number>) => string;

// One instance a language, none global: many languages are rendered in one process.
const createTranslate = (language: LanguageCode, words: object): Translate => {
  const instance = createInstance();
  void instance.init({
    lng: language,
    resources: { [language]: { ui: words } },
    defaultNS: 'ui',
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false }
  });
  return (key, values = {}) => instance.t(key, values);
};

const translates: Record<LanguageCode, Translate> = {
  es: createTranslate('es', es),
  quz: createTranslate('quz', quz)
};

export const translateFor = (language: LanguageCode): Translate => translates[language];
