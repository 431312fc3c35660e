import { error } from '@sveltejs/kit';
import { isLanguageCode } from '#lib/domain/language.ts';

export function load({ params }) {
  if (!isLanguageCode(params.lang)) error(404);
  return { language: params.lang };
}
