import { error } from '@sveltejs/kit';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import { toCodePosterPage } from '#lib/server/print-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('guide');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return { page: toCodePosterPage(await getContent(), params.slug, language) ?? error(404) };
};
