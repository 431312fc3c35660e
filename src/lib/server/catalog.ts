import { audioKey } from '#lib/domain/audio.ts';
import type { Catalog, CatalogText } from '#lib/domain/catalog.ts';
import { toEdition } from '#lib/domain/edition.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import type { Content } from './content.ts';
import { sha256 } from './line-cache.ts';

/** What the desk knows of the library. */
export function toCatalog({ library, audio }: Content): Catalog {
  return {
    version: libraryVersion(library),
    scripts: itemsOf(library, 'script').map((item) => ({
      slug: item.slug,
      format: item.format,
      message: item.message,
      slotSeconds: item.durationSeconds,
      series: item.series,
      texts: Object.fromEntries(
        languageCodes.flatMap((code): [LanguageCode, CatalogText][] => {
          const text = item.texts[code];
          if (!text) return [];
          const heard = audio[audioKey(code, item.slug)];
          const { version, draft, script } = toEdition(library, item, text, heard);
          const { title, summary } = text;
          return [
            [
              code,
              {
                title,
                summary,
                version,
                draft,
                seconds: Math.round((script?.seconds ?? 0) * 10) / 10,
                blanks: script?.blanks ?? [],
                audio: heard && {
                  url: heard.url,
                  seconds: heard.seconds,
                  bytes: heard.bytes,
                  sha256: heard.sha256,
                  ...(heard.people ? { people: heard.people } : {})
                }
              }
            ]
          ];
        })
      )
    })),
    kits: itemsOf(library, 'kit')
      .filter((kit) => !isForSchool(kit))
      .map(({ slug, message }) => ({ slug, message })),
    sounds: library.sounds.sounds.map(({ id, name }) => ({ id, name })),
    contacts: library.contacts.map(({ id, name, number, checkedOn, verifiedByCall }) => ({
      id,
      name,
      number,
      checkedOn,
      verifiedOn: verifiedByCall?.on ?? null
    }))
  };
}

/** Hash of the texts and of what they draw on; places in files and the compiled pages say nothing new. */
function libraryVersion({ items, figures: _figures, ...parts }: Content['library']): string {
  const texts = items.map(({ texts, file: _file, ...facts }) => [
    facts,
    languageCodes.map((code) => [texts[code]?.hash, texts[code]?.review])
  ]);
  return sha256(JSON.stringify([texts, parts])).slice(0, 8);
}
