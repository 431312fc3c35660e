import { error } from '@sveltejs/kit';
import { entriesOf } from '#lib/server/exports.ts';
import { getContent } from '#lib/server/content.ts';
import { toEditions, toScriptPage } from '#lib/server/script-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('script');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  const content = await getContent();
  const page = toScriptPage(content, params.slug, language);
  const editions = toEditions(content, params.slug);
  return page && editions ? { ...page, editions } : error(404);
};
