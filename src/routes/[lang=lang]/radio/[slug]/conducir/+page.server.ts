import { error } from '@sveltejs/kit';
import { entriesOf } from '#lib/server/exports.ts';
import { getContent } from '#lib/server/content.ts';
import { toKits, toScriptPage } from '#lib/server/script-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('script');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  const content = await getContent();
  const page = toScriptPage(content, params.slug, language);
  return page ? { ...page, kits: toKits(content, page.edition, language) } : error(404);
};
