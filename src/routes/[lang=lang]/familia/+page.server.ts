import { getContent } from '#lib/server/content.ts';
import { toGuideDoors } from '#lib/server/guide-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  return { doors: toGuideDoors(await getContent(), language) };
};
