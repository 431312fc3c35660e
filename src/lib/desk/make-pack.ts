import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { Catalog, CatalogText } from '#lib/domain/catalog.ts';
import { fillEdition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Station } from '#lib/domain/station.ts';
import { makePack, packName, type Pack, type PackScript } from '#lib/export/pack.ts';
import type { PackTranslate } from '#lib/export/pack-words.ts';
import { createLightTranslate } from '#lib/i18n/light-translate.ts';
import esFile from '../../../locales/es/pack-file.json' with { type: 'json' };
import quzFile from '../../../locales/quz/pack-file.json' with { type: 'json' };
import { loadEdition } from './editions.ts';
import { exportMeans } from './export-means.ts';
import { audioAddress } from './offline.svelte.ts';
import { kitsOf, toChosenTexts, type PackChoice } from './pack-choice.ts';
import { loadTranslateOf, type DeskKey } from './words.ts';

type Audio = NonNullable<CatalogText['audio']>;

/** Something that goes into a pack and is neither on the device nor to be had now. */
export class MissingError extends Error {
  override name = 'MissingError';
}

/**
 * A pack with the station's details, made here. The audio is the generic one: a tone stands where the details go.
 *
 * @throws MissingError when a text or an audio cannot be had.
 * @throws AbortError when `signal` says so.
 */
export async function makeDeskPack({
  catalog,
  station,
  choice,
  language,
  signal,
  progress
}: {
  catalog: Catalog;
  station: Station;
  choice: PackChoice;
  /** Of the page: its folders and lists come first. */
  language: LanguageCode;
  signal: AbortSignal;
  progress: (done: number, total: number, name: string) => void;
}): Promise<Pack> {
  const languages = [...choice.languages].sort((a, b) => Number(b === language) - Number(a === language));
  const texts = toChosenTexts(catalog, choice);
  const kits = languages.flatMap((code) => kitsOf(catalog, texts).map(({ slug }) => ({ slug, code })));
  const load = async (code: LanguageCode, slug: string, kind: 'script' | 'kit') => {
    signal.throwIfAborted();
    return loadEdition(code, slug, kind).catch((error: unknown) => {
      throw new MissingError(slug, { cause: error });
    });
  };
  const scripts: PackScript[] = [];
  for (const { script, language: code, text } of texts) {
    const generic = await load(code, script.slug, 'script');
    const { audio } = text;
    scripts.push({
      edition: fillEdition(generic, station),
      audio:
        choice.withAudio && audio
          ? {
              seconds: audio.seconds,
              slateSeconds: Math.max(0, audio.seconds - text.seconds),
              tones: (generic.script?.blanks.length ?? 0) > 0,
              read: () => readAudio(audio, text.title, signal)
            }
          : undefined
    });
  }
  const filledKits = [];
  for (const { slug, code } of kits) filledKits.push(fillEdition(await load(code, slug, 'kit'), station));

  const [es, quz] = await Promise.all([loadPackTranslate('es'), loadPackTranslate('quz')]);
  const draft = [...scripts.map(({ edition }) => edition), ...filledKits].some((edition) => edition.draft);
  return makePack(
    packName(station.name, { languages, draft }),
    { languages, station, scripts, kits: filledKits, rundown: choice.rundown, catalog, words: { es, quz } },
    {
      means: exportMeans,
      signal,
      progress: (done, total, path) => progress(done, total, path.split('/').at(-1) ?? path)
    }
  );
}

/** An audio, whole and of the very words it belongs to. */
async function readAudio(audio: Audio, title: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(audioAddress(audio), { signal });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok || bytesToHex(sha256(bytes)) !== audio.sha256) throw new Error(String(response.status));
    return bytes;
  } catch (error) {
    signal.throwIfAborted();
    throw new MissingError(title, { cause: error });
  }
}

const fileWords: Record<LanguageCode, object> = { es: esFile, quz: quzFile };

/** The desk's words, and those that only the files of a pack say: no room loads them before. */
async function loadPackTranslate(language: LanguageCode): Promise<PackTranslate> {
  const desk = await loadTranslateOf(language, ['desk', 'station', 'rundown']);
  const file = createLightTranslate<string>(language, fileWords[language]);
  const isDesk = (key: string): key is DeskKey => !key.startsWith('packFile.');
  return (key, values) => (isDesk(key) ? desk(key, values) : file(key, values));
}
