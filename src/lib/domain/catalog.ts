import type { AudioEntry } from './audio.ts';
import type { Format, Message } from './kind.ts';
import type { LanguageCode, Localized } from './language.ts';
import type { LineWithBlanks } from './script-length.ts';

/** What the desk knows of the library without loading any text: enough to list, time, plan and pack. */
export interface Catalog {
  /** Short hash of everything the library says: two packs with the same one say the same. */
  version: string;
  scripts: CatalogScript[];
  /** Kits for whoever conducts, by message; `any` goes with every script. */
  kits: { slug: string; message: Message | 'any' }[];
  /** What is left to fill in, as people call it. */
  blanks: { id: string; label: Localized }[];
  sounds: { id: string; name: Localized }[];
  contacts: { id: string; name: Localized; number: string | null; checkedOn: string; verifiedOn: string | null }[];
}

export interface CatalogScript {
  slug: string;
  format: Format;
  message: Message;
  slotSeconds: number;
  /** Serial and episode, where it is one of one. */
  series: { id: string; episode: number } | undefined;
  texts: Partial<Record<LanguageCode, CatalogText>>;
}

export interface CatalogText {
  title: string;
  summary: string;
  /** Short hash of the words: what an air log notes. */
  version: string;
  draft: boolean;
  /** Measured where there is audio, estimated elsewhere. */
  seconds: number;
  /** What its lines take of them: the rest is music, effects and open time, which nobody reads faster. */
  lineSeconds: number;
  /** Lines in which a station has something to fill in. */
  blankLines: LineWithBlanks[];
  /** Blanks of its cues, each as often as it stands there. */
  blanks: string[];
  audio: Pick<AudioEntry, 'url' | 'seconds' | 'bytes' | 'sha256' | 'people'> | undefined;
}

export const findScript = (catalog: Catalog, slug: string): CatalogScript | undefined =>
  catalog.scripts.find((script) => script.slug === slug);
