import { issueAt } from '../../issue.ts';
import type { LanguageCode } from '../../language.ts';
import { readQuantities } from '../../quantity/read.ts';
import { placeInText, proseOf } from '../prose.ts';
import { textRule } from '../rule.ts';

/** Whom the study did not count, behind a share in Spanish, before it in Quechua. */
const victims: Record<LanguageCode, { before: RegExp; after: RegExp }> = {
  es: {
    before: /(?:victimas|casos)(?: \w+){0,2}(?: ?[,:])?$/,
    after:
      /^(?:cada \w+ )?(?:de )?(?:cada \w+ )?(?:(?:todas )?(?:las|los|esas|esos|sus|estas) )?(?:personas )?(?:victimas?|casos?|sobrevivientes|personas? (?:tratadas?|explotadas?|enganadas?|captadas?)|explotad[ao]s)\b/
  },
  quz: {
    before: /(?:victima|caso|ñak'arichisqa runa|q'utusqa runa|llullasqa runa)(?:kuna)?(?:manta|pa?)(?:qa|m|s)?$/,
    after: /^(?:ñin )?(?:victima|caso|ñak'arichisqa runa|q'utusqa runa|llullasqa runa)/
  }
};

/** A share of organizations said of victims or cases. */
export const shareOfVictims = textRule('share-of-victims', (text) => {
  const { before, after } = victims[text.language];
  let start = 0;
  return proseOf(text)
    .split('\n')
    .flatMap((line) => {
      const offset = start;
      start += line.length + 1;
      return readQuantities(line, text.language)
        .filter((quantity) => quantity.use === 'share' && (after.test(quantity.after) || before.test(quantity.before)))
        .map((quantity) => {
          const message = `«${quantity.text.trim()}» se dice de víctimas o casos. El estudio cuenta organizaciones: «… de las organizaciones dijo que …».`;
          return issueAt(placeInText(text, offset + quantity.start), 'share-of-victims', message);
        });
    });
});
