/**
 * Text as far as any language's reading rules want it: composed letters, one kind of apostrophe and dash, no quotation
 * marks, no emoji, nothing invisible. A speech engine would stumble over these or read them as markup.
 */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    // Letters of another look, as people paste them: 𝐑𝐚𝐝𝐢𝐨, Ｒadio.
    .replace(/[\u{1D400}-\u{1D7FF}\uFF01-\uFF5E]/gu, (letter) => letter.normalize('NFKC'))
    .replace(/[\u2018\u2019\u02BC\u00B4`]/g, "'")
    .replace(/[\u00A0\u2007\u2009\u202F]/g, ' ')
    .replace(/[\u00AD\u200B-\u200F\u2028-\u202E\u2060\u20D0-\u20FF\uFE00-\uFE0F\uFEFF]/g, '')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/["«»“”„]/g, '')
    .replace(/\.{3}/g, '…');

/** Only words and the marks that shape speech are left; what remains of brackets and dashes becomes a comma. */
export const keepWords = (text: string): string =>
  text
    .replace(/\s*[([\]){}]\s*|\s+[–—-]+\s*|[–—]/g, ', ')
    // The engine loses a small-lettered word after a full stop.
    .replace(/…\s*(?=\p{Ll})/gu, ', ')
    .replace(/…/g, '. ')
    .replace(/[^\p{L}\p{M}'.,;:?!¿¡\s]/gu, ' ')
    // A mark without its letter (of an emoji, of a key) is a word that no voice says.
    .replace(/(?<![\p{L}\p{M}])\p{M}+/gu, '')
    // In a word it is a letter of Quechua; elsewhere it was a quotation mark.
    .replace(/(?<![\p{L}\p{M}])'+|'+(?!\p{L})/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+(?=[.,;:?!])/g, '')
    .replace(/[,;:](?:\s*[,;:])+/g, ',')
    .replace(/[,;:]\s*(?=[.?!])/g, '')
    .replace(/\.\s*(?=[?!])/g, '')
    .replace(/([.?!])(?:\s*[.,;:])+/g, '$1')
    .replace(/^[\s.,;:]+/, '')
    .replace(/\s*[,;:]\s*$/, '')
    .replace(/(?<=\.\s)\p{Ll}/gu, (letter) => letter.toLocaleUpperCase('es'))
    .trim();

/** Thousands and decimals of a written number: `3 000 000`, `3,000`, `1,130.50`, `51,7`, `51.70`. */
export function parseWrittenNumber(written: string): { whole: string; decimals: string | undefined } {
  const grouped = /^(\d{1,3}(?:([ .,])\d{3})(?:\2\d{3})*)(?:[.,](\d+))?$/.exec(written);
  const [whole = '0', decimals] = grouped
    ? [(grouped[1] ?? '').replace(/\D/g, ''), grouped[3]]
    : written.replace(/\s/g, '').split(/[.,]/);
  return { whole: whole.replace(/^0+(?=\d)/, ''), decimals };
}

/** A number as people write it in running text; the thousands may stand apart. */
export const writtenNumber = String.raw`\d{1,3}(?:[ ,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?`;
