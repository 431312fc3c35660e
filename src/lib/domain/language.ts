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
  /** Language tag in OOXML documents. */
  officeLanguage: string;
  /** Speaking rate of the embedded voice: characters of spoken text a second, and seconds added by each line. */
  charactersPerSecond: number;
  secondsPerLine: number;
  /** Every word of a text must match this; undefined where any letter goes. */
  word: RegExp | undefined;
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
    officeLanguage: 'es-PE',
    charactersPerSecond: 15.9,
    secondsPerLine: 0.36,
    word: undefined
  },
  quz: {
    code: 'quz',
    htmlLang: 'quz',
    name: 'Runasimi',
    embeddedVoice: 'qu',
    id3Language: 'que',
    officeLanguage: 'quz-PE',
    charactersPerSecond: 14.1,
    secondsPerLine: 0.26,
    // Collao letters (quechua.md): three vowels, ejectives with ', aspirates with h.
    word: /^(?:chh|ch'|ch|kh|k'|k|ph|p'|p|qh|q'|q|th|t'|t|ll|[ahilmnñrsuwyáíú])+$/
  }
};

export const isLanguageCode = (value: string): value is LanguageCode =>
  (languageCodes as readonly string[]).includes(value);
