import type { Catalog } from '#lib/domain/catalog.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Kind, Message } from '#lib/domain/kind.ts';
import { exportPath } from '#lib/domain/paths.ts';
import { readEditionJson } from '#lib/export/edition-json.ts';

const loading = new Map<string, Promise<Edition>>();

/**
 * An item's generic text in one language, from the build's own file; loaded once.
 *
 * @throws when it cannot be had: offline and never stored, or no such item.
 */
export function loadEdition(language: LanguageCode, slug: string, kind: Kind = 'script'): Promise<Edition> {
  const url = exportPath(language, { kind, slug }, 'json');
  const known = loading.get(url);
  if (known) return known;
  const edition = fetch(url).then(async (response) => {
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return readEditionJson(await response.text());
  });
  loading.set(url, edition);
  // What failed can be asked for again.
  edition.catch(() => loading.delete(url));
  return edition;
}

/** What helps whoever conducts a script: the kit of its message, then the one for any script. */
export const loadKits = ({ kits }: Catalog, language: LanguageCode, message: Message): Promise<Edition[]> =>
  Promise.all(
    [message, 'any'].flatMap((one) =>
      kits.filter((kit) => kit.message === one).map(({ slug }) => loadEdition(language, slug, 'kit'))
    )
  );

/** The longest microprograma of a language: it has the most to read aloud. */
export const longestScript = ({ scripts }: Catalog, language: LanguageCode): string | undefined =>
  scripts
    .filter(({ format, texts }) => format === 'microprograma' && texts[language])
    .sort((a, b) => (b.texts[language]?.seconds ?? 0) - (a.texts[language]?.seconds ?? 0))[0]?.slug;
