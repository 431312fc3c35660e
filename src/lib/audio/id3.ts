import { languages } from '#lib/domain/language.ts';
import { bigEndian, joinBytes, toLatin1 } from './bytes.ts';
import { artist, licence, licenceAddress, taggedNote, taggedTitle, type Marker, type ProgrammeTags } from './tags.ts';

/** A table of contents counts its chapters in one byte. */
const mostChapters = 255;

/**
 * An ID3v2.3 tag, with a chapter for each marker (CHAP and CTOC), to stand before an MP3. Text is UTF-16, which every
 * player of that version reads; ours runs in a browser too, and gives the same bytes there.
 */
export function toId3(tags: ProgrammeTags, markers: readonly Marker[]): Uint8Array<ArrayBuffer> {
  const chapters = markers.slice(0, mostChapters);
  const frames = [
    textFrame('TIT2', taggedTitle(tags)),
    textFrame('TPE1', artist),
    textFrame('TALB', artist),
    textFrame('TPUB', artist),
    textFrame('TLAN', languages[tags.language].id3Language),
    textFrame('TCOP', licence),
    frame('WCOP', toLatin1(licenceAddress)),
    frame(
      'COMM',
      joinBytes([Uint8Array.of(1), toLatin1('spa'), utf16(''), Uint8Array.of(0, 0), utf16(taggedNote(tags))])
    )
  ];
  if (chapters.length > 0)
    frames.push(
      frame(
        'CTOC',
        joinBytes([
          toLatin1('toc\0'),
          Uint8Array.of(0b11, chapters.length),
          ...chapters.map((_, index) => toLatin1(`ch${index}\0`))
        ])
      ),
      ...chapters.map(({ startSeconds, endSeconds, title }, index) =>
        frame(
          'CHAP',
          joinBytes([
            toLatin1(`ch${index}\0`),
            bigEndian(Math.round(startSeconds * 1000), 4),
            bigEndian(Math.round(endSeconds * 1000), 4),
            // Byte offsets: not given.
            new Uint8Array(8).fill(0xff),
            textFrame('TIT2', title)
          ])
        )
      )
    );
  const body = joinBytes(frames);
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return joinBytes([toLatin1('ID3'), Uint8Array.of(3, 0, 0, ...size), body]);
}

const frame = (id: string, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  joinBytes([toLatin1(id), bigEndian(body.length, 4), Uint8Array.of(0, 0), body]);

const textFrame = (id: string, text: string): Uint8Array<ArrayBuffer> =>
  frame(id, joinBytes([Uint8Array.of(1), utf16(text)]));

/** UTF-16, low byte first, after its mark. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + text.length * 2);
  bytes.set([0xff, 0xfe]);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes[2 + index * 2] = unit & 0xff;
    bytes[3 + index * 2] = unit >> 8;
  }
  return bytes;
}
