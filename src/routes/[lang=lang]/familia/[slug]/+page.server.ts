import { error } from '@sveltejs/kit';
import { languageCodes } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { getContent } from '#lib/server/content.ts';
import { toItemView } from '#lib/server/views.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = async () => {
  const { library } = await getContent();
  return itemsOf(library, 'guide').flatMap(({ slug }) => languageCodes.map((lang) => ({ lang, slug })));
};

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  const view = toItemView(await getContent(), 'guide', params.slug, language);
  return view ?? error(404);
};
