import { sendPath } from '#lib/domain/family-paths.ts';
import { getContent } from '#lib/server/content.ts';
import { toItemCards } from '#lib/server/views.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  const guides = toItemCards(await getContent(), 'guide', language);
  return { packs: guides.map(({ item, title }) => ({ title, path: sendPath(language, item.slug) })) };
};
