import { error } from '@sveltejs/kit';
import { isLanguageCode } from '#lib/domain/language.ts';
import { codePosterFileEntries, codePosterResponse } from '#lib/server/print-page.ts';

export const prerender = true;
export const trailingSlash = 'never';
export const entries = () => codePosterFileEntries();
export const GET = ({ params: { lang, slug, size } }) =>
  isLanguageCode(lang) ? codePosterResponse(slug, size, lang) : error(404);
