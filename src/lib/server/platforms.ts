import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { audioKey, fileOf } from '#lib/domain/audio.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { exportPath } from '#lib/domain/paths.ts';
import { exportFileName, type ExportMeans } from '#lib/export/formats.ts';
import {
  platformsOf,
  type Episode,
  type PlatformFormat,
  type PlatformMeans,
  type PlatformName
} from '#lib/export/platforms.ts';
import { toLessonForm, type LessonForm } from '#lib/i18n/lesson-form.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { readAudioTimings } from './audio-timings.ts';
import { audioRoot, type Content } from './content.ts';
import { exportMeans } from './fonts.ts';
import { editionIn } from './views.ts';

/** What platform files need, from our own disk. */
export const platformMeans = (content: Content, audioFolder = audioRoot): PlatformMeans => ({
  readEpisode: (edition) => readEpisode(content, edition, audioFolder),
  readForm: async (edition) => formOf(content, edition),
  readStyle: async () => {
    const files = await Promise.all(
      ['site', 'activity'].map((name) => readFile(path.join('src/lib/styles', `${name}.css`), 'utf8'))
    );
    return files.join('\n');
  },
  readScript: (name) => (scripts[name] ??= bundle(path.join('src/lib/components/lesson', `${name}.ts`)))
});

/** What files of an edition need: our own fonts, and where a lesson belongs in school. */
export const editionMeans = (content: Content): ExportMeans => ({
  ...exportMeans,
  formOf: (edition) => (edition.lesson ? formOf(content, edition) : undefined)
});

const formOf = (content: Content, edition: Edition): LessonForm =>
  toLessonForm(edition, episodeOf(content, edition), content.library, translateFor(edition.language));

function episodeOf(content: Content, { item, language }: Edition): Edition | undefined {
  const slug = item.kind === 'lesson' ? item.episode : undefined;
  const script = content.library.items.find((one) => one.kind === 'script' && one.slug === slug);
  return script?.texts[language] && editionIn(content, script, language);
}

async function readEpisode(content: Content, lesson: Edition, folder: string): Promise<Episode | undefined> {
  const edition = episodeOf(content, lesson);
  const audio = edition && content.audio[audioKey(edition.language, edition.item.slug)];
  const file = audio && fileOf(audio, 'web', 'mp3');
  if (!edition || !audio || !file) return edition && { edition, heard: undefined };
  const [mp3, timings] = await Promise.all([
    readFile(path.join(folder, file.url.replace(/^\/audio\//, ''))),
    readAudioTimings(folder, audio)
  ]);
  return { edition, heard: { mp3: new Uint8Array(mp3), timings } };
}

const scripts: Partial<Record<Parameters<PlatformMeans['readScript']>[0], Promise<string>>> = {};

/** A browser script as one file that a page loads from a disk. */
async function bundle(entry: string): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    // What classroom computers still have.
    target: 'es2020',
    charset: 'utf8',
    write: false,
    logLevel: 'silent'
  });
  return outputFiles[0]?.text ?? '';
}

/** Files of one library are written once for the pages that say their size and the addresses that send them. */
const written = new WeakMap<Content, Map<string, Promise<Uint8Array>>>();

/** @throws Error where the edition has no such file. */
export function writePlatformFile(content: Content, edition: Edition, format: PlatformFormat): Promise<Uint8Array> {
  const files = written.get(content) ?? new Map<string, Promise<Uint8Array>>();
  written.set(content, files);
  const key = `${audioKey(edition.language, edition.item.slug)}.${format.extension}`;
  const file = files.get(key) ?? write(content, edition, format);
  files.set(key, file);
  return file;
}

async function write(content: Content, edition: Edition, format: PlatformFormat): Promise<Uint8Array> {
  const bytes = await format.write(edition, platformMeans(content));
  if (bytes === undefined) throw new Error(`${edition.item.slug}: no hay preguntas para ${format.extension}.`);
  return typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
}

/** A file for platforms, as a page offers it. */
export interface PlatformLink {
  name: PlatformName;
  path: string;
  /** As what it is stored. */
  fileName: string;
  bytes: number;
}

/** A lesson's files for platforms, or only those of its questions before and after, each with its size. */
export async function platformLinks(
  content: Content,
  slug: string,
  language: LanguageCode,
  which: 'all' | 'check' = 'all'
): Promise<PlatformLink[]> {
  const item = content.library.items.find((one) => one.kind === 'lesson' && one.slug === slug);
  const edition = item && editionIn(content, item, language);
  if (!edition) return [];
  return Promise.all(
    platformsOf(edition)
      .filter(({ check }) => check || which === 'all')
      .map(async (format) => ({
        name: format.name,
        path: exportPath(language, edition.item, format.extension),
        fileName: exportFileName(edition, format.extension),
        bytes: (await writePlatformFile(content, edition, format)).length
      }))
  );
}
