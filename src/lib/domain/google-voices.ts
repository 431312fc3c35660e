import { googleFamilyOf, providerOf, type GoogleChoice } from './casting.ts';
import type { Casting } from './casting-file.ts';
import { voices, type Voice } from './item.ts';
import { languageCodes, type LanguageCode } from './language.ts';

/** The languages in which some speaker is Google's. */
export const googleLanguages = (casting: Casting): LanguageCode[] =>
  languageCodes.filter((code) => voices.some((voice) => providerOf(casting, voice, code) === 'google'));

/** A voice as Google's service lists it. */
export interface ListedVoice {
  /** `es-US-Neural2-A` */
  name: string;
  gender: 'female' | 'male' | 'other';
}

/**
 * Which of the service's voices each part takes: the one it names, else by gender in the order of the casting file's locales and
 * families, no two parts the same while there are enough. The same list gives the same choice.
 */
export function chooseGoogleVoices(
  casting: Casting,
  language: LanguageCode,
  listed: readonly ListedVoice[]
): { choice: GoogleChoice; problems: [] } | { choice: undefined; problems: string[] } {
  const wish = casting.languages[language].google;
  if (!wish)
    return {
      choice: undefined,
      problems: [`Google no tiene voces para «${language}» en content/casting.yaml. Use espeak.`]
    };
  const rank = ({ name }: ListedVoice): number[] => [
    wish.families.indexOf(googleFamilyOf(name)),
    wish.locales.findIndex((locale) => name.startsWith(`${locale}-`))
  ];
  const usable = listed.filter(
    (one) => rank(one).every((place) => place >= 0) && googleFamilyOf(one.name) in casting.googleFamilies
  );
  const ordered = usable.toSorted((a, b) => {
    const [familyA = 0, localeA = 0] = rank(a);
    const [familyB = 0, localeB = 0] = rank(b);
    return localeA - localeB || familyA - familyB || (a.name < b.name ? -1 : 1);
  });
  const problems: string[] = [];
  const names = new Set(listed.map(({ name }) => name));
  const taken = new Map<string, number>();
  const take = (voice: Voice, index: 0 | 1): string => {
    const { name, gender } = casting.speakers[voice][index].google;
    if (name !== undefined && !names.has(name))
      problems.push(
        `content/casting.yaml: Google no tiene la voz «${name}» (${voice}). Las que hay: ${[...names].sort().join(', ')}.`
      );
    const fit = ordered.filter((one) => one.gender === gender);
    if (name === undefined && fit.length === 0)
      problems.push(
        `Google no tiene voz de ${gender === 'female' ? 'mujer' : 'hombre'} entre las pedidas (${wish.locales.join(', ')}; ` +
          `${wish.families.join(', ')}) para ${voice}. Las que hay: ${[...names].sort().join(', ')}.`
      );
    const least = Math.min(...fit.map((one) => taken.get(one.name) ?? 0));
    const chosen = name ?? fit.find((one) => (taken.get(one.name) ?? 0) === least)?.name ?? '';
    taken.set(chosen, (taken.get(chosen) ?? 0) + 1);
    return chosen;
  };
  const choice = Object.fromEntries(
    voices.map((voice) => [voice, [take(voice, 0), take(voice, 1)]])
  ) as unknown as GoogleChoice;
  return problems.length > 0 ? { choice: undefined, problems: [...new Set(problems)] } : { choice, problems: [] };
}
