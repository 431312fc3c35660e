import { issueAt, startOf } from '../../issue.ts';
import { languageCodes, languages } from '../../language.ts';
import type { Rule } from '../rule.ts';

/** An item without its text in one of the languages. */
export const missingTranslation: Rule = {
  id: 'missing-translation',
  check: ({ library }) =>
    library.items.flatMap((item) =>
      languageCodes
        .filter((code) => !item.texts[code])
        .map((code) =>
          issueAt(
            startOf(item.file),
            'missing-translation',
            `Falta el texto en ${languages[code].name}. Escriba ${code}.md en esta carpeta, o corrija el que hay.`
          )
        )
    )
};
