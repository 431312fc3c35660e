import { nearest } from '../nearest.ts';
import { entryIssue, type Rule } from '../rule.ts';

/** A recommendation that cites a finding nobody knows. */
export const unknownCite: Rule = {
  id: 'unknown-cite',
  check: (context) => {
    const known = new Set(context.library.groups.flatMap((group) => group.findings.map(({ id }) => id)));
    return context.library.recommendations.flatMap(({ id, cites }) =>
      cites
        .filter((cite) => !known.has(cite))
        .map((cite) => {
          const guess = nearest(cite, known);
          const remedy = guess ? `¿Quiso decir ${guess}?` : 'Corrija cites.';
          return entryIssue(
            context,
            `recommendation:${id}`,
            'unknown-cite',
            `${id} cita «${cite}», que no existe. ${remedy}`
          );
        })
    );
  }
};
