import { getContent } from '#lib/server/content.ts';
import { toScriptGroups } from '#lib/server/script-groups.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  return { groups: toScriptGroups(await getContent(), language) };
};
