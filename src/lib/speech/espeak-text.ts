import type { LanguageCode } from '#lib/domain/language.ts';
import { toPhonemes } from '#lib/domain/speech/quz-phonemes.ts';

/**
 * Spoken words as the engine is to get them. espeak-ng parses its text as markup and `[[…]]` as phonemes, always
 * (audio.md, trap 2), so nothing but letters, apostrophes and sentence marks may pass.
 */
const notations: Record<LanguageCode, { word(word: string): string; marks: RegExp }> = {
  es: { word: (word) => word, marks: /[^\p{L}\p{M}'.,;:?!¿¡\s]/gu },
  // The voice `qu` reads many of its own words wrongly: it gets phonemes (trap 4). An opening mark right before them
  // would take the first word's event away.
  quz: { word: (word) => `[[${toPhonemes(word)}]]`, marks: /[^\p{L}\p{M}'.,;:?!\s]/gu }
};

export function toEngineText(spoken: string, language: LanguageCode): string {
  const { word, marks } = notations[language];
  return spoken
    .replace(marks, ' ')
    .replace(/[\p{L}\p{M}']*\p{L}[\p{L}\p{M}']*/gu, word)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Words of an engine text, as offsets in code points from 1, which is how the engine counts. */
export function wordOffsets(text: string): number[] {
  const starts: number[] = [];
  let offset = 1;
  let inside = false;
  for (const character of text) {
    const space = character === ' ';
    if (!space && !inside) starts.push(offset);
    inside = !space;
    offset += 1;
  }
  return starts;
}
