import { isForSchool } from '#lib/domain/kit.ts';
import { getContent } from '#lib/server/content.ts';
import { toItemCards } from '#lib/server/views.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  return { cards: toItemCards(await getContent(), 'kit', language).filter(({ item }) => !isForSchool(item)) };
};
