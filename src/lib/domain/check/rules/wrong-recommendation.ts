import { issueAt, startOf } from '../../issue.ts';
import type { Rule } from '../rule.ts';

/** A recommendation in item.yaml that does not exist, or that this kind of item cannot carry. */
export const wrongRecommendation: Rule = {
  id: 'wrong-recommendation',
  check: ({ library, places }) =>
    library.items.flatMap((item) =>
      item.recommendations.flatMap((id, index) => {
        const at = places.get(`item:${item.slug}`)?.(['recommendations', index]) ?? startOf(item.file);
        const recommendation = library.recommendations.find((one) => one.id === id);
        if (!recommendation)
          return [
            issueAt(
              at,
              'wrong-recommendation',
              `No existe la recomendación «${id}». Van de R1 a R${library.recommendations.length}.`
            )
          ];
        // A kit is for whoever conducts: it can carry what scripts, panels and rules carry.
        if (item.kind === 'kit') return [];
        // What families take away carries what their guides do.
        if (recommendation.carriers[item.kind === 'print' ? 'guide' : item.kind] !== 'no') return [];
        return [issueAt(at, 'wrong-recommendation', `${id} no va en este tipo de texto. Quítela de recommendations.`)];
      })
    )
};
