import type { LanguageCode } from '../language.ts';
import { speakSpanish } from './es.ts';
import { speakQuechua } from './quz.ts';

/** Raise it to have all cached speech made anew. A line whose spoken words a rule changes has another name already. */
export const speakVersion = 2;

const speakers: Record<LanguageCode, typeof speakSpanish> = { es: speakSpanish, quz: speakQuechua };

/**
 * Written → spoken text: numbers, numbers to call, dates and acronyms as words; only words and punctuation are left.
 * `toCall`: the text is a number to call, every digit of it is said by itself.
 */
export const speak = (text: string, language: LanguageCode, { toCall = false } = {}): string =>
  speakers[language](text, { toCall });
