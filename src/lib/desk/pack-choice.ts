import type { Catalog, CatalogScript, CatalogText } from '#lib/domain/catalog.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import type { Rundown } from '#lib/domain/rundown.ts';

/** What someone wants in a pack. */
export interface PackChoice {
  languages: readonly LanguageCode[];
  slugs: readonly string[];
  withAudio: boolean;
  /** Goes along, with its scripts. */
  rundown: Rundown | undefined;
}

export interface ChosenText {
  script: CatalogScript;
  language: LanguageCode;
  text: CatalogText;
}

/** The texts of a pack, language by language: those chosen, and those that the rundown airs. */
export const toChosenTexts = (catalog: Catalog, { languages, slugs, rundown }: PackChoice): ChosenText[] =>
  languageCodes.flatMap((language) =>
    catalog.scripts.flatMap((script) => {
      const text = script.texts[language];
      const chosen = languages.includes(language) && slugs.includes(script.slug);
      const airs = rundown?.items.some(
        (item) => item.script?.slug === script.slug && item.script.language === language
      );
      return text && (chosen || airs) ? [{ script, language, text }] : [];
    })
  );

/** Of an average script or kit as Word and PDF, and of the lists of a language: measured, for what a person is told beforehand. */
const documentBytes = 56_000;
const listsBytes = 9_000;

export interface PackSize {
  texts: number;
  kits: number;
  audio: number;
  audioBytes: number;
  bytes: number;
}

/** About how large a pack comes out: its audio is known to the byte. */
export function toPackSize(catalog: Catalog, choice: PackChoice): PackSize {
  const texts = toChosenTexts(catalog, choice);
  const heard = texts.flatMap(({ text }) => text.audio ?? []);
  const kits = kitsOf(catalog, texts).length * choice.languages.length;
  const audioBytes = heard.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    texts: texts.length,
    kits,
    audio: choice.withAudio ? heard.length : 0,
    audioBytes,
    bytes:
      (texts.length + kits) * documentBytes + choice.languages.length * listsBytes + (choice.withAudio ? audioBytes : 0)
  };
}

/** Kits of the messages that a pack carries, and those for any script. */
export const kitsOf = ({ kits }: Catalog, texts: readonly ChosenText[]): Catalog['kits'] =>
  kits.filter(({ message }) => message === 'any' || texts.some(({ script }) => script.message === message));
