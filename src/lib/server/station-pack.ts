import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { mp3Seconds } from '#lib/audio/mp3.ts';
import type { ProducedFile } from '#lib/audio/produce.ts';
import { itemVoices } from '#lib/domain/casting.ts';
import { fillEdition, toEdition, withHeardPhrases, type Edition } from '#lib/domain/edition.ts';
import { blanksOf, fillBlocks } from '#lib/domain/fill.ts';
import { formatIssue } from '#lib/domain/issue.ts';
import type { Item, ItemText } from '#lib/domain/item.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf, type Library } from '#lib/domain/library.ts';
import { toProgramme } from '#lib/domain/programme.ts';
import type { Rundown } from '#lib/domain/rundown.ts';
import { toBlankValues, type Station } from '#lib/domain/station.ts';
import { makePack, packName, type PackAudio, type PackScript } from '#lib/export/pack.ts';
import { writeAtomically } from './atomic-file.ts';
import { toCatalog } from './catalog.ts';
import { explainDiskError } from './disk-error.ts';
import { exportMeans } from './fonts.ts';
import { sha256 } from './line-cache.ts';
import { packWords } from './pack-words.ts';
import {
  createProgrammeAudio,
  roundSeconds,
  type ProgrammeAudioOptions,
  type ProgrammePlan
} from './programme-audio.ts';
import { createProgrammeCache, type KeptProgramme } from './programme-cache.ts';
import { LinesError } from './say-lines.ts';

export interface StationPacksOptions extends Omit<ProgrammeAudioOptions, 'cacheFolder'> {
  library: Library;
  outFolder: string;
  /** Lines that have been said (as `npm run audio` keeps them), programmes and what was packed from what. */
  cacheFolder: string;
  languages: readonly LanguageCode[];
  /** Slugs; undefined for all. Those of the rundown go along in any case. */
  scripts?: readonly string[] | undefined;
  rundown?: Rundown | undefined;
  withAudio?: boolean;
}

export interface StationPackResult {
  name: string;
  /** `unchanged`: the very same pack was there. */
  state: 'made' | 'unchanged';
  bytes: number;
  files: number;
  /** What it could not take along, in words; the rest is there. */
  failures: string[];
}

export interface PackCounts {
  /** Lines of all programmes, each as often as it is heard. */
  lines: number;
  programmes: number;
  /** Programmes that had to be mixed and encoded. */
  programmesMade: number;
  audioSecondsMade: number;
}

interface Wanted {
  item: Extract<Item, { kind: 'script' }>;
  text: ItemText;
}

