import type { Handle, HandleServerError } from '@sveltejs/kit';
import { languages } from '#lib/domain/language.ts';
import { match as isLanguage } from './params/lang.ts';

/** Marks that Svelte leaves for hydration; our reading pages have none. */
const hydrationMarks = /<!--(?:\[[-!\d]*|\]|[a-z0-9]*)-->/g;

export const handle: Handle = ({ event, resolve }) => {
  const code = event.params.lang;
  const lang = code !== undefined && isLanguage(code) ? languages[code].htmlLang : languages.es.htmlLang;
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%willakuy.lang%', lang).replace(hydrationMarks, '')
  });
};

/** Addresses people ask for are nobody's business: only real faults are written down, and without them. */
export const handleError: HandleServerError = ({ error, status }) => {
  if (status !== 404) console.error(error);
};
