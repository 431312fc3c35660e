import { error } from '@sveltejs/kit';
import { languageCodes } from '#lib/domain/language.ts';
import { lessonEntries, toActivityPage } from '#lib/server/activity-page.ts';
import { getContent } from '#lib/server/content.ts';
import type { PageServerLoad } from './$types';

export const entries = () => lessonEntries('activities', languageCodes);

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return toActivityPage(await getContent(), params.slug, 'activities', language) ?? error(404);
};