/** Makes the pack of one station after another, each with its own details on paper and in the audio. */
export async function createStationPacks(options: StationPacksOptions) {
  const { library, outFolder, cacheFolder, languages, scripts, rundown, withAudio = true, speech, report } = options;
  const audio = createProgrammeAudio({ ...options, cacheFolder: path.join(cacheFolder, 'audio') });
  const programmes = createProgrammeCache(path.join(cacheFolder, 'programmes'));
  const counts: PackCounts = { lines: 0, programmes: 0, programmesMade: 0, audioSecondsMade: 0 };
  const catalog = toCatalog({ library, audio: {} });
  const code = await codeVersion();

  const inRundown = ({ slug }: Item, language: LanguageCode) =>
    rundown?.items.some(({ script }) => script?.slug === slug && script.language === language) ?? false;
  const wanted: Wanted[] = languageCodes.flatMap((language) =>
    itemsOf(library, 'script').flatMap((item) => {
      const text = item.texts[language];
      const chosen = languages.includes(language) && (scripts === undefined || scripts.includes(item.slug));
      return text && (chosen || inRundown(item, language)) ? [{ item, text }] : [];
    })
  );
  const messages = new Set(wanted.map(({ item }) => item.message));
  const kits = languages.flatMap((language) =>
    itemsOf(library, 'kit').flatMap((item) => {
      const text = item.texts[language];
      return text && (item.message === 'any' || messages.has(item.message)) ? [toEdition(library, item, text)] : [];
    })
  );
  const draft = [...wanted.map(({ item, text }) => toEdition(library, item, text)), ...kits].some((one) => one.draft);

  const underway = new Map<string, Promise<KeptProgramme>>();
  const heardOf = (plan: ProgrammePlan): Promise<KeptProgramme> => {
    const going = underway.get(plan.made);
    if (going) return going;
    const started = readOrMake(plan);
    underway.set(plan.made, started);
    const forget = () => void underway.delete(plan.made);
    started.then(forget, forget);
    return started;
  };
  async function readOrMake(plan: ProgrammePlan): Promise<KeptProgramme> {
    const known = await programmes.read(plan);
    if (known) return known;
    const { files, fallenBack, ...heard } = await audio.make(plan, {
      deliveries: [{ preset: 'station', format: 'mp3' }]
    });
    const [{ bytes }] = files as [ProducedFile];
    const made = { ...heard, bytes, seconds: mp3Seconds(bytes) };
    if (fallenBack === 0) await programmes.write(plan, made);
    counts.programmesMade++;
    counts.audioSecondsMade += made.seconds;
    return made;
  }

  async function toScript({ item, text }: Wanted, station: Station, failures: string[]): Promise<PackScript> {
    const filled = fillText(text, station);
    const edition = (heard?: KeptProgramme) => {
      const filledEdition = fillEdition(toEdition(library, item, filled, heard), station);
      return heard ? withHeardPhrases(filledEdition, heard.timings) : filledEdition;
    };
    const { programme, issues } = toProgramme(
      item,
      filled,
      library.sounds,
      itemVoices(library.casting, item, text.language)
    );
    failures.push(...issues.map(formatIssue));
    if (!withAudio || issues.length > 0) return { edition: edition(), audio: undefined };
    const plan = audio.plan(programme);
    counts.programmes++;
    counts.lines += plan.sayings.length;
    try {
      const heard = await heardOf(plan);
      const { seconds } = heard;
      // Read again when it is its turn: a pack of everything is heavy enough once.
      const read: PackAudio['read'] = async () => (await heardOf(plan)).bytes;
      const wordsSeconds = toEdition(library, item, filled, heard).script?.seconds ?? seconds;
      return {
        edition: edition(heard),
        audio: {
          seconds: roundSeconds(seconds),
          slateSeconds: Math.max(0, seconds - wordsSeconds),
          tones: blanksOf(filled.document.blocks).length > 0,
          read
        }
      };
    } catch (error) {
      if (!(error instanceof LinesError)) throw error;
      failures.push(...error.messages);
      return { edition: edition(), audio: undefined };
    }
  }

  /**
   * One station's pack, written whole or not at all. Nothing is made again where nothing has changed.
   *
   * @param file Names the pack: letters, digits and hyphens.
   * @throws DiskError when a file cannot be written.
   */
  async function make(file: string, station: Station): Promise<StationPackResult> {
    const name = packName(file, { languages, draft });
    const target = path.join(outFolder, `${name}.zip`);
    const made = sha256(
      JSON.stringify({
        code,
        library: catalog.version,
        voices: Object.values(speech).map(({ id, version }) => [id, version]),
        station,
        languages,
        scripts: wanted.map(({ item, text }) => [item.slug, text.language]),
        rundown,
        withAudio
      })
    );
    const stamp = path.join(cacheFolder, 'packs', `${made}.json`);
    const before = await readStamp(stamp, target);
    if (before) return { name, state: 'unchanged', ...before, failures: [] };

    const failures: string[] = [];
    const scripts: PackScript[] = [];
    for (const one of await Promise.all(wanted.map((want) => toScript(want, station, failures)))) scripts.push(one);
    const filledKits: Edition[] = kits.map((edition) => fillEdition(edition, station));
    const pack = await makePack(
      name,
      { languages, station, scripts, kits: filledKits, rundown, catalog, words: packWords },
      { means: exportMeans }
    );
    await write(target, pack.zip);
    if (failures.length === 0)
      await write(
        stamp,
        JSON.stringify({ sha256: sha256(pack.zip), bytes: pack.zip.length, files: pack.files.length + 1 })
      );
    // The same pack before or after its review.
    await rm(path.join(outFolder, `${packName(file, { languages, draft: !draft })}.zip`), { force: true });
    failures.forEach((failure) => report(failure));
    return { name, state: 'made', bytes: pack.zip.length, files: pack.files.length + 1, failures };
  }

  return { make, counts, lineCounts: audio.counts, scripts: wanted.length };
}

/** A text with a station's details in its blanks: what is said, not only what is read. */
export const fillText = (text: ItemText, station: Station): ItemText => ({
  ...text,
  document: { ...text.document, blocks: fillBlocks(text.document.blocks, toBlankValues(station)) }
});

async function readStamp(stamp: string, target: string): Promise<{ bytes: number; files: number } | undefined> {
  try {
    const { sha256: hash, bytes, files } = JSON.parse(await readFile(stamp, 'utf8')) as Record<string, unknown>;
    const same = hash === sha256(await readFile(target));
    return same && typeof bytes === 'number' && typeof files === 'number' ? { bytes, files } : undefined;
  } catch {
    return undefined;
  }
}

async function write(file: string, data: string | Uint8Array): Promise<void> {
  try {
    await writeAtomically(file, data);
  } catch (error) {
    throw explainDiskError(error, file);
  }
}

/** Hash of what makes packs: after any change to it they are made anew. Nobody has to count versions. */
async function codeVersion(): Promise<string> {
  const hash = createHash('sha256').update(await readFile('package-lock.json'));
  for (const folder of ['src/lib', 'locales', 'static/fonts']) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}
