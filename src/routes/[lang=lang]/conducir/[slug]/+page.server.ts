import { error } from '@sveltejs/kit';
import { entriesOf } from '#lib/server/exports.ts';
import { getContent } from '#lib/server/content.ts';
import { toItemView } from '#lib/server/views.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('kit');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return toItemView(await getContent(), 'kit', params.slug, language) ?? error(404);
};
