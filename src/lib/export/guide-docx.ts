import { HeadingLevel, ImageRun, LineRuleType, Paragraph, TextRun, type Table } from 'docx';
import type { Guide } from '#lib/domain/card.ts';
import { toBlocks, toWordRuns, type WordContext } from './docx-blocks.ts';
import { toDrawingSvg } from './drawing-svg.ts';
import type { ExportMeans } from './formats.ts';

/** A guide's cards: the drawing before the title, and a box before every answer. */
export async function guideBlocks(
  { intro, cards }: Guide,
  context: WordContext,
  { drawPng }: ExportMeans
): Promise<(Paragraph | Table)[]> {
  const shown = await Promise.all(
    cards.map(async ({ title, drawing, shapes, blocks, answers }, index) => {
      const image = drawing && shapes !== undefined && drawPng ? await drawPng(toDrawingSvg(shapes)) : undefined;
      return [
        new Paragraph({
          heading: HeadingLevel.HEADING_1,
          // Said, or the line is as high as its letters and cuts the drawing.
          spacing: { before: 160, after: 60, line: 240, lineRule: LineRuleType.AUTO },
          children: [
            ...(drawing && image
              ? [
                  new ImageRun({
                    type: 'png',
                    data: image,
                    transformation: { width: drawingPixels, height: drawingPixels },
                    // A number of our own: same edition, same bytes.
                    altText: { id: String(index + 1), name: drawing.id, description: drawing.description }
                  }),
                  new TextRun('  ')
                ]
              : []),
            ...toWordRuns(title, context)
          ]
        }),
        ...toBlocks(blocks, context),
        ...answers.map(
          ({ label, meaning }) =>
            new Paragraph({
              indent: { left: 400, hanging: 400 },
              spacing: { after: 60 },
              children: [
                new TextRun({ children: ['☐ '] }),
                ...toWordRuns(label, context, true),
                ...toWordRuns(meaning, context)
              ]
            })
        )
      ];
    })
  );
  return [...toBlocks(intro, context), ...shown.flat()];
}

/** At 96 to an inch: 17 mm. */
const drawingPixels = 64;
