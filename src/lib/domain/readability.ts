import { speak } from './speech/speak.ts';

/**
 * Syllables of a Spanish word as it is said: every open vowel, and every í or ú, has one of its own; closed vowels go
 * with their neighbours (RAE, Ortografía, 2010: two closed vowels, or a closed and an open one, are always a diphthong).
 */
export function countSyllables(word: string): number {
  const said = word
    .toLowerCase()
    .normalize('NFC')
    .replace(/([gq])u(?=[eiéí])/g, '$1')
    .replace(/h/g, '')
    // A vowel at the end of a syllable, a consonant before another vowel.
    .replace(/y(?![aeiouáéíóúü])/g, 'i');
  const clusters = said.match(/[aeiouáéíóúü]+/g) ?? [];
  const counts = clusters.map((vowels) => Math.max(1, vowels.match(/[aeoáéóíú]/g)?.length ?? 0));
  return Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0)
  );
}

export interface TextSize {
  syllables: number;
  words: number;
  sentences: number;
}

/** Size of some Spanish paragraphs, each its own; numbers and acronyms count as the words they are read with. */
export function measureText(paragraphs: readonly string[]): TextSize {
  const size: TextSize = { syllables: 0, words: 0, sentences: 0 };
  for (const paragraph of paragraphs)
    for (const sentence of speak(paragraph, 'es').split(/[.!?…]+/)) {
      const words = sentence.match(/\p{L}+/gu) ?? [];
      if (words.length === 0) continue;
      size.sentences += 1;
      size.words += words.length;
      size.syllables += words.reduce((sum, word) => sum + countSyllables(word), 0);
    }
  return size;
}

/** How easily a Spanish text is read, 0 to 100 and beyond: Szigriszt-Pazos' formula, on the INFLESZ scale (above 65 fairly easy, above 80 very easy). */
export const inflesz = ({ syllables, words, sentences }: TextSize): number =>
  206.835 - (62.3 * syllables) / words - words / sentences;
