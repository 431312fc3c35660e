import { toCyclePaths } from '#lib/domain/cycle-path.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import { getContent } from '#lib/server/content.ts';
import { toItemCards } from '#lib/server/views.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  const content = await getContent();
  return {
    cards: toItemCards(content, 'lesson', language),
    kits: toItemCards(content, 'kit', language).filter(({ item }) => isForSchool(item)),
    paths: toCyclePaths(content.library).map(({ cycle, lessons }) => ({ cycle, lessons: lessons.length }))
  };
};
