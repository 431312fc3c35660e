import { error } from '@sveltejs/kit';
import { entriesOf } from '#lib/server/exports.ts';
import { getContent } from '#lib/server/content.ts';
import { toScriptPage } from '#lib/server/script-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('script');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return toScriptPage(await getContent(), params.slug, language) ?? error(404);
};
