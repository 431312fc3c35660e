import type { CatalogText } from './catalog.ts';
import { languages, type LanguageCode } from './language.ts';
import { toBlankValues, type Station } from './station.ts';

/** How long a text of the catalog is, in seconds. */
export type LengthOf = (text: CatalogText, language: LanguageCode) => number;

/** A line that a station's details change: its words are then others than those that were measured. */
export interface LineWithBlanks {
  /** As it stands in the library: its blanks are empty. */
  seconds: number;
  /** Estimated, without any word in its blanks. */
  restSeconds: number;
  /** Of the embedded voice that says it (castPaces). */
  pace: number;
  /** `seconds` is what the name of the blank takes: it stays where nothing is filled in. */
  blanks: { id: string; seconds: number }[];
}

/**
 * Lengths as a station reads them: its announcers take longer or shorter for the lines, not for the music and the open time,
 * and its details are longer or shorter than the blanks. What the script's own page says, to the second.
 */
export function lengthsOf(station: Station): LengthOf {
  const values = toBlankValues(station);
  return (text, language) => {
    const more = text.blankLines
      .filter(({ blanks }) => blanks.some(({ id }) => values.has(id)))
      .reduce((sum, { seconds, restSeconds, pace, blanks }) => {
        const filled = blanks.reduce((inner, blank) => {
          const value = values.get(blank.id);
          return inner + (value === undefined ? blank.seconds : estimateValue(value, language, pace));
        }, restSeconds);
        return sum + filled - seconds;
      }, 0);
    return text.seconds - text.lineSeconds + (text.lineSeconds + more) * station.readingFactor[language];
  };
}

/**
 * Seconds that a detail takes within a line. Digits and capitals are said as words; which ones is a matter of 7 kB
 * (speech/speak.ts) that no room has to spare, so that they count as many letters as they have on average.
 */
function estimateValue(value: string, language: LanguageCode, pace: number): number {
  const { lettersPerSecond, lettersPerDigit, secondsPerComma, secondsPerStop } = languages[language].speakingRate;
  const count = (pattern: RegExp) => value.match(pattern)?.length ?? 0;
  const spelled = count(/(?<!\p{L})\p{Lu}{2,3}(?!\p{L})/gu) * 4;
  const digits = count(/\d/g);
  // A telephone is said digit by digit; numbers say tens and hundreds too.
  const letters = count(/\p{L}/gu) + spelled + digits * lettersPerDigit * (digits > 5 ? 1 : 1.6);
  return (
    letters / (lettersPerSecond * pace) +
    count(/[,;:](?=\s)|\d[ -](?=\d)/g) * secondsPerComma +
    count(/[.?!](?=\s)/g) * secondsPerStop
  );
}
