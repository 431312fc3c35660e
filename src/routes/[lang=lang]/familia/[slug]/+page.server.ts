import { error } from '@sveltejs/kit';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import { toGuidePage } from '#lib/server/guide-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('guide');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return { guide: toGuidePage(await getContent(), params.slug, language) ?? error(404) };
};
