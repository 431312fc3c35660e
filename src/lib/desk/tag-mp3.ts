import { languages, type LanguageCode } from '#lib/domain/language.ts';

export interface TagFacts {
  title: string;
  language: LanguageCode;
  draft: boolean;
  /** What speaks: `espeak-ng es-419`. */
  voice: string;
}

/**
 * The same MP3 with an ID3v2.3 tag, as server/audio-tags.ts writes it: what it is, that it may be copied, that no person
 * speaks and, for a draft, that nobody has reviewed it. By hand, for the package used there knows only Node.
 */
export function tagMp3({ title, language, draft, voice }: TagFacts, mp3: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = draft ? 'BORRADOR: texto sin revisar. ' : '';
  const frames = [
    textFrame('TIT2', draft ? `BORRADOR · ${title}` : title),
    textFrame('TPE1', 'Willakuy'),
    textFrame('TPUB', 'Willakuy'),
    textFrame('TALB', 'Willakuy'),
    textFrame('TLAN', languages[language].id3Language),
    frame('COMM', [
      ...utf16,
      ...ascii('spa'),
      ...toUtf16(''),
      0,
      0,
      ...toUtf16(`${state}Licencia CC BY 4.0. Voz sintética (${voice}).`)
    ])
  ].flat();
  const header = [...ascii('ID3'), 3, 0, 0, ...sevenBits(frames.length)];
  const tagged = new Uint8Array(header.length + frames.length + mp3.length);
  tagged.set(header);
  tagged.set(frames, header.length);
  tagged.set(mp3, header.length + frames.length);
  return tagged;
}

/** Encoding 1: UTF-16 with its byte-order mark, the only one of ID3v2.3 that has every letter. */
const utf16 = [1];

const textFrame = (id: string, text: string): number[] => frame(id, [...utf16, ...toUtf16(text)]);

const frame = (id: string, body: number[]): number[] => [...ascii(id), ...eightBits(body.length), 0, 0, ...body];

function toUtf16(text: string): number[] {
  const bytes = [0xff, 0xfe];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes.push(unit & 0xff, unit >> 8);
  }
  return bytes;
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
/** Four bytes of eight bits each: frames. Of seven bits each, so that no byte looks like the sync of an MP3: the header. */
const eightBits = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >> shift) & 0xff);
const sevenBits = (value: number): number[] => [21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f);
