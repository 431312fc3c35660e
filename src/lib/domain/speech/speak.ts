import type { LanguageCode } from '../language.ts';
import { speakSpanish } from './es.ts';
import { speakQuechua } from './quz.ts';

/** Raise it whenever a rule here changes what is said: cached speech made by older rules is then made anew. */
export const speakVersion = 2;

const speakers: Record<LanguageCode, (text: string) => string> = { es: speakSpanish, quz: speakQuechua };

/** Written → spoken text: numbers, numbers to call, dates and acronyms as words; only words and punctuation are left. */
export const speak = (text: string, language: LanguageCode): string => speakers[language](text);
