import { entryIssue, type Rule } from '../rule.ts';

/** A recommendation that lessons, scripts or guides could carry and none does. */
export const unusedRecommendation: Rule = {
  id: 'unused-recommendation',
  check: (context) => {
    const carried = new Set(context.library.items.flatMap((item) => item.recommendations));
    return context.library.recommendations
      .filter(({ id, carriers }) => !carried.has(id) && Object.values(carriers).includes('yes'))
      .map(({ id }) =>
        entryIssue(
          context,
          `recommendation:${id}`,
          'unused-recommendation',
          `Ningún texto lleva la recomendación ${id}. Añádala en un item.yaml que la cumpla.`,
          'warning'
        )
      );
  }
};
