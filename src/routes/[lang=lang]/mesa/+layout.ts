import { loadDeskTranslate } from '#lib/desk/words.ts';
import { deskRoomAt } from '#lib/domain/paths.ts';

// The desk works with what the station fills in: it is the part of the site that needs JavaScript.
export const csr = true;

export const load = async ({ data, parent, url }) => {
  const { language } = await parent();
  return { ...data, language, t: await loadDeskTranslate(language, deskRoomAt(url.pathname) ?? 'home') };
};
