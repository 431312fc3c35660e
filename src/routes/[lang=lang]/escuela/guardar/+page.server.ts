import { languageCodes, languages } from '#lib/domain/language.ts';
import { exportPath } from '#lib/domain/paths.ts';
import { lessonPack } from '#lib/domain/kept-packs.ts';
import { getContent } from '#lib/server/content.ts';
import { toItemCards } from '#lib/server/views.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { language } = await parent();
  const content = await getContent();
  const codes = [language, ...languageCodes.filter((code) => code !== language)];
  return {
    packs: codes.flatMap((code) =>
      toItemCards(content, 'lesson', code).map(({ item, title, textLanguage }, index) => ({
        id: lessonPack(code, item.slug),
        title,
        language: textLanguage,
        checked: false,
        ...(index === 0 ? { heading: languages[code].name } : {})
      }))
    ),
    files: toItemCards(content, 'lesson', language).map(({ item, title }) => ({
      title,
      path: exportPath(language, item, 'pdf')
    }))
  };
};
