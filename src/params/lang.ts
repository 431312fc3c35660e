import { isLanguageCode } from '#lib/domain/language.ts';

export const match = isLanguageCode;
