import { fold } from '../../fold.ts';
import { issueAt } from '../../issue.ts';
import { placeInText, proseOf } from '../prose.ts';
import { textRule } from '../rule.ts';
import { matchWording } from '../wording-match.ts';

/** Words that hurt, mislead or break the spelling (content/wording). */
export const wording = textRule('wording', (text, _item, { library }) => {
  const prose = proseOf(text);
  const folded = fold(prose);
  return library.wording[text.language].flatMap((rule) =>
    matchWording(rule, prose, folded).map((hit) =>
      issueAt(
        placeInText(text, hit.start),
        'wording',
        `«${hit.text}» (${rule.id}): ${rule.reason.es} ${rule.remedy.es}`,
        rule.level
      )
    )
  );
});
