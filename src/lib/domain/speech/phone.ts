/** Short numbers of Peruvian services in our texts. A number of this list is a number to call, never an amount. */
export const shortCodes = ['105', '113', '114', '1810', '1818', '1819', '1880'] as const;

/**
 * Numbers to call that are recognised by their shape: toll-free (0800-15-170), mobile (987 654 321, +51987654321), city
 * with code ((01) 311-5000, 084-223344, 01 311 5000, +51 84 223344). Each match is cut in the groups people say.
 */
const shapes = [
  /(?<![\d.,])0\s?[89]00[ -]\d{1,3}(?:[ -]?\d{2,3})+(?![\d])/g,
  /(?<![\d.,])9\d{2}([ .-]?)\d{3}\1\d{3}(?!\d)/g,
  /\(0\d{1,2}\)[\s-]?\d{2,3}[ -]?\d{3,4}(?!\d)/g,
  /(?<![\d.,:/-]|\d )0\d{1,2}[ -]\d{2,3}[ -]?\d{3,4}(?![\d/]|-\d)/g,
  /(?<=\+51 )\d{1,2}[ -]?\d{2,3}[ -]?\d{3,4}(?!\d)/g
];

/** Groups as people say them: those that are written, the long ones in threes, the last of which may have four. */
const toGroups = (written: string): string[] =>
  written
    .split(/\D+/)
    .filter(Boolean)
    .flatMap((part) => (part.length < 6 ? [part] : (part.match(/\d{4}$|\d{3}(?=\d{4}$)|\d{1,3}/g) ?? [part])));

/** Replaces every phone number of a text by what `say` makes of its groups of digits. */
export const replacePhones = (text: string, say: (groups: string[]) => string): string =>
  shapes.reduce(
    (spoken, shape) => spoken.replace(shape, (written) => say(toGroups(written))),
    text.replace(/\+51[ -]?(?=\d)/g, '+51 ')
  );

/** The same for a text that is a number to call, whatever its shape: no digit in it is an amount. */
export const replaceDigits = (text: string, say: (groups: string[]) => string): string =>
  replacePhones(text, say).replace(/(?<!\+)\b\d+(?:[ .-]\d+)*/g, (written) => say(toGroups(written)));

/** Short codes standing free: not part of a longer number, a decimal, a percentage or a sum. */
export const shortCodePattern = new RegExp(
  String.raw`(?<![\d.,/:-]|S/\s?)(${shortCodes.join('|')})(?![\d%]|[.,:/-]\d|\s?%)`,
  'g'
);
