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
    version = '0000abcd',
    seconds = 29.4,
    heard = false
  }: {
    message: Message;
    format?: Format;
    languages?: readonly LanguageCode[];
    series?: CatalogScript['series'];
    version?: string;
    seconds?: number;
    /** Whether there is audio: three seconds longer than the words, as its voice says first that it is a draft. */
    heard?: boolean;
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
          seconds,
          lineSeconds: seconds,
          blankLines: [],
          audio: heard
            ? {
                url: `/audio/${code}/${slug}-borrador.mp3`,
                seconds: seconds + 3,
                bytes: 1000,
                sha256: 'a'.repeat(64)
              }
            : undefined
        }
      ])
    )
  };
}

export const catalogOf = (...scripts: CatalogScript[]): Catalog => ({
  version: '0000abcd',
  scripts,
  kits: [],
  blanks: [],
  sounds: [],
  contacts: []
});
