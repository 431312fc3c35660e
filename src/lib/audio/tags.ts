import type { AudioEntry } from '#lib/domain/audio.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { voicesNote } from '#lib/domain/voices-note.ts';

/** Raise it whenever the tags change. */
export const tagsVersion = 2;

/** What travels with a file when nothing else does. */
export interface ProgrammeTags {
  title: string;
  language: LanguageCode;
  draft: boolean;
  /** What speaks: `espeak-ng es-419`. */
  voice: string;
  /** Where people are heard. */
  people?: AudioEntry['people'];
}

/** A place in a programme that a player can go to. */
export interface Marker {
  startSeconds: number;
  endSeconds: number;
  title: string;
}

export const artist = 'Willakuy';
export const licence = 'CC BY 4.0';
export const licenceAddress = 'https://creativecommons.org/licenses/by/4.0/';

export const taggedTitle = ({ title, draft }: ProgrammeTags): string => (draft ? `BORRADOR · ${title}` : title);

/** What it is, that it may be copied, whose voices are heard and, for a draft, that nobody has reviewed it. */
export const taggedNote = ({ draft, voice, people }: ProgrammeTags): string =>
  `${draft ? 'BORRADOR: texto sin revisar. ' : ''}Licencia ${licence}. ${voicesNote(voice, people)}`;
