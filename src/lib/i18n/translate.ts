import type { LanguageCode } from '#lib/domain/language.ts';
import { createTranslate, type ReadingTranslate } from './create-translate.ts';
import { readingWords } from './reading-words.ts';
import es from '../../../locales/es/ui.json' with { type: 'json' };
import quz from '../../../locales/quz/ui.json' with { type: 'json' };

export type { Key, Translate } from './create-translate.ts';

const translates: Record<LanguageCode, ReadingTranslate> = {
  es: createTranslate('es', { ...es, ...readingWords.es }),
  quz: createTranslate('quz', { ...quz, ...readingWords.quz })
};

export const translateFor = (language: LanguageCode): ReadingTranslate => translates[language];
