import { textOf, type Block, type Inline } from './document.ts';
import {
  columnTenths,
  isWritingRow,
  linesToWrite,
  writingLineMm,
  type Paper,
  type PaperBlock,
  type PaperFit,
  type PaperName,
  type PaperSide
} from './paper.ts';

// How large the letters of a paper can be, and how much room there is to write, so that a side stands on one A4 page. It is
// reckoned once, so that page, PDF and Word file agree; the widths are those of the widest letters we print with.

/** Room around the words, in millimetres; at the bottom stand the help lines. */
export const paperMarginsMm: Record<PaperName, { side: number; top: number; bottom: number }> = {
  sheet: { side: 16, top: 13, bottom: 31 },
  home: { side: 14, top: 10, bottom: 39 },
  teacher: { side: 13, top: 14, bottom: 12 },
  poster: { side: 16, top: 14, bottom: 64 }
};

/** Fits to try, the most generous first, each tighter than the one before. */
const fits = {
  sheet: [
    ...[34, 30, 26, 23, 20, 18, 16, 14].map((roomMm) => ({ points: 12, roomMm })),
    ...[15, 13, 11].map((roomMm) => ({ points: 11, roomMm })),
    ...[12, 10].map((roomMm) => ({ points: 10, roomMm })),
    ...[10, 9, 8].map((roomMm) => ({ points: 9, roomMm }))
  ],
  home: [
    ...[20, 17, 15, 13, 12, 11, 10].map((roomMm) => ({ points: 12, roomMm })),
    ...[12, 11, 10].map((roomMm) => ({ points: 11.5, roomMm })),
    ...[11, 10, 9].map((roomMm) => ({ points: 11, roomMm }))
  ],
  poster: [46, 42, 38, 36, 34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12].map((points) => ({ points, roomMm: 0 })),
  protocol: [13, 12, 11, 10].map((points) => ({ points, roomMm: 0 }))
} satisfies Record<string, PaperFit[]>;

/** The plan runs over as many pages as it needs, in letters that one reads standing. */
const planFit: PaperFit = { points: 10, roomMm: 0 };

const fitsOf = (name: PaperName, index: number): readonly PaperFit[] =>
  name === 'teacher' ? (index === 0 ? [planFit] : fits.protocol) : fits[name];

/** A paper whose sides are as full as they can be and still stand on one page each. */
export const fitPaper = <Name extends PaperName>(paper: Paper<Name>): Paper<Name> => ({
  ...paper,
  sides: paper.sides.map((side, index) => {
    const tries = fitsOf(paper.name, index);
    const fit = tries.find((one) => heightOf({ ...side, fit: one }, paper.name) <= roomOf(paper.name)) ?? tries.at(-1);
    return fit ? { ...side, fit } : side;
  })
});

/** The same as full as can be, for whoever measures instead of reckoning. */
export const loosestPaper = (paper: Paper): Paper => ({
  ...paper,
  sides: paper.sides.map((side, index) => ({ ...side, fit: fitsOf(paper.name, index)[0] ?? side.fit }))
});

/** The same with the next smaller letters or room; undefined where there is nothing smaller. */
export function tightenPaper(paper: Paper): Paper | undefined {
  const sides = paper.sides.map((side, index) => {
    const tries = fitsOf(paper.name, index);
    const next =
      tries[tries.findIndex(({ points, roomMm }) => points === side.fit.points && roomMm === side.fit.roomMm) + 1];
    return next ? { ...side, fit: next } : side;
  });
  return sides.every((side, index) => side === paper.sides[index]) ? undefined : { ...paper, sides };
}

const pointsPerMm = 72 / 25.4;
const reserve = 0.97;
const roomOf = (name: PaperName): number =>
  (297 - paperMarginsMm[name].top - paperMarginsMm[name].bottom) * pointsPerMm * reserve;

/** Average width of a letter and height of a line, in parts of the size of the letters. */
const letterWidth = { regular: 0.478, bold: 0.535 };
const lineHeight = 1.164;

