import type { Catalog, CatalogScript } from '#lib/domain/catalog.ts';
import type { Format, Message } from '#lib/domain/kind.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';

/** A script of a made-up library: `script('cuna-oferta', { message: 'false-offers' })`. */
export function script(
  slug: string,
  {
    message,
    format = 'spot',
    languages = languageCodes,
    series,
    version = '0000abcd'
  }: {
    message: Message;
    format?: Format;
    languages?: readonly LanguageCode[];
    series?: CatalogScript['series'];
    version?: string;
  }
): CatalogScript {
  return {
    slug,
    format,
    message,
    slotSeconds: 30,
    series,
    texts: Object.fromEntries(
      languages.map((code) => [
        code,
        {
          title: `${slug} (${code})`,
          summary: '',
          version,
          draft: code === 'quz',
          blanks: [],
          seconds: 29.4,
          audio: undefined
        }
      ])
    )
  };
}

export const catalogOf = (...scripts: CatalogScript[]): Catalog => ({ scripts, kits: [], sounds: [], contacts: [] });
