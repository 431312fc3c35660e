import { issueAt, startOf } from '../../issue.ts';
import { languageCodes } from '../../language.ts';
import { itemsOf } from '../../library.ts';
import { shortCode } from '../../family-paths.ts';
import type { Rule } from '../rule.ts';

/** Two guides that answer to one short address, or one whose number no single key types. */
export const shortCodes: Rule = {
  id: 'short-codes',
  check: ({ library, places }) => {
    const taken = new Map<string, string>();
    return itemsOf(library, 'guide').flatMap((guide) => {
      const at = places.get(`item:${guide.slug}`)?.(['order']) ?? startOf(guide.file);
      if (guide.order < 1 || guide.order > 9)
        return [
          issueAt(
            at,
            'short-codes',
            `Su número es ${guide.order}: se dice en la radio y se marca con una tecla, de 1 a 9.`
          )
        ];
      const codes = languageCodes.map((language) => shortCode(language, guide));
      const other = codes.map((code) => taken.get(code)).find((slug) => slug !== undefined);
      for (const code of codes) taken.set(code, guide.slug);
      return other === undefined
        ? []
        : [
            issueAt(
              at,
              'short-codes',
              `El número ${guide.order} ya es de «${other}». Dele otro: es su dirección corta.`
            )
          ];
    });
  }
};
