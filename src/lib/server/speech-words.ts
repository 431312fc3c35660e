import type { LanguageCode } from '#lib/domain/language.ts';
import type { KeysOf, TranslateOf } from '#lib/i18n/create-translate.ts';
import { createTranslate } from '#lib/i18n/create-translate.ts';
import es from '../../../locales/es/speech-api.json' with { type: 'json' };
import quz from '../../../locales/quz/speech-api.json' with { type: 'json' };

export type SpeechKey = KeysOf<typeof es>;

/** What the speech address answers to people. */
export const speechWords: Record<LanguageCode, TranslateOf<SpeechKey>> = {
  es: createTranslate('es', es),
  quz: createTranslate('quz', quz)
};
