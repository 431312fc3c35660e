import { create, type Font } from 'fontkit';
import type { FontName } from '#lib/export/fonts.ts';
import { exportMeans } from './fonts.ts';
import { rasterize } from './rasterize.ts';

/** A guide on one picture, to be read on a small telephone: its title, and each card's drawing with its title. */
export interface CardPicture {
  title: string;
  rows: { shapes: string | undefined; words: string }[];
  /** Whom to call: large figures, and below them what the guide says of them. */
  help: { numbers: string[]; words: string }[];
  /** What it is and where it comes from, in small letters. */
  foot: string;
}

/** In pixels. A telephone shows it a third as large: no letter is smaller than 13 of its own pixels. */
const width = 1080;
/** What the picture is reduced to: sharp on a small telephone, and two thirds of the bytes. */
const shownWidth = 810;
const margin = 60;
const drawingSize = 168;
const rowGap = 28;
const ink = '#1d1712';

/** The picture as PNG. The letters are drawn from our own font, so that it comes out the same on every machine. */
export async function toCardPicture(picture: CardPicture): Promise<Uint8Array> {
  const [bold, regular] = await Promise.all([loadFont('bold'), loadFont('regular')]);
  const parts: string[] = [];
  let y = margin;
  const write = (text: string, { font, size, x, widest }: { font: Font; size: number; x: number; widest: number }) => {
    for (const line of toLines(text, { font, size, widest })) {
      parts.push(toPath(line, { font, size, x, y: y + size * 0.85 }));
      y += size * 1.18;
    }
  };
  write(picture.title, { font: bold, size: 84, x: margin, widest: width - 2 * margin });
  y += 24;
  for (const { shapes, words } of picture.rows) {
    const x = margin + drawingSize + 40;
    const size = 54;
    const widest = width - margin - x;
    const height = toLines(words, { font: bold, size, widest }).length * size * 1.18;
    parts.push(`<path d="M${margin} ${y}H${width - margin}" stroke="${ink}" stroke-width="3"/>`);
    y += rowGap;
    const row = Math.max(drawingSize, height);
    if (shapes !== undefined)
      parts.push(
        `<g transform="translate(${margin} ${y + (row - drawingSize) / 2}) scale(${drawingSize / 96})" fill="none" stroke="${ink}" color="${ink}" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">${shapes}</g>`
      );
    const bottom = y + row + rowGap;
    y += (row - height) / 2;
    write(words, { font: bold, size, x, widest });
    y = bottom;
  }
  if (picture.help.length > 0) {
    const top = y;
    parts.push('');
    const behind = parts.length - 1;
    y += 36;
    for (const { numbers, words } of picture.help) {
      if (numbers.length > 0)
        write(numbers.join('   '), { font: bold, size: 78, x: margin, widest: width - 2 * margin });
      write(words, { font: regular, size: 44, x: margin, widest: width - 2 * margin });
      y += 20;
    }
    y += 10;
    // Black behind white figures: they are seen first.
    parts[behind] = `<path d="M0 ${top}H${width}V${y}H0z" fill="${ink}"/><g fill="#fff">`;
    parts.push('</g>');
  }
  y += 30;
  write(picture.foot, { font: regular, size: 40, x: margin, widest: width - 2 * margin });
  y += margin - 20;
  const height = Math.ceil(y);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path d="M0 0H${width}V${height}H0z" fill="#fff"/><g fill="${ink}">${parts.join('')}</g></svg>`;
  return rasterize(svg, shownWidth);
}

const fonts = new Map<FontName, Promise<Font>>();

function loadFont(name: FontName): Promise<Font> {
  const known = fonts.get(name) ?? exportMeans.readFont(name).then((bytes) => toFont(bytes));
  fonts.set(name, known);
  return known;
}

function toFont(bytes: Uint8Array): Font {
  const font = create(Buffer.from(bytes));
  if (!('layout' in font)) throw new Error('una colección de letras en lugar de una');
  return font;
}

const widthOf = (text: string, font: Font, size: number): number =>
  (font.layout(text).advanceWidth * size) / font.unitsPerEm;

function toLines(text: string, { font, size, widest }: { font: Font; size: number; widest: number }): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOf(longer, font, size) <= widest) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function toPath(text: string, { font, size, x, y }: { font: Font; size: number; x: number; y: number }): string {
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text);
  let along = 0;
  const letters = glyphs.map((glyph, index) => {
    const at = positions[index];
    const letter = `<path transform="translate(${along + (at?.xOffset ?? 0)} 0)" d="${glyph.path.toSVG()}"/>`;
    along += at?.xAdvance ?? glyph.advanceWidth;
    return letter;
  });
  return `<g transform="translate(${x} ${y}) scale(${scale} ${-scale})">${letters.join('')}</g>`;
}
