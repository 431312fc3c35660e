import { audioKey } from '#lib/domain/audio.ts';
import { castPaces } from '#lib/domain/casting.ts';
import type { Catalog, CatalogText } from '#lib/domain/catalog.ts';
import { saidTextOf, type Inline } from '#lib/domain/document.ts';
import { toEdition, type Edition } from '#lib/domain/edition.ts';
import { blanksIn, fillInlines } from '#lib/domain/fill.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { speak } from '#lib/domain/speech/speak.ts';
import { estimateSeconds } from '#lib/domain/timing.ts';
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
          const edition = toEdition(library, item, text, heard);
          const { version, draft, script } = edition;
          const { title, summary } = text;
          return [
            [
              code,
              {
                title,
                summary,
                version,
                draft,
                seconds: roundTenth(script?.seconds ?? 0),
                ...lengthsIn(edition),
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
    blanks: library.blanks.map(({ id, label }) => ({ id, label })),
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

const roundTenth = (seconds: number): number => Math.round(seconds * 10) / 10;
const round = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** What a script's lines take, and what each that has blanks takes without them. */
function lengthsIn({ script, language, voices }: Edition): Pick<CatalogText, 'lineSeconds' | 'blankLines'> {
  const paces = castPaces(voices);
  const lines = (script?.cues ?? []).flatMap(({ cue, timing }) =>
    cue.type === 'line' ? [{ cue, seconds: timing.durationSeconds }] : []
  );
  return {
    lineSeconds: roundTenth(lines.reduce((sum, { seconds }) => sum + seconds, 0)),
    blankLines: lines.flatMap(({ cue, seconds }) => {
      const pace = paces.get(cue.speaker.id) ?? 1;
      const estimate = (content: Inline[]) => estimateSeconds(speak(saidTextOf(content), language), language, { pace });
      const ids = blanksIn([cue.content]);
      if (ids.length === 0) return [];
      const empty = new Map(ids.map((id) => [id, '']));
      const restSeconds = estimate(fillInlines(cue.content, empty));
      const blanks = ids.map((id) => {
        const others = new Map([...empty].filter(([other]) => other !== id));
        const times = ids.filter((other) => other === id).length;
        return { id, seconds: round((estimate(fillInlines(cue.content, others)) - restSeconds) / times) };
      });
      return [{ seconds: round(seconds), restSeconds: round(restSeconds), pace, blanks }];
    })
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
