import { getContent } from '#lib/server/content.ts';
import { toPrintIndex } from '#lib/server/print-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  return { index: toPrintIndex(await getContent(), language) };
};
