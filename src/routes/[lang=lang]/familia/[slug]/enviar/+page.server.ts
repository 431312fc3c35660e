import { error } from '@sveltejs/kit';
import { itemPath } from '#lib/domain/paths.ts';
import { getContent } from '#lib/server/content.ts';
import { entriesOf } from '#lib/server/exports.ts';
import { toSendPack } from '#lib/server/send-pack.ts';
import type { PageServerLoad } from './$types';

export const entries = () => entriesOf('guide');

export const load: PageServerLoad = async ({ parent, params: { slug } }) => {
  const { language } = await parent();
  const pack = await toSendPack(await getContent(), slug, language);
  if (!pack) error(404);
  const { title, textLanguage, draft, files } = pack;
  return { title, textLanguage, draft, files, guidePath: itemPath(language, { kind: 'guide', slug }) };
};
