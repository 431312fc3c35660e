import { linksOf, textOf } from '../../document.ts';
import { otherApostrophes, wordsIn } from '../../fold.ts';
import { issueAt, type Issue } from '../../issue.ts';
import type { Item, ItemText } from '../../item.ts';
import { languages, type LanguageCode } from '../../language.ts';
import type { Library } from '../../library.ts';
import type { Loans } from '../../loans.ts';
import { placeInText, proseOf } from '../prose.ts';
import { textRule } from '../rule.ts';

/** A Quechua word with letters that Quechua does not have, or with another apostrophe than the straight one. */
export const foreignLetters = textRule('foreign-letters', (text, item, { library }) => {
  const alphabet = languages[text.language].word;
  if (!alphabet) return [];
  const prose = withoutNames(proseOf(text), [...library.loans.names, ...officialNames(library, text.language)]);
  return [...apostrophes(text, prose), ...letters(text, item, prose, alphabet, library.loans)];
});

/** Terms and services keep their own name, whatever letters it has. */
const officialNames = ({ glossary, contacts }: Library, language: LanguageCode): string[] => [
  ...glossary.flatMap((term) => [term.quz.term, term.es.term]),
  ...contacts.flatMap(({ name }) => [name.es, name[language]])
];

/** The text with names blanked out, everything else at its offset. */
function withoutNames(prose: string, names: string[]): string {
  const longestFirst = [...new Set(names)].filter((name) => name.includes(' ')).sort((a, b) => b.length - a.length);
  return longestFirst.reduce((text, name) => {
    const words = name.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return text.replace(new RegExp(words.join('\\s+'), 'gi'), (found) => found.replace(/\S/g, ' '));
  }, prose);
}

const apostrophes = (text: ItemText, prose: string): Issue[] =>
  [...prose.matchAll(otherApostrophes)].map(({ index, 0: mark }) =>
    issueAt(placeInText(text, index), 'foreign-letters', `«${mark}» no es el apóstrofo del quechua. Escriba ' (recto).`)
  );

function letters(text: ItemText, item: Item, prose: string, alphabet: RegExp, { loans, names }: Loans): Issue[] {
  const exempt = exemptWords(text);
  const cast = item.kind === 'script' ? item.cast.map(({ name }) => name[text.language]) : [];
  const stems = new Set([...loans, ...names, ...cast].map((word) => word.toLowerCase()));
  return [...wordsIn(prose)].flatMap(({ word, start }) => {
    // Another apostrophe is reported once, as such.
    const plain = word.toLowerCase().replace(otherApostrophes, "'");
    // Names, acronyms and what they carry: Rosa, DNIyki. At the start of a sentence a loan is a loan all the same.
    const isName = /^\p{Lu}/u.test(word) && !isSentenceStart(prose, start);
    if (
      alphabet.test(plain) ||
      isName ||
      /^\p{Lu}(?:$|\p{Lu})/u.test(word) ||
      exempt.has(plain) ||
      isLoan(plain, stems)
    )
      return [];
    const message = `«${word}» tiene letras que el quechua no usa. Corrija su escritura; si es un préstamo vivo, anótelo en wording/loans.yaml.`;
    return [issueAt(placeInText(text, start), 'foreign-letters', message)];
  });
}

const isSentenceStart = (prose: string, start: number): boolean =>
  /(?:^|[.!?¡¿:…«"—-]|\n)\s*$/.test(prose.slice(Math.max(0, start - 12), start));

/** A loan, alone or with Quechua suffixes joined to it. */
function isLoan(word: string, stems: ReadonlySet<string>): boolean {
  for (let cut = word.length; cut >= 2; cut--) {
    if (!stems.has(word.slice(0, cut))) continue;
    const suffixes = word.slice(cut);
    if (suffixes === '' || languages.quz.word?.test(suffixes)) return true;
  }
  return false;
}

/** The script's own keywords, and the words of links to contacts and of blanks. */
function exemptWords(text: ItemText): ReadonlySet<string> {
  const names = linksOf(text.document)
    .filter(({ reference }) => reference.scheme === 'contact' || reference.scheme === 'blank')
    .map(({ content }) => textOf(content));
  return new Set(
    ['CONTROL', 'PAUSA', ...names].flatMap((name) => [...wordsIn(name)].map(({ word }) => word.toLowerCase()))
  );
}
