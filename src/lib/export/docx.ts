import {
  AlignmentType,
  Document as WordDocument,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType
} from 'docx';
import { sheetBreaks, type Edition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { fixArchive } from './archive.ts';
import { a4, cell, sourceList, toBlocks, toNumbering, toWordRun, wordStyles, type WordContext } from './docx-blocks.ts';
import { toRuns, toSheet, type Sheet, type SheetCue } from './sheet.ts';

interface Context extends Sheet, WordContext {
  edition: Edition;
}

/** An edition as a Word file: real styles, the script's table in two parts, sources numbered. Same edition, same bytes. */
export async function toDocx(edition: Edition): Promise<Uint8Array> {
  const sheet = toSheet(edition);
  const context: Context = { ...sheet, edition, breaks: sheetBreaks(edition) };
  const { draft, title, summary, station, facts, blocks } = context;
  const document = new WordDocument({
    title: [draft?.mark, title].filter(Boolean).join(': '),
    description: summary,
    creator: 'Willakuy',
    lastModifiedBy: 'Willakuy',
    styles: wordStyles(languages[edition.language].officeLanguage),
    numbering: toNumbering(blocks),
    sections: [
      {
        properties: { page: { size: a4, margin: pageMargin } },
        headers: { default: new Header({ children: [headLine(context)] }) },
        footers: { default: new Footer({ children: [footLine(context)] }) },
        children: [
          ...(draft ? [new Paragraph({ style: 'Draft', text: draft.mark })] : []),
          new Paragraph({ heading: HeadingLevel.TITLE, text: title }),
          new Paragraph({ style: 'Lead', text: summary }),
          ...(station === undefined ? [] : [new Paragraph({ style: 'Station', text: station })]),
          new Paragraph({ style: 'Small', text: facts }),
          ...(draft ? [new Paragraph({ style: 'Small', text: draft.note })] : []),
          ...(edition.script ? scriptBody(context) : []),
          ...toBlocks(blocks, context),
          ...sourceList(sheet.sources, sheet.t('item.sources'), sheet.sourcesNote)
        ]
      }
    ]
  });
  return fixArchive(new Uint8Array(await Packer.toArrayBuffer(document)));
}

const pageMargin = { top: 1000, bottom: 900, left: 1000, right: 1000, header: 500, footer: 450 };

const headLine = ({ draft, title, edge, version }: Sheet) =>
  new Paragraph({
    style: 'Small',
    tabStops: [{ type: TabStopType.RIGHT, position: cueWidths.reduce((sum, width) => sum + width, 0) }],
    children: [
      new TextRun([draft?.mark, title].filter(Boolean).join(' · ')),
      new TextRun({ children: [new Tab(), [edge, version].filter(Boolean).join(' · ')] })
    ]
  });

const footLine = ({ licence, version, t }: Sheet) =>
  new Paragraph({
    style: 'Small',
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        children: [`${licence} · ${version} · ${t('item.page')} `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]
      })
    ]
  });

function scriptBody(context: Context): (Paragraph | Table)[] {
  const { t, cast, blankNote } = context;
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: t('item.cast') }),
    ...cast.map(
      ({ name, about }) =>
        new Paragraph({
          numbering: { reference: 'bullets', level: 0 },
          children: [new TextRun({ text: name, bold: true }), new TextRun(`: ${about}`)]
        })
    ),
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: t('item.script') }),
    ...(blankNote === undefined ? [] : [new Paragraph({ style: 'Small', text: blankNote })]),
    cueTable(context)
  ];
}

const cueWidths = [920, 1080, 2500, 5400];

function cueTable(sheet: Sheet): Table {
  const { t } = sheet;
  const headings = [t('item.number'), t('item.time'), t('item.control'), t('item.locution')];
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: cueWidths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: headings.map((text, index) =>
          cell([new Paragraph({ style: 'Control', text })], cueWidths[index], true)
        )
      }),
      ...sheet.cues.map((cue) => cueRow(cue, sheet))
    ]
  });
}

function cueRow({ number, clock, type, control, speaker, direction, content }: SheetCue, { numbers }: Sheet): TableRow {
  const locution = [
    ...(speaker === '' ? [] : [new TextRun({ text: `${speaker}: `, bold: true })]),
    ...(direction === '' ? [] : [new TextRun({ text: `(${direction}) `, italics: true })]),
    ...toRuns(content, numbers, { italics: type === 'open' }).map(toWordRun)
  ];
  const cells = [
    new Paragraph({ style: 'Control', text: String(number) }),
    new Paragraph({ style: 'Control', children: [new TextRun({ text: clock, bold: false })] }),
    new Paragraph({ style: 'Control', text: control }),
    new Paragraph({ style: 'Locution', children: locution })
  ];
  return new TableRow({
    cantSplit: true,
    children: cells.map((paragraph, index) => cell([paragraph], cueWidths[index], type !== 'line'))
  });
}
