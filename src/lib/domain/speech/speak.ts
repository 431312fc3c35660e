import type { LanguageCode } from '../language.ts';
import { speakSpanish } from './es.ts';
import { speakQuechua } from './quz.ts';

/** Raise it whenever a rule here changes what is said: cached speech made by older rules is then made anew. */
export const speakVersion = 3;

const speakers: Record<LanguageCode, typeof speakSpanish> = { es: speakSpanish, quz: speakQuechua };

/**
 * Written → spoken text: numbers, numbers to call, dates and acronyms as words; only words and punctuation are left.
 * `toCall`: the text is a number to call, every digit of it is said by itself.
 */
export const speak = (text: string, language: LanguageCode, { toCall = false } = {}): string =>
  speakers[language](text, { toCall });
