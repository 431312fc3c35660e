import { error } from '@sveltejs/kit';
import { isLanguageCode } from '#lib/domain/language.ts';
import { toSlidesPage } from '#lib/server/classroom.ts';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('lesson');

export const load: PageServerLoad = async ({ params: { lang, slug } }) => {
  if (!isLanguageCode(lang)) error(404);
  const page = toSlidesPage(await getContent(), slug, { language: lang });
  return page ? { ...page, language: lang } : error(404);
};
