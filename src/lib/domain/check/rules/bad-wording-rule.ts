import { languageCodes } from '../../language.ts';
import type { WordList } from '../../wording.ts';
import { entryIssue, type Rule } from '../rule.ts';
import { matchWording } from '../wording-match.ts';

/** A rule of wording, or words for an age, that do not do what their own examples say. */
export const badWordingRule: Rule = {
  id: 'bad-wording-rule',
  check: (context) => {
    const { wording, ageWords } = context.library;
    const report = (key: string, list: WordList, id: string) =>
      wrongExamples(list, id).map((message) => entryIssue(context, key, 'bad-wording-rule', message));
    return languageCodes.flatMap((code) => [
      ...wording[code].flatMap((rule) => report(`wording:${code}:${rule.id}`, rule, rule.id)),
      ...ageWords.flatMap((words) => report(`wording:ages:${words.id}`, words[code], words.id))
    ]);
  }
};

/** A list answers for itself: it is asked once. */
const answers = new WeakMap<WordList, string[]>();

function wrongExamples(list: WordList, id: string): string[] {
  const known = answers.get(list) ?? examplesThatFail(list, id);
  answers.set(list, known);
  return known;
}

const examplesThatFail = (list: WordList, id: string): string[] => [
  ...list.flag
    .filter((example) => matchWording(list, example).length === 0)
    .map((example) => `${id} debe señalar «${example}» y no lo hace. Corrija match o el ejemplo.`),
  ...list.pass
    .filter((example) => matchWording(list, example).length > 0)
    .map((example) => `${id} señala «${example}», que debe pasar. Corrija match, unless o el ejemplo.`)
];
