import { error } from '@sveltejs/kit';
import { isLanguageCode } from '#lib/domain/language.ts';
import { paperFileEntries, paperResponse } from '#lib/server/lesson-page.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => paperFileEntries();
export const GET = ({ params: { lang, ...params } }) =>
  isLanguageCode(lang) ? paperResponse({ ...params, lang }) : error(404);
