import { issueAt } from '../../issue.ts';
import { placeInText } from '../prose.ts';
import { textRule } from '../rule.ts';

/** A Quechua text made for other words than the Spanish one says now. */
export const staleTranslation = textRule('stale-translation', (text, { texts, slug }) => {
  const original = texts.es;
  if (text.language === 'es' || !original || text.translatedFrom === original.hash) return [];
  const at = placeInText(text, Math.max(0, text.source.search(/^translatedFrom:/m)));
  const message = `El texto en castellano cambió (ahora es ${original.hash}). Póngalo al día y ejecute: npm run review -- stamp ${slug}`;
  return [issueAt(at, 'stale-translation', message)];
});
