import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { channelFolder, lessonFolderName, toChannelTables, type ChannelFileUse } from '#lib/export/channel.ts';
import { exportFileName, formatsOf } from '#lib/export/formats.ts';
import { platformsOf } from '#lib/export/platforms.ts';
import type { Content } from './content.ts';
import { editionMeans, platformMeans, writePlatformFile } from './platforms.ts';
import { editionIn } from './views.ts';

interface ChannelFile {
  use: ChannelFileUse;
  fileName: string;
  title: string;
  draft: boolean;
  bytes: Uint8Array;
}

/**
 * Writes every lesson of a language with its tables into `<out>/<language>/`, ready for Kolibri Studio: page, book, print and
 * radio of each. What stood in that folder's lessons before is gone. Returns the folder, its files and their bytes together.
 */
export async function writeChannel(
  content: Content,
  language: LanguageCode,
  outFolder: string
): Promise<{ folder: string; files: number; bytes: number }> {
  const lessons = [];
  for (const item of itemsOf(content.library, 'lesson').toSorted((a, b) => a.order - b.order)) {
    // A lesson that is not in this language has no place in its channel.
    const edition = item.texts[language] && editionIn(content, item, language);
    if (edition) lessons.push({ edition, files: await filesOf(content, edition) });
  }
  const channel = { language, lessons };
  const root = path.join(outFolder, language);
  const folder = channelFolder(channel);
  await rm(path.join(root, folder), { recursive: true, force: true });
  const written: { file: string; bytes: Uint8Array }[] = [
    ...toChannelTables(channel).map((table) => ({
      file: table.path,
      bytes: new TextEncoder().encode(table.content)
    })),
    ...lessons.flatMap((lesson) =>
      lesson.files.map(({ fileName, bytes }) => ({
        file: path.posix.join(folder, lessonFolderName(channel, lesson), fileName),
        bytes
      }))
    )
  ];
  const sums = written.map(({ file, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${file}\n`);
  written.push({ file: 'SHA256SUMS', bytes: new TextEncoder().encode(sums.join('')) });
  for (const { file, bytes } of written) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), bytes);
  }
  return { folder: root, files: written.length, bytes: written.reduce((sum, { bytes }) => sum + bytes.length, 0) };
}

const uses: Partial<Record<string, ChannelFileUse>> = { html: 'page', epub: 'book' };

async function filesOf(content: Content, edition: Edition): Promise<ChannelFile[]> {
  const { draft, text } = edition;
  const { title } = text;
  const files: ChannelFile[] = [];
  for (const format of platformsOf(edition)) {
    const use = uses[format.name];
    if (use === undefined) continue;
    const fileName = exportFileName(edition, format.extension);
    files.push({ use, fileName, title, draft, bytes: await writePlatformFile(content, edition, format) });
  }
  const pdf = formatsOf('lesson').find(({ extension }) => extension === 'pdf');
  if (pdf) {
    const bytes = await pdf.write(edition, editionMeans(content));
    if (typeof bytes !== 'string')
      files.push({ use: 'print', fileName: exportFileName(edition, 'pdf'), title, draft, bytes });
  }
  // Kolibri shows the book without its voice: the episode is there by itself too.
  const episode = await platformMeans(content).readEpisode(edition);
  if (episode?.heard) {
    const { draft, text } = episode.edition;
    const fileName = exportFileName(episode.edition, 'mp3');
    files.push({ use: 'audio', fileName, title: text.title, draft, bytes: episode.heard.mp3 });
  }
  // Programs take files in the order of their names: the page first.
  return files.map((file, index) => ({ ...file, fileName: `${index + 1}-${file.fileName}` }));
}
