import NodeID3 from 'node-id3';
import type { AudioEntry } from '#lib/domain/audio.ts';
import { languages, type LanguageCode } from '#lib/domain/language.ts';
import { voicesNote } from '#lib/domain/voices-note.ts';

/** Raise it whenever the tags change. */
export const tagsVersion = 1;

/**
 * The same MP3 with its ID3v2.3 tags. They travel with the file when nothing else does: what it is, that it may be
 * copied, that no person speaks and, for a draft, that nobody has reviewed it.
 */
export function tagMp3(
  mp3: Uint8Array,
  {
    title,
    language,
    draft,
    voice,
    people
  }: { title: string; language: LanguageCode; draft: boolean; voice: string; people?: AudioEntry['people'] }
): Buffer {
  const state = draft ? 'BORRADOR: texto sin revisar. ' : '';
  return NodeID3.write(
    {
      title: draft ? `BORRADOR · ${title}` : title,
      artist: 'Willakuy',
      publisher: 'Willakuy',
      album: 'Willakuy',
      language: languages[language].id3Language,
      comment: { language: 'spa', text: `${state}Licencia CC BY 4.0. ${voicesNote(voice, people)}` }
    },
    Buffer.from(mp3)
  );
}
