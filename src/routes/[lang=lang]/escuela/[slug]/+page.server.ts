import { error } from '@sveltejs/kit';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import { toLessonPage } from '#lib/server/lesson-page.ts';
import { platformLinks } from '#lib/server/platforms.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('lesson');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  const content = await getContent();
  const page = toLessonPage(content, params.slug, language);
  return page ? { ...page, platforms: await platformLinks(content, params.slug, language) } : error(404);
};
