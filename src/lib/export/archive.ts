import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

// Within what a ZIP can hold, and the same everywhere: the archive's time zone is the machine's.
export const fixedTime = new Date(2020, 0, 1);
const fixedStamp = '2020-01-01T00:00:00Z';

/** An OOXML archive without the moment of its making: names sorted, one date. Same content, same bytes. */
export function fixArchive(archive: Uint8Array): Uint8Array {
  const files = unzipSync(archive);
  const fixed: Zippable = {};
  for (const name of Object.keys(files).sort(byPartOrder)) {
    const bytes = files[name];
    if (!bytes) continue;
    fixed[name] = [name === 'docProps/core.xml' ? withoutDates(bytes) : bytes, { mtime: fixedTime, level: 9 }];
  }
  return zipSync(fixed);
}

const withoutDates = (bytes: Uint8Array): Uint8Array =>
  strToU8(strFromU8(bytes).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${fixedStamp}`));

/** Readers expect the list of content types first. */
const byPartOrder = (a: string, b: string): number =>
  Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml') || (a < b ? -1 : 1);

/** A file of an archive. */
export interface ArchiveFile {
  path: string;
  content: string | Uint8Array;
  /** Left as it is: an EPUB's mark must be, audio is as small as it gets. */
  stored?: boolean;
}

/** A ZIP with its files in the given order and one date. Same files, same bytes. */
export const toArchive = (files: readonly ArchiveFile[]): Uint8Array =>
  zipSync(
    Object.fromEntries(
      files.map(({ path, content, stored = false }) => [
        path,
        [typeof content === 'string' ? strToU8(content) : content, { mtime: fixedTime, level: stored ? 0 : 9 }]
      ])
    ) as Zippable
  );
