import type { Handle, HandleServerError } from '@sveltejs/kit';
import { languages } from '#lib/domain/language.ts';
import { match as isLanguage } from './params/lang.ts';

/** Marks that Svelte leaves for hydration: only the desk's rooms are brought to life in the browser. */
const hydrationMarks = /<!--(?:\[[-!\d]*|\]|[a-z0-9]*)-->/g;

/** Kit hides what it says to screen readers with a style attribute: its hash, and no other, is allowed where Kit runs. */
const announcerStyle = "'unsafe-hashes' 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='";

export const handle: Handle = ({ event, resolve }) => {
  const code = event.params.lang;
  const lang = code !== undefined && isLanguage(code) ? languages[code].htmlLang : languages.es.htmlLang;
  const isDesk = event.route.id?.startsWith('/[lang=lang]/mesa') ?? false;
  return resolve(event, {
    transformPageChunk: ({ html }) => {
      const page = html.replace('%willakuy.lang%', lang);
      return isDesk
        ? page.replace("style-src 'self'", `style-src 'self' ${announcerStyle}`)
        : page.replace(hydrationMarks, '');
    }
  });
};

/** Addresses people ask for are nobody's business: only real faults are written down, and without them. */
export const handleError: HandleServerError = ({ error, status }) => {
  if (status !== 404) console.error(error);
};
