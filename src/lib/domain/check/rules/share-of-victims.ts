import { issueAt } from '../../issue.ts';
import type { ItemText } from '../../item.ts';
import type { LanguageCode } from '../../language.ts';
import type { Library } from '../../library.ts';
import { readQuantities } from '../../quantity/read.ts';
import { placeInText, proseOf } from '../prose.ts';
import { textRule } from '../rule.ts';

/** Whom the study did not count, behind a share in Spanish, before it in Quechua. */
const victims: Record<LanguageCode, { before: RegExp; after: RegExp }> = {
  es: {
    before: /(?:victimas|casos)(?: \w+){0,2}(?: ?[,:])?$/,
    after:
      /^(?:cada \w+ )?(?:de )?(?:cada \w+ )?(?:(?:tod[ao]s )?(?:las|los|esas|esos|sus|estas) )?(?:personas |posibles |presunt[ao]s |pobres )?(?:victimas?|casos?|sobrevivientes|personas? (?:tratadas?|explotadas?|engañadas?|captadas?)|explotad[ao]s)\b/
  },
  quz: {
    before: /(?:victima|caso|ñak'arichisqa runa|q'utusqa runa|llullasqa runa)(?:kuna)?(?:manta|pa?)(?:qa|m|s)?$/,
    after: /^(?:ñin )?(?:victima|caso|ñak'arichisqa runa|q'utusqa runa|llullasqa runa)/
  }
};

/** Whom a share of organizations does not count either, though another source's share may. */
const people =
  /^de (?:tod[ao]s )?(?:l[ao]s? |es[ao]s |est[ao]s |nuestr[ao]s )?(?:personas|mujeres|hombres|varones|niñ[ao]s|adolescentes|jovenes|chic[ao]s|familias|gente)(?!\p{L})/u;

/** A share of organizations said of victims, cases or people. */
export const shareOfVictims = textRule('share-of-victims', (text, _item, { library }) => {
  const isOfOrganizations = inShareOfOrganizations(text, library);
  const { before, after } = victims[text.language];
  let start = 0;
  return proseOf(text)
    .split('\n')
    .flatMap((line) => {
      const offset = start;
      start += line.length + 1;
      return readQuantities(line, text.language)
        .filter(
          ({ use, start: at, before: earlier, after: later }) =>
            use === 'share' &&
            (after.test(later) || before.test(earlier) || (people.test(later) && isOfOrganizations(offset + at)))
        )
        .map((quantity) => {
          const message = `«${quantity.text.trim()}» se dice de víctimas, casos o personas. El estudio cuenta organizaciones: «… de las organizaciones dijo que …».`;
          return issueAt(placeInText(text, offset + quantity.start), 'share-of-victims', message);
        });
    });
});

/** Whether an offset of a text is in a link to a figure that counts organizations. */
function inShareOfOrganizations({ source }: ItemText, { figures }: Library): (offset: number) => boolean {
  const links = [...source.matchAll(/\[[^\]\n]*\]\(finding:([^)\s]*)\)/g)].filter(
    ([, id = '']) => figures.get(id)?.counted === 'organizations'
  );
  return (offset) => links.some(({ index, 0: link }) => offset >= index && offset < index + link.length);
}