/** Height of a side's words in points. */
function heightOf(side: PaperSide, name: PaperName): number {
  const width = (210 - 2 * paperMarginsMm[name].side) * pointsPerMm;
  const { points } = side.fit;
  const titlePoints = titlePointsOf(name, side.fit);
  const head =
    (name === 'teacher' ? 120 : 12 + lines(side.title, titlePoints, width, 'bold') * titlePoints * lineHeight * 1.1) +
    (name === 'poster' ? points * 0.5 : 7) +
    (side.fields.length > 0 ? 26 : 0);
  return head + blocksHeight(side.blocks, side.fit, width, name);
}

export const titlePointsOf = (name: PaperName, { points }: PaperFit): number =>
  name === 'poster' ? Math.min(44, points * 1.15) : 17;

const blocksHeight = (blocks: readonly PaperBlock[], fit: PaperFit, width: number, name: PaperName): number =>
  blocks.reduce((sum, block) => sum + blockHeight(block, fit, width, name), 0);

function blockHeight(block: PaperBlock, fit: PaperFit, width: number, name: PaperName): number {
  const { points, roomMm } = fit;
  const spacing = name === 'poster' ? 1.1 : 1.2;
  const words = (content: Inline[], room: number, size = points) =>
    contentLines(content, size, room) * size * lineHeight * spacing;
  switch (block.type) {
    case 'heading':
      return words(block.content, width, points * 1.3) + points * 1.2;
    case 'paragraph':
      return words(block.content, width) + points * 0.45;
    case 'list':
      return block.items.reduce(
        (sum, item) =>
          sum +
          (name === 'poster'
            ? blocksHeight(item, fit, width - points, name) + points * 0.15
            : blocksHeight(item, fit, width - 22, name)),
        0
      );
    case 'quote':
      return blocksHeight(block.blocks, fit, width - 16, name);
    case 'ticks':
      return block.items.reduce(
        (sum, content) => sum + Math.max(words(content, width - points * 1.7), points * 1.4) + points * tickGap(fit),
        0
      );
    case 'write':
      return words(block.label, width) + linesToWrite(fit) * writingLineMm * pointsPerMm + points * 0.8;
    case 'table':
      return tableHeight(block, { points: points - 0.5, roomMm }, width) + points * 0.7 + 2;
    case 'sources':
      return sourcesHeight + (block.letters / lettersInSourceRow) * sourceLine;
    default:
      return 0;
  }
}

/** Their title and note, and a row of their three columns, in points. */
const sourcesHeight = 60;
const lettersInSourceRow = 3 * 36;
const sourceLine = 8.3;

/** Room below a box to tick, in parts of the letters' size. */
export const tickGap = ({ roomMm }: PaperFit): number => (roomMm >= 16 ? 0.7 : 0.35);

function tableHeight({ rows }: Extract<Block, { type: 'table' }>, { points, roomMm }: PaperFit, width: number): number {
  const tenths = columnTenths(rows);
  return rows.reduce((sum, cells, index) => {
    const tallest = Math.max(
      0,
      ...cells.map((cell, column) =>
        lines(textOf(cell), points, ((tenths[column] ?? 1) / 10) * width - 9, index === 0 ? 'bold' : 'regular')
      )
    );
    const room = isWritingRow(cells, index) ? roomMm * pointsPerMm : 0;
    return sum + Math.max(tallest * points * lineHeight * 1.15, room) + 6.5;
  }, 0);
}

const contentLines = (content: Inline[], points: number, width: number): number =>
  lines(textOf(content), points, width, content.every(({ type }) => type === 'strong') ? 'bold' : 'regular');

/** Lines that some words take, each word whole. */
function lines(text: string, points: number, width: number, weight: keyof typeof letterWidth): number {
  const letters = Math.max(1, Math.floor(width / (points * letterWidth[weight])));
  return text.split('\n').reduce((sum, line) => {
    let count = 1;
    let used = 0;
    for (const { length } of line.split(/\s+/)) {
      if (used > 0 && used + 1 + length > letters) {
        count += 1;
        used = 0;
      }
      count += Math.floor(Math.max(0, length - 1) / letters);
      used += (used > 0 ? 1 : 0) + Math.min(length, letters);
    }
    return sum + count;
  }, 0);
}
