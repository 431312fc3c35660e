import type { Content, ContentTable, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { sheetBreaks, type Edition } from '#lib/domain/edition.ts';
import type { FontName } from './fonts.ts';
import {
  documentBase,
  font,
  heading,
  keepHeadings,
  lengthOf,
  longestRow,
  plainRun,
  rules,
  shade,
  sourceContent,
  text,
  toContent,
  toPieces,
  writePdf
} from './pdf-blocks.ts';
import { toRuns, toSheet, type Run, type Sheet, type SheetCue } from './sheet.ts';

/**
 * An edition as PDF on A4 sheets: title and language named, fonts embedded, the script's table with its head on each page,
 * sources numbered.
 */
export async function toPdf(
  edition: Edition,
  { readFont }: { readFont: (name: FontName) => Promise<Uint8Array> }
): Promise<Uint8Array> {
  const sheet = toSheet(edition);
  const { numbers, sources, sourcesNote, t } = sheet;
  const definition: TDocumentDefinitions = {
    ...documentBase({
      title: [sheet.draft?.mark, sheet.title].filter(Boolean).join(': '),
      subject: sheet.summary,
      language: edition.language
    }),
    pageMargins: [42, 56, 42, 50],
    defaultStyle: { font, fontSize: 10.5, lineHeight: 1.2 },
    header: {
      margin: [42, 26, 42, 0],
      columns: [
        text([sheet.draft?.mark, sheet.title].filter(Boolean).join(' · '), 'edge'),
        { ...text([sheet.edge, sheet.version].filter(Boolean).join(' · '), 'edge'), alignment: 'right' }
      ],
      columnGap: 16
    },
    footer: (page, pages) => ({
      ...text(`${sheet.licence} · ${sheet.version} · ${sheet.t('item.page')} ${page} / ${pages}`, 'edge'),
      alignment: 'center',
      margin: [42, 14, 42, 0]
    }),
    content: [
      ...(sheet.draft ? [text(sheet.draft.mark, 'draft')] : []),
      heading(sheet.title, 'title'),
      text(sheet.summary, 'lead'),
      ...(sheet.station === undefined ? [] : [text(sheet.station, 'station')]),
      text(sheet.facts, 'small'),
      ...(sheet.draft ? [text(sheet.draft.note, 'small')] : []),
      ...(edition.script ? scriptContent(sheet) : []),
      ...toContent(sheet.blocks, numbers, sheetBreaks(edition)),
      ...sourceContent(sources, t('item.sources'), sourcesNote)
    ],
    pageBreakBefore: keepHeadings
  };
  return writePdf(definition, readFont);
}

function scriptContent(sheet: Sheet): Content[] {
  const { t } = sheet;
  return [
    heading(t('item.cast'), 'heading'),
    {
      ul: sheet.cast.map(({ name, about }) => ({
        text: toPieces([{ type: 'text', text: name, bold: true, italics: false }, ...plainRun(`: ${about}`)])
      }))
    },
    heading(t('item.script'), 'heading'),
    ...(sheet.blankNote === undefined ? [] : [text(sheet.blankNote, 'small')]),
    cueTable(sheet)
  ];
}

function cueTable(sheet: Sheet): ContentTable {
  const { t, cues, numbers } = sheet;
  const whole = cues.every(({ content }) => lengthOf(toRuns(content, numbers)) <= longestRow);
  const headings = [t('item.number'), t('item.time'), t('item.control'), t('item.locution')];
  return {
    layout: rules,
    table: {
      headerRows: 1,
      ...(whole ? { keepWithHeaderRows: 1, dontBreakRows: true } : {}),
      widths: [30, 38, 110, '*'],
      body: [
        headings.map((words): TableCell => ({ ...text(words, 'control'), fillColor: shade })),
        ...cues.map((cue) => cueRow(cue, sheet))
      ]
    }
  };
}

function cueRow({ number, clock, type, control, speaker, direction, content }: SheetCue, { numbers }: Sheet) {
  const said: Run[] = [
    ...(speaker === '' ? [] : [{ type: 'text' as const, text: `${speaker}: `, bold: true, italics: false }]),
    ...(direction === '' ? [] : [{ type: 'text' as const, text: `(${direction}) `, bold: false, italics: true }]),
    ...toRuns(content, numbers, { italics: type === 'open' })
  ];
  const fill = type === 'line' ? {} : { fillColor: shade };
  return [
    { ...text(String(number), 'control'), ...fill },
    { ...text(clock, 'clock'), ...fill },
    { ...text(control, 'control'), ...fill },
    { text: toPieces(said), style: 'locution', ...fill }
  ] satisfies TableCell[];
}
