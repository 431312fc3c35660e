import { error } from '@sveltejs/kit';
import { cycles } from '#lib/domain/curriculum.ts';
import { languageCodes } from '#lib/domain/language.ts';
import { cycleSlug } from '#lib/domain/school-paths.ts';
import { toCyclePage } from '#lib/server/classroom.ts';
import { getContent } from '#lib/server/content.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () =>
  cycles.flatMap((cycle) => languageCodes.map((lang) => ({ lang, cycle: cycleSlug(cycle) })));

export const load: PageServerLoad = async ({ parent, params }) => {
  const { language } = await parent();
  const cycle = cycles.find((one) => cycleSlug(one) === params.cycle);
  return (cycle && toCyclePage(await getContent(), cycle, language)) ?? error(404);
};
