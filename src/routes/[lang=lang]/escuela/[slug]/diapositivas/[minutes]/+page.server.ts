import { error } from '@sveltejs/kit';
import { itemsOf } from '#lib/domain/library.ts';
import { isLanguageCode } from '#lib/domain/language.ts';
import { toSlidesPage } from '#lib/server/classroom.ts';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import type { PageServerLoad } from './$types';

/** Every length of a lesson but the shortest, which stands one level higher. */
export const entries = async () => {
  const lessons = itemsOf((await getContent()).library, 'lesson');
  return (await entriesOf('lesson')).flatMap((entry) =>
    (lessons.find(({ slug }) => slug === entry.slug)?.minutes ?? [])
      .slice(1)
      .map((minutes) => ({ ...entry, minutes: String(minutes) }))
  );
};

export const load: PageServerLoad = async ({ params: { lang, slug, minutes } }) => {
  if (!isLanguageCode(lang)) error(404);
  const page = toSlidesPage(await getContent(), slug, { language: lang, minutes: Number(minutes) });
  return page ? { ...page, language: lang } : error(404);
};
