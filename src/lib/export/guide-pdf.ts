import type { Content } from 'pdfmake/interfaces.js';
import type { Guide } from '#lib/domain/card.ts';
import { toDrawingSvg } from './drawing-svg.ts';
import { toContent, toPieces, type SourceNumbers } from './pdf-blocks.ts';
import { toRuns } from './sheet.ts';

const points = [13, 12, 11];

/** Letters of its cards and of its sources in points, and the pages that all of it is to take. */
export interface GuideFit {
  points: number;
  sourcePoints: number;
  pages: number;
}

/** How a guide may stand on paper, best first: all of it on both sides of one sheet, or its cards there and its sources on another. */
export const guideFits: readonly GuideFit[] = [
  ...points.flatMap((points) => [7.5, 6.5].map((sourcePoints) => ({ points, sourcePoints, pages: 2 }))),
  ...points.map((points) => ({ points, sourcePoints: 8, pages: 3 }))
];

/** A guide's cards, each whole: its drawing beside its words, and a box before every answer. */
export const guideContent = ({ intro, cards }: Guide, numbers: SourceNumbers, points = 12): Content[] => [
  { stack: toContent(intro, numbers), fontSize: points },
  ...cards.map(({ title, shapes, blocks, answers }): Content => ({
    columns: [
      shapes === undefined
        ? { width: drawingWidth, text: '' }
        : { width: drawingWidth, svg: toDrawingSvg(shapes), height: drawingWidth },
      {
        width: '*',
        stack: [
          {
            // Not one that is moved by itself: it stays with its card.
            text: toPieces(toRuns(title, numbers)),
            bold: true,
            fontSize: points * 1.2,
            lineHeight: 1.05,
            margin: [0, 0, 0, 3]
          },
          ...toContent(blocks, numbers),
          ...answers.map(({ label, meaning }): Content => ({
            columns: [
              { width: points * 1.3, text: '☐', fontSize: points * 1.15, lineHeight: 1 },
              {
                width: '*',
                text: toPieces([...toRuns(label, numbers, { bold: true }), ...toRuns(meaning, numbers)])
              }
            ],
            columnGap: 2,
            margin: [0, 0, 0, 2]
          }))
        ]
      }
    ],
    columnGap: 10,
    fontSize: points,
    lineHeight: 1.12,
    unbreakable: true,
    margin: [0, points * 0.35, 0, points * 0.35]
  }))
];

const drawingWidth = 54;
