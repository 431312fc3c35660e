import { error } from '@sveltejs/kit';
import { lessonPaperAt } from '#lib/domain/school-paths.ts';
import { getContent } from '#lib/server/content.ts';
import { paperEntries, toPaperPage } from '#lib/server/lesson-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => paperEntries();

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  const name = lessonPaperAt(params.paper);
  return (name && toPaperPage(await getContent(), params.slug, name, language)) ?? error(404);
};
