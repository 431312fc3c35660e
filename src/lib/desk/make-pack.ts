import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { Catalog, CatalogText } from '#lib/domain/catalog.ts';
import { fillEdition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Station } from '#lib/domain/station.ts';
import type { VoiceFiles } from '#lib/domain/voice-files.ts';
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
 * A pack with the station's details, made here. Where there is a voice it says them in the audio; else the audio is the
 * generic one, and a tone stands where the details go.
 *
 * @throws MissingError when a text or an audio cannot be had.
 * @throws VoiceFileError, WorkerFault when the voice cannot be had, or cannot go on.
 * @throws AbortError when `signal` says so.
 */
export async function makeDeskPack({
  catalog,
  station,
  choice,
  voice,
  language,
  signal,
  progress,
  speaking
}: {
  catalog: Catalog;
  station: Station;
  choice: PackChoice;
  /** The embedded voice, where it is to say what the station has filled in. */
  voice: VoiceFiles | undefined;
  /** Of the page: its folders and lists come first. */
  language: LanguageCode;
  signal: AbortSignal;
  progress: (done: number, total: number, name: string) => void;
  /** Before each script that the voice says. */
  speaking: (done: number, total: number, name: string) => void;
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
  const toSpeak: ToSpeak[] = [];
  for (const { script, language: code, text } of texts) {
    const generic = await load(code, script.slug, 'script');
    const edition = fillEdition(generic, station);
    const [blanks, open] = [generic, edition].map((one) => one.script?.blanks.length ?? 0) as [number, number];
    const { audio } = text;
    const packed: PackScript = { edition, audio: undefined };
    scripts.push(packed);
    if (!choice.withAudio) continue;
    if (audio)
      packed.audio = {
        seconds: audio.seconds,
        slateSeconds: Math.max(0, audio.seconds - text.seconds),
        tones: blanks > 0,
        read: () => readAudio(audio, text.title, signal)
      };
    // People's voices stay what they are.
    if (open < blanks && !audio?.people) {
      const wordsSeconds = fillEdition(generic, { ...station, readingFactor: { es: 1, quz: 1 } }).script?.seconds ?? 0;
      toSpeak.push({ packed, wordsSeconds, tones: open > 0 });
    }
  }
  if (voice && toSpeak.length > 0) await speak(toSpeak, { voice, signal, speaking });
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

interface ToSpeak {
  packed: PackScript;
  /** What its words take as the voice reads them. */
  wordsSeconds: number;
  tones: boolean;
}

/** Gives scripts the audio in which the voice says what the station has filled in. */
async function speak(
  scripts: readonly ToSpeak[],
  {
    voice,
    signal,
    speaking
  }: { voice: VoiceFiles; signal: AbortSignal; speaking: (done: number, total: number, name: string) => void }
): Promise<void> {
  const [{ loadVoiceFiles }, { openStudio }] = await Promise.all([import('./voice-files.ts'), import('./studio.ts')]);
  const { data } = await loadVoiceFiles(voice, { signal, progress: () => undefined });
  const { version, engine } = voice;
  const studio = await openStudio({ version, engineUrl: engine.url, slim: data }, { signal });
  try {
    for (const [index, { packed, wordsSeconds, tones }] of scripts.entries()) {
      const { edition } = packed;
      speaking(index, scripts.length, edition.text.title);
      const { file, seconds } = await studio.make(studio.plan(edition), {
        delivery: { preset: 'station', format: 'mp3' },
        signal,
        progress: () => undefined
      });
      packed.audio = {
        seconds: Math.round(seconds * 1000) / 1000,
        slateSeconds: Math.max(0, seconds - wordsSeconds),
        tones,
        read: async () => file.bytes
      };
    }
  } finally {
    studio.close();
  }
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
