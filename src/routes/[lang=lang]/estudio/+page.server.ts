import { usesOf } from '#lib/domain/library.ts';
import { getContent } from '#lib/server/content.ts';
import { toStudyView } from '#lib/server/study-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  const { library } = await getContent();
  return toStudyView(library, usesOf(library), language);
};
