/**
 * Lower case without accents, letter for letter, so that an offset in the folded text is the same offset in the text.
 * `ñ` stays: it is a letter of its own in both languages.
 */
export const fold = (text: string): string => text.replace(/[^\0-\x7f]/g, foldLetter).toLowerCase();

function foldLetter(letter: string): string {
  if (letter === 'ñ' || letter === 'Ñ') return 'ñ';
  const [base = letter] = letter.normalize('NFD');
  return base.length === letter.length && base.toLowerCase().length === letter.length ? base : letter;
}

/** The four or five other marks that keyboards and word processors put for the Quechua apostrophe. */
export const otherApostrophes = /[’‘ʼʻ′´`]/g;

/** The words of a text with their offsets; an apostrophe between letters belongs to the word, as Quechua needs. */
export function* wordsIn(text: string): Generator<{ word: string; start: number; end: number }> {
  for (const { 0: word, index } of text.matchAll(/(?![ºª])\p{L}(?:(?![ºª])[\p{L}\p{M}]|['’‘ʼʻ′´`](?=\p{L}))*/gu))
    yield { word, start: index, end: index + word.length };
}

/** How many words a text has; a number counts as one. */
export const countWords = (text: string): number => text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
