/** Files of static/fonts/ that a PDF embeds: a build has them on its disk, a browser fetches them when asked for a PDF. */
export const fontFiles = {
  regular: 'dejavu-condensed-regular.woff',
  bold: 'dejavu-condensed-bold.woff',
  italic: 'dejavu-condensed-italic.woff'
} as const;
export type FontName = keyof typeof fontFiles;

/** Letters that those files have: Latin with its marks, and the signs of lists, arrows and boxes (a test looks). */
const missing =
  /[^\n\u0020-\u007E\u00A0-\u017F\u0218-\u021B\u02BC\u0300-\u0304\u0306-\u0308\u030A-\u030C\u0327\u0328\u2010-\u2027\u2030\u2032\u2033\u2039\u203A\u2044\u20AC\u2116\u2190-\u2199\u2212\u2248\u2260\u2264\u2265\u2500\u2502\u25A0\u25A1\u25B2\u25B6\u25BC\u25C0\u25CB\u25CF\u2605\u2606\u260E\u2610-\u2612\u2640\u2642\u266A\u266B\u2713\u2714\u2717\u2718\uFFFD]/gu;

/** What our fonts can print. A letter they lack is named by its number (`[U+1F600]`): it is seen to be missing. */
export const toPrintable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\t\u2028\u2029\r]/g, ' ')
    .replace(missing, (letter) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
