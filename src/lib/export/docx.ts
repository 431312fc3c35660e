import {
  AlignmentType,
  Document as WordDocument,
  Footer,
  Header,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  Tab,
  Table,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType
} from 'docx';
import { sheetBreaks, sourcesApart, type Edition } from '#lib/domain/edition.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import { languages, type LanguageCode } from '#lib/domain/language.ts';
import { fixArchive } from './archive.ts';
import { a4, cell, sourceList, toBlocks, toNumbering, toWordRun, wordStyles, type WordContext } from './docx-blocks.ts';
import type { ExportMeans } from './formats.ts';
import { guideBlocks } from './guide-docx.ts';
import { toRuns, toSheet, type Sheet, type SheetCue, type SheetForm } from './sheet.ts';

interface Context extends Sheet, WordContext {
  edition: Edition;
}

/**
 * An edition as a Word file: real styles, the script's table in two parts, a guide's cards with their drawings, sources
 * numbered. Same edition, same bytes.
 */
export async function toDocx(edition: Edition, means: ExportMeans): Promise<Uint8Array> {
  const sheet = toSheet(edition, means.formOf(edition));
  const context: Context = { ...sheet, edition, breaks: sheetBreaks(edition) };
  const { draft, title, summary, station, facts, blocks } = context;
  const isOnePage = isForSchool(edition.item);
  const page = { size: a4, margin: isOnePage ? tightMargin : pageMargin };
  const headers = { default: new Header({ children: [headLine(context)] }) };
  const footers = { default: new Footer({ children: [footLine(context)] }) };
  const list = sourceList(
    sheet.sources,
    sheet.t('item.sources'),
    sheet.sourcesNote,
    isOnePage ? 'Source' : 'Small',
    sourcesApart(edition)
  );
  const document = new WordDocument({
    title: [draft?.mark, title].filter(Boolean).join(': '),
    description: summary,
    creator: 'Willakuy',
    lastModifiedBy: 'Willakuy',
    styles: isOnePage ? tightStyles(edition.language) : wordStyles(languages[edition.language].officeLanguage),
    numbering: toNumbering(blocks),
    sections: [
      {
        properties: { page },
        headers,
        footers,
        children: [
          ...(draft ? [new Paragraph({ style: 'Draft', text: draft.mark })] : []),
          new Paragraph({ heading: HeadingLevel.TITLE, text: title }),
          new Paragraph({ style: 'Lead', text: summary }),
          ...(station === undefined ? [] : [new Paragraph({ style: 'Station', text: station })]),
          ...(isOnePage
            ? [new Paragraph({ style: 'Small', text: [facts, draft?.note].filter(Boolean).join(' · ') })]
            : [
                new Paragraph({ style: 'Small', text: facts }),
                ...(draft ? [new Paragraph({ style: 'Small', text: draft.note })] : [])
              ]),
          ...(sheet.form ? formBody(sheet.form) : []),
          ...(edition.script ? scriptBody(context) : []),
          ...(edition.guide ? await guideBlocks(edition.guide, context, means) : toBlocks(blocks, context)),
          ...(isOnePage ? [] : list)
        ]
      },
      ...(isOnePage
        ? [
            {
              properties: { page, type: SectionType.CONTINUOUS, column: { count: 3, space: 300 } },
              headers,
              footers,
              children: list
            }
          ]
        : [])
    ]
  });
  return fixArchive(new Uint8Array(await Packer.toArrayBuffer(document)));
}

const pageMargin = { top: 1000, bottom: 900, left: 1000, right: 1000, header: 500, footer: 450 };

/** A font that every machine has, or one as wide. */
const wideAsElsewhere = 'Arial';
/** What a teacher keeps at hand stands on one page. */
const tightMargin = { top: 700, bottom: 500, left: 850, right: 850, header: 350, footer: 250 };

function tightStyles(language: LanguageCode) {
  const base = wordStyles(languages[language].officeLanguage);
  const after = (points: number, before = 0) => ({
    spacing: { before: before * 20, after: points * 20, line: 240, lineRule: LineRuleType.AUTO }
  });
  const small = { Draft: 18, Lead: 17, Small: 14 };
  return {
    default: {
      document: { run: { ...base.default.document.run, font: wideAsElsewhere, size: 18 }, paragraph: after(2) },
      title: { run: { size: 28, bold: true }, paragraph: after(1) },
      heading1: { run: { size: 22, bold: true }, paragraph: { ...after(1, 4), keepNext: true } },
      heading2: { run: { size: 20, bold: true }, paragraph: { ...after(1, 3), keepNext: true } }
    },
    paragraphStyles: [
      ...base.paragraphStyles.map((style) =>
        style.id in small
          ? { ...style, run: { ...style.run, size: small[style.id as keyof typeof small] }, paragraph: after(2) }
          : style
      ),
      { id: 'Source', name: 'Fuente', basedOn: 'Normal', run: { size: 13 }, paragraph: after(0) }
    ]
  };
}

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

const formWidths = [2300, 7600];

/** Where a lesson belongs in school. */
const formBody = ({ title, rows, note }: SheetForm): (Paragraph | Table)[] => [
  new Paragraph({ heading: HeadingLevel.HEADING_1, text: title }),
  new Table({
    width: { size: formWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: formWidths,
    layout: TableLayoutType.FIXED,
    rows: rows.map(
      ({ label, words }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell([new Paragraph({ style: 'Control', text: label })], formWidths[0], true),
            cell([new Paragraph({ style: 'Cell', text: words })], formWidths[1], false)
          ]
        })
    )
  }),
  new Paragraph({ style: 'Small', text: note, spacing: { before: 60 } })
];

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
