/**
 * Stems of Quechua texts that keep a foreign spelling and are said otherwise, as Spanish or Quechua letters write the
 * sound. All other loans and names follow Spanish spelling. Quechua endings stay as they are: bettyta → betita. What a
 * reviewer hears wrong is put right here.
 */
export const loanSpellings: Record<string, string> = {
  // Names of people and places. Hancco and Ccatca are Quechua words in an older spelling.
  betty: 'beti',
  gladys: 'gladis',
  jenny: 'yeni',
  jhon: 'yon',
  nely: 'neli',
  wilber: 'wílber',
  hancco: 'hanqu',
  ccatca: 'qatqa',
  méxico: 'méjico',
  texas: 'tejas',
  // What phones hold.
  email: 'imeil',
  facebook: 'feisbuk',
  gmail: 'yimeil',
  google: 'gúgul',
  messenger: 'mésenyer',
  online: 'onlain',
  selfie: 'selfi',
  whatsapp: 'guasáp',
  youtube: 'yutub',
  zoom: 'sum'
};

const stems = Object.keys(loanSpellings).sort((a, b) => b.length - a.length);

/** A word in small letters with its foreign stem re-spelled. */
export function respellLoan(word: string): string {
  const stem = stems.find((one) => word.startsWith(one));
  return stem === undefined ? word : (loanSpellings[stem] ?? stem) + word.slice(stem.length);
}

/** What Spanish spelling does not write, and our table would read wrongly: such a word needs an entry above. */
const unSpanish =
  /ph|th|sh$|ck|oo(?!p)|ee|cc(?![ei])|w(?:h|r)|ts[aeiou]|[^aeiouáéíóú\W]y(?![aeiouáéíóú])|[bdfgjmpstvxz]{3}/;

/** Whether our table can be trusted with the spelling of a loan. Quechua endings with ph or th are no loans. */
export const isReadable = (word: string): boolean => !unSpanish.test(respellLoan(word));
