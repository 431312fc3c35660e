import { error } from '@sveltejs/kit';
import { languageCodes } from '#lib/domain/language.ts';
import { getContent } from '#lib/server/content.ts';
import { toSeriesView } from '#lib/server/series-page.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = async () =>
  (await getContent()).library.series.flatMap(({ id }) => languageCodes.map((lang) => ({ lang, id })));

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  return toSeriesView(await getContent(), params.id, language) ?? error(404);
};
