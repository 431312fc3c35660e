import { usesOf } from '#lib/domain/library.ts';
import { getContent } from '#lib/server/content.ts';
import { toUseLinks } from '#lib/server/views.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  const { library } = await getContent();
  const uses = usesOf(library);
  const topics = [...new Set(library.facts.map((fact) => fact.topic))];
  return {
    topics: topics.map((topic) => ({
      topic,
      facts: library.facts
        .filter((fact) => fact.topic === topic)
        .map((fact) => ({ ...fact, uses: toUseLinks(uses.get(`fact:${fact.id}`), language) }))
    }))
  };
};
