import { error } from '@sveltejs/kit';
import { languageCodes } from '#lib/domain/language.ts';
import { lessonEntries, toActivityPage } from '#lib/server/activity-page.ts';
import { getContent } from '#lib/server/content.ts';
import { platformLinks } from '#lib/server/platforms.ts';
import type { PageServerLoad } from './$types';

export const entries = () => lessonEntries('check', languageCodes);

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  const content = await getContent();
  const page = toActivityPage(content, params.slug, 'check', language);
  return page ? { ...page, platforms: await platformLinks(content, params.slug, language, 'check') } : error(404);
};
