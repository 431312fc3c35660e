/** The languages of the library. A further one is a compile error everywhere until its record is complete. */
export const languageCodes = ['es', 'quz'] as const;
export type LanguageCode = (typeof languageCodes)[number];

export interface Language {
  code: LanguageCode;
  /** Value of the HTML `lang` attribute. `quz-PE` is never used: it canonicalises to `qu-PE`. */
  htmlLang: string;
  /** The language's name in itself. */
  name: string;
  /** Voice of the embedded engine (espeak-ng has one Quechua voice, `qu`). */
  embeddedVoice: string;
  /** ISO 639-2 code, the only one ID3 tags know. */
  id3Language: string;
  /** Two-letter code, for programs that know no other (Kolibri and H5P have Quechua as a whole, not the one of Collao). */
  broadCode: string;
  /** Language tag in OOXML documents. */
  officeLanguage: string;
  /** How long the embedded voice takes: see estimateSeconds. Fitted on the lines of this library (npm run bench). */
  speakingRate: SpeakingRate;
  /** Every word of a text must match this; undefined where any letter goes. */
  word: RegExp | undefined;
  /** Where the way out leads: a fast, ordinary page that is not ours and shows nobody what was looked at before. */
  exitUrl: string;
  /** How often a guide's number is said and typed for its short address: `1` in Spanish, `11` in Quechua. */
  codeTimes: number;
}

export interface SpeakingRate {
  lettersPerSecond: number;
  /** Pauses inside a line, after a comma, colon or semicolon and after a full stop, question or exclamation. */
  secondsPerComma: number;
  secondsPerStop: number;
  /** What each line adds, however short. */
  secondsPerLine: number;
  /** Of the words for 0 to 9, on average. */
  lettersPerDigit: number;
}

/** Text in every language. */
export type Localized = Record<LanguageCode, string>;

export const languages: Record<LanguageCode, Language> = {
  es: {
    code: 'es',
    htmlLang: 'es-PE',
    name: 'Castellano',
    embeddedVoice: 'es-419',
    id3Language: 'spa',
    broadCode: 'es',
    officeLanguage: 'es-PE',
    speakingRate: {
      lettersPerSecond: 14.8,
      secondsPerComma: 0.256,
      secondsPerStop: 0.389,
      secondsPerLine: 0.149,
      lettersPerDigit: 4.3
    },
    word: undefined,
    exitUrl: 'https://es.wikipedia.org/',
    codeTimes: 1
  },
  quz: {
    code: 'quz',
    htmlLang: 'quz',
    name: 'Runasimi',
    embeddedVoice: 'qu',
    id3Language: 'que',
    broadCode: 'qu',
    officeLanguage: 'quz-PE',
    speakingRate: {
      lettersPerSecond: 14.3,
      secondsPerComma: 0.282,
      secondsPerStop: 0.391,
      secondsPerLine: 0.116,
      lettersPerDigit: 5.1
    },
    // Collao letters (quechua.md): three vowels, ejectives with ', aspirates with h.
    word: /^(?:chh|ch'|ch|kh|k'|k|ph|p'|p|qh|q'|q|th|t'|t|ll|[ahilmnñrsuwyáíú])+$/,
    exitUrl: 'https://qu.wikipedia.org/',
    codeTimes: 2
  }
};

export const isLanguageCode = (value: string): value is LanguageCode =>
  (languageCodes as readonly string[]).includes(value);
