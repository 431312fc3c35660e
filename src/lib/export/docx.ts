import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document as WordDocument,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType
} from 'docx';
import type { Block, Inline } from '#lib/domain/document.ts';
import { sheetBreaks, type Edition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { fixArchive } from './archive.ts';
import { toRuns, toSheet, type Run, type Sheet, type SheetCue } from './sheet.ts';

interface Context extends Sheet {
  edition: Edition;
}

/** An edition as a Word file: real styles, the script's table in two parts, sources numbered. Same edition, same bytes. */
export async function toDocx(edition: Edition): Promise<Uint8Array> {
  const context: Context = { ...toSheet(edition), edition };
  const { draft, title, summary, station, facts, blocks } = context;
  const document = new WordDocument({
    title: [draft?.mark, title].filter(Boolean).join(': '),
    description: summary,
    creator: 'Willakuy',
    lastModifiedBy: 'Willakuy',
    styles: wordStyles(languages[edition.language].officeLanguage),
    numbering: { config: [bullets, ...listStarts(blocks).map(steps)] },
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
          ...sourceList(context)
        ]
      }
    ]
  });
  return fixArchive(new Uint8Array(await Packer.toArrayBuffer(document)));
}

const a4 = { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) };
const pageMargin = { top: 1000, bottom: 900, left: 1000, right: 1000, header: 500, footer: 450 };

const levels = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: (depth: number) => string, start = 1) =>
  [0, 1].map((depth) => ({
    level: depth,
    format,
    text: text(depth),
    start: depth === 0 ? start : 1,
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: 440 * (depth + 1), hanging: 400 } } }
  }));
const bullets = { reference: 'bullets', levels: levels(LevelFormat.BULLET, () => '•') };
const steps = (start: number) => ({
  reference: `steps-${start}`,
  levels: levels(LevelFormat.DECIMAL, (depth) => `%${depth + 1}.`, start)
});

/** The numbers at which ordered lists begin: Word wants a numbering for each. */
function listStarts(blocks: Block[]): number[] {
  const starts = blocks.flatMap((block): number[] =>
    block.type === 'list'
      ? [block.start, ...block.items.flatMap(listStarts)]
      : block.type === 'quote'
        ? listStarts(block.blocks)
        : []
  );
  return [...new Set([1, ...starts])];
}

const wordStyles = (language: string) => ({
  default: {
    document: {
      run: { font: 'Calibri', size: 23, language: { value: language } },
      paragraph: { spacing: { after: 120, line: 276 } }
    },
    title: { run: { size: 44, bold: true }, paragraph: { spacing: { after: 80 } } },
    heading1: { run: { size: 30, bold: true }, paragraph: { spacing: { before: 280, after: 100 }, keepNext: true } },
    heading2: { run: { size: 26, bold: true }, paragraph: { spacing: { before: 200, after: 80 }, keepNext: true } }
  },
  paragraphStyles: [
    { id: 'Draft', name: 'Borrador', basedOn: 'Normal', run: { bold: true, size: 26, characterSpacing: 40 } },
    { id: 'Lead', name: 'Resumen', basedOn: 'Normal', run: { size: 25, italics: true } },
    { id: 'Station', name: 'Emisora', basedOn: 'Normal', run: { bold: true, size: 25 } },
    { id: 'Small', name: 'Datos', basedOn: 'Normal', run: { size: 19 }, paragraph: { spacing: { after: 80 } } },
    {
      id: 'Control',
      name: 'Control',
      basedOn: 'Normal',
      run: { size: 20, bold: true },
      paragraph: { spacing: { after: 0 } }
    },
    {
      id: 'Locution',
      name: 'Locución',
      basedOn: 'Normal',
      run: { size: 24 },
      paragraph: { spacing: { after: 0, line: 320 } }
    }
  ]
});

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

const border = { style: BorderStyle.SINGLE, size: 4, color: '999999' };
const borders = { top: border, bottom: border, left: border, right: border };

const cell = (children: Paragraph[], width: number | undefined, shaded: boolean) =>
  new TableCell({
    children,
    borders,
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    ...(width === undefined ? {} : { width: { size: width, type: WidthType.DXA } }),
    ...(shaded ? { shading: { type: ShadingType.CLEAR, fill: 'F0F0F0', color: 'auto' } } : {})
  });

function toBlocks(blocks: Block[], context: Context, depth = 0): (Paragraph | Table)[] {
  return blocks.flatMap((block): (Paragraph | Table)[] => {
    switch (block.type) {
      case 'heading':
        return [
          new Paragraph({
            heading: block.depth <= 2 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
            pageBreakBefore: sheetBreaks(context.edition).includes(block.at.line),
            children: toWordRuns(block.content, context)
          })
        ];
      case 'paragraph':
        return [new Paragraph({ children: toWordRuns(block.content, context) })];
      case 'list':
        return block.items.flatMap((item) => listItem(item, block, context, depth));
      case 'table':
        return [wordTable(block.rows, context), new Paragraph('')];
      case 'quote':
        return toBlocks(block.blocks, context, depth);
      case 'drawing':
        return [];
    }
  });
}

function listItem(
  item: Block[],
  list: Extract<Block, { type: 'list' }>,
  context: Context,
  depth: number
): (Paragraph | Table)[] {
  const [first, ...rest] = item;
  const runs = first?.type === 'paragraph' ? toWordRuns(first.content, context) : [];
  const numbering = {
    reference: list.ordered ? `steps-${list.start}` : 'bullets',
    level: Math.min(depth, 1),
    // A list of its own for each ordered list, so that its numbers begin anew.
    ...(list.ordered ? { instance: list.at.line } : {})
  };
  const others = first?.type === 'paragraph' ? rest : item;
  return [
    new Paragraph({ numbering, children: runs, spacing: { after: 60 } }),
    ...toBlocks(others, context, depth + 1)
  ];
}

function wordTable(rows: Inline[][][], context: Context): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (cells, index) =>
        new TableRow({
          tableHeader: index === 0,
          cantSplit: true,
          children: cells.map((content) =>
            cell([new Paragraph({ children: toWordRuns(content, context, index === 0) })], undefined, index === 0)
          )
        })
    )
  });
}

const toWordRuns = (content: Inline[], { numbers }: Sheet, bold = false): TextRun[] =>
  toRuns(content, numbers, { bold }).map(toWordRun);

/** A run as Word knows it: claims carry the number of their source, blanks a line to write on. */
function toWordRun({ type, text, bold, italics }: Run): TextRun {
  // Only what the text asks for: anything said here would win over the paragraph's style.
  const look = { ...(bold ? { bold } : {}), ...(italics ? { italics } : {}) };
  switch (type) {
    case 'text':
      return new TextRun({ text, ...look });
    case 'break':
      return new TextRun({ break: 1 });
    case 'blank':
      return new TextRun({ text: `______________ (${text})`, ...look });
    case 'source':
      return new TextRun({ text, superScript: true });
  }
}

function sourceList({ sources, sourcesNote, t }: Sheet): Paragraph[] {
  if (sources.length === 0) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: t('item.sources') }),
    ...(sourcesNote === undefined ? [] : [new Paragraph({ style: 'Small', text: sourcesNote })]),
    ...sources.map(
      ({ label, title, detail }) =>
        new Paragraph({
          style: 'Small',
          children: [new TextRun({ text: `${label} ${title}`, bold: true }), new TextRun(`  ${detail}`)]
        })
    )
  ];
}
