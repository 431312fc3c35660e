import { createInstance } from 'i18next';
import type { LanguageCode } from '#lib/domain/language.ts';
import type ui from '../../../locales/es/ui.json';
import type { readingWords } from './reading-words.ts';

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type Singular<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` | `${infer Stem}_many`
  ? Stem
  : K;

/** Every word of a file of locales/, by its path in it. */
export type KeysOf<Words> = Singular<Leaves<Words>>;

/** Words that pages, exports and the desk say. */
export type Key = KeysOf<typeof ui>;
/** And those that only prerendered reading pages say: no browser loads them. */
export type ReadingKey = Key | KeysOf<(typeof readingWords)['es']>;
export type TranslateOf<K extends string> = (key: K, values?: Record<string, string | number>) => string;
export type Translate = TranslateOf<Key>;
export type ReadingTranslate = TranslateOf<ReadingKey>;

/** Words of one language by their key. One instance a language, none global: many are rendered in one process. */
export function createTranslate<K extends string>(language: LanguageCode, words: object): TranslateOf<K> {
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
}
