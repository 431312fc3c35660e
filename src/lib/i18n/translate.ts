import type { LanguageCode } from '#lib/domain/language.ts';
import { createTranslate, type Translate } from './create-translate.ts';
import es from '../../../locales/es/ui.json' with { type: 'json' };
import quz from '../../../locales/quz/ui.json' with { type: 'json' };

export type { Key, Translate } from './create-translate.ts';

const translates: Record<LanguageCode, Translate> = {
  es: createTranslate('es', es),
  quz: createTranslate('quz', quz)
};

export const translateFor = (language: LanguageCode): Translate => translates[language];
