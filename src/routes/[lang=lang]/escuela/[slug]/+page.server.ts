import { error } from '@sveltejs/kit';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import { toLessonPage } from '#lib/server/lesson-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('lesson');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return toLessonPage(await getContent(), params.slug, language) ?? error(404);
};
