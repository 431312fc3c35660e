/** Short numbers of Peruvian services in our texts. A number of this list is a number to call, never an amount. */
export const shortCodes = ['105', '113', '114', '1810', '1818', '1819', '1880'] as const;

/**
 * Numbers to call that are recognised by their shape: toll-free (0800-15-170), mobile (987 654 321), city with code
 * ((01) 311-5000). Each match is cut in the groups people say.
 */
const shapes = [
  /(?<![\d.,])0\s?[89]00[ -]\d{1,3}(?:[ -]?\d{2,3})+(?![\d])/g,
  /(?<![\d.,])9\d{2}[ -]?\d{3}[ -]?\d{3}(?!\d)/g,
  /\(0\d{1,2}\)\s?\d{3}[ -]?\d{3,4}(?!\d)/g
];

/** Replaces every phone number of a text by what `say` makes of its groups of digits. */
export function replacePhones(text: string, say: (groups: string[]) => string): string {
  let spoken = text;
  for (const shape of shapes)
    spoken = spoken.replace(shape, (written) => {
      const digits = written.replace(/\D/g, '');
      const parts = written.split(/\D+/).filter(Boolean);
      return say(parts.length > 1 ? parts : (digits.match(/\d{1,3}/g) ?? [digits]));
    });
  return spoken;
}

/** Short codes standing free: not part of a longer number, a decimal, a percentage or a sum. */
export const shortCodePattern = new RegExp(
  String.raw`(?<![\d.,/:-]|S/\s?)(${shortCodes.join('|')})(?![\d%]|[.,:/-]\d|\s?%)`,
  'g'
);
