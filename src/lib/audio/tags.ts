import type { LanguageCode } from '#lib/domain/language.ts';

/** Raise it whenever the tags change. */
export const tagsVersion = 2;

/** What travels with a file when nothing else does. */
export interface ProgrammeTags {
  title: string;
  language: LanguageCode;
  draft: boolean;
  /** What speaks: `espeak-ng es-419`. */
  voice: string;
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

/** What it is, that it may be copied, that no person speaks and, for a draft, that nobody has reviewed it. */
export const taggedNote = ({ draft, voice }: ProgrammeTags): string =>
  `${draft ? 'BORRADOR: texto sin revisar. ' : ''}Licencia ${licence}. Voz sintética (${voice}).`;
