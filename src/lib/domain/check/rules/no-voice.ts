import { googleFamilyOf } from '../../casting.ts';
import { googleLanguages } from '../../google-voices.ts';
import { issueAt, startOf, type Issue } from '../../issue.ts';
import { languageCodes, languages } from '../../language.ts';
import { voices } from '../../item.ts';
import type { Rule } from '../rule.ts';

/** A casting that nobody can speak: a language of which its provider has no voice, a family of voices nobody has described. */
export const noVoice: Rule = {
  id: 'no-voice',
  check({ library: { casting, prices }, places }) {
    const placeOf = places.get('casting');
    const report = (path: (string | number)[], message: string): Issue =>
      issueAt(placeOf?.(path) ?? startOf('content/casting.yaml'), 'no-voice', message);
    const google = googleLanguages(casting);
    const issues = google
      .filter((code) => !casting.languages[code].google)
      .map((code) =>
        report(
          ['languages', code, 'provider'],
          `Google no tiene voz en ${languages[code].name} (${code}) y una voz de otro idioma la leería mal. Ponga espeak.`
        )
      );
    for (const code of languageCodes)
      casting.languages[code].google?.families.forEach((family, index) => {
        const missing = [
          ...(family in casting.googleFamilies ? [] : ['googleFamilies']),
          ...(family in prices.google.families ? [] : ['content/prices.yaml'])
        ];
        if (missing.length > 0)
          issues.push(
            report(
              ['languages', code, 'google', 'families', index],
              `La familia «${family}» falta en ${missing.join(' y en ')}. Descríbala allí o quítela de aquí.`
            )
          );
      });
    for (const voice of voices)
      casting.speakers[voice].forEach(({ google: { name } }, index) => {
        if (name !== undefined && !(googleFamilyOf(name) in casting.googleFamilies))
          issues.push(
            report(
              ['speakers', voice, index, 'google', 'name'],
              `«${name}» es de una familia que no está en googleFamilies. Descríbala allí o elija otra voz.`
            )
          );
      });
    return issues;
  }
};
