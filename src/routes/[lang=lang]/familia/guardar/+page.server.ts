import { sendPath } from '#lib/domain/family-paths.ts';
import { languageCodes, languages } from '#lib/domain/language.ts';
import { familyPack } from '#lib/domain/kept-packs.ts';
import { getContent } from '#lib/server/content.ts';
import { toItemCards } from '#lib/server/views.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  const guides = toItemCards(await getContent(), 'guide', language);
  return {
    packs: languageCodes.map((code) => ({
      id: familyPack(code),
      title: languages[code].name,
      language: code,
      checked: code === language
    })),
    files: guides.map(({ item, title }) => ({ title, path: sendPath(language, item.slug) }))
  };
};
