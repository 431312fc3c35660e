import { error } from '@sveltejs/kit';
import { isLanguageCode } from '#lib/domain/language.ts';
import { printFileEntries, printResponse } from '#lib/server/print-page.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => printFileEntries();
export const GET = ({ params: { lang, slug, file } }) =>
  isLanguageCode(lang) ? printResponse(slug, file, lang) : error(404);
