import { languageCodes } from '../../language.ts';
import { entryIssue, type Rule } from '../rule.ts';
import { matchWording } from '../wording-match.ts';

/** A rule of wording that does not do what its own examples say. */
export const badWordingRule: Rule = {
  id: 'bad-wording-rule',
  check: (context) =>
    languageCodes.flatMap((code) =>
      context.library.wording[code].flatMap((rule) => {
        const report = (message: string) =>
          entryIssue(context, `wording:${code}:${rule.id}`, 'bad-wording-rule', message);
        return [
          ...rule.flag
            .filter((example) => matchWording(rule, example).length === 0)
            .map((example) => report(`${rule.id} debe señalar «${example}» y no lo hace. Corrija match o el ejemplo.`)),
          ...rule.pass
            .filter((example) => matchWording(rule, example).length > 0)
            .map((example) =>
              report(`${rule.id} señala «${example}», que debe pasar. Corrija match, unless o el ejemplo.`)
            )
        ];
      })
    )
};
