import { error } from '@sveltejs/kit';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import { toPrintPage } from '#lib/server/print-page.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('print');

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return { print: toPrintPage(await getContent(), params.slug, language) ?? error(404) };
};
