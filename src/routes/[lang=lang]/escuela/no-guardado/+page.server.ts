import { languageCodes } from '#lib/domain/language.ts';

/** No page leads here: a kept copy does, for a page that was not kept. */
export const entries = () => languageCodes.map((lang) => ({ lang }));
