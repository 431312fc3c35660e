import type { AudioTimings } from '#lib/domain/audio-timings.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { LessonForm } from '#lib/i18n/lesson-form.ts';

/** The radio episode that a lesson goes with, in its language. */
export interface Episode {
  edition: Edition;
  /** Its audio for the web; undefined where there is none. */
  heard: { mp3: Uint8Array; timings: AudioTimings } | undefined;
}

/** What writers of these files need of the machine they run on. */
export interface PlatformMeans {
  /** Undefined where the episode has no text in the lesson's language. */
  readEpisode: (edition: Edition) => Promise<Episode | undefined>;
  readForm: (edition: Edition) => Promise<LessonForm>;
  /** The style of a lesson's page and of its activities. */
  readStyle: () => Promise<string>;
  /** A browser script of src/lib/components/lesson/, whole in itself. */
  readScript: (name: 'activities' | 'scorm') => Promise<string>;
}

export const platformNames = ['html', 'epub', 'scorm', 'h5p', 'gift', 'qti'] as const;
export type PlatformName = (typeof platformNames)[number];

/** A kind of file that a lesson goes out as to teachers' platforms. */
export interface PlatformFormat {
  name: PlatformName;
  /** What stands behind the file's name: `html.zip`. */
  extension: string;
  mediaType: string;
  /** Of the questions before and after alone: a lesson without them has no such file. */
  check: boolean;
  /** Loads what it needs only now. */
  write: (edition: Edition, means: PlatformMeans) => Promise<string | Uint8Array | undefined>;
}

/** Every file a lesson can go out as besides those for people (formats.ts): pages, the channel and tests all go through this list. */
export const platformFormats: readonly PlatformFormat[] = [
  {
    name: 'html',
    extension: 'html.zip',
    mediaType: 'application/zip',
    check: false,
    write: async (edition, means) => (await import('./html-zip.ts')).toHtmlZip(edition, means)
  },
  {
    name: 'epub',
    extension: 'epub',
    mediaType: 'application/epub+zip',
    check: false,
    write: async (edition, means) => (await import('./epub.ts')).toEpub(edition, means)
  },
  {
    name: 'scorm',
    extension: 'scorm.zip',
    mediaType: 'application/zip',
    check: false,
    write: async (edition, means) => (await import('./scorm.ts')).toScorm(edition, means)
  },
  {
    name: 'h5p',
    extension: 'h5p',
    mediaType: 'application/zip',
    check: true,
    write: async (edition) => (await import('./h5p.ts')).toH5p(edition)
  },
  {
    name: 'gift',
    extension: 'gift',
    mediaType: 'text/plain; charset=utf-8',
    check: true,
    write: async (edition) => (await import('./gift.ts')).toGift(edition)
  },
  {
    name: 'qti',
    extension: 'qti.zip',
    mediaType: 'application/zip',
    check: true,
    write: async (edition) => (await import('./qti.ts')).toQti(edition)
  }
];

/** Those that a lesson has; none for other kinds. */
export const platformsOf = ({ lesson }: Pick<Edition, 'lesson'>): readonly PlatformFormat[] =>
  lesson ? platformFormats.filter(({ check }) => !check || lesson.check !== undefined) : [];

/** The media type of a file by its name; undefined where it is none of these. */
export const platformMediaType = (name: string): string | undefined =>
  platformFormats.find(({ extension }) => name.endsWith(`.${extension}`))?.mediaType;
