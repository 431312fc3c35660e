import {
  AlignmentType,
  convertMillimetersToTwip,
  Document as WordDocument,
  Footer,
  Header,
  HeadingLevel,
  HeightRule,
  LeaderType,
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
  WidthType,
  type ISectionOptions
} from 'docx';
import type { Block, Inline } from '#lib/domain/document.ts';
import { languages } from '#lib/domain/language.ts';
import { paperMarginsMm, titlePointsOf } from '#lib/domain/paper-fit.ts';
import {
  columnTenths,
  cutSources,
  formWords,
  isWritingRow,
  linesToWrite,
  writingLineMm,
  type HelpLine,
  type Paper,
  type PaperBlock,
  type PaperSide,
  type PaperName
} from '#lib/domain/paper.ts';
import { fixArchive } from './archive.ts';
import { a4, cell, plainCell, sourceList, toBlocks, toNumbering, toWordRuns, wordStyles } from './docx-blocks.ts';
import { toPaperNumbers, toPaperSources } from './paper.ts';

interface Context {
  paper: Paper;
  side: PaperSide;
  numbers: ReadonlyMap<string, number>;
  breaks: readonly number[];
  /** Paragraph style with the size and language of the side. */
  style: string;
}

/** A paper as a Word file on A4: what can be changed before it is photocopied. Same paper, same bytes. */
export async function toPaperDocx(paper: Paper): Promise<Uint8Array> {
  const [first] = paper.sides;
  const numbers = toPaperNumbers(paper);
  const base = wordStyles(languages[first?.language ?? 'es'].officeLanguage);
  const points = wordPoints(paper.name, first);
  const document = new WordDocument({
    title: [first?.draftMark, first?.title, paper.label].filter(Boolean).join(': '),
    description: paper.label,
    creator: 'Willakuy',
    lastModifiedBy: 'Willakuy',
    styles: {
      default: {
        ...base.default,
        heading1: {
          run: { size: points * 2.6, bold: true },
          paragraph: { ...tightSpacing(points * 16), keepNext: true }
        },
        heading2: {
          run: { size: points * 2.2, bold: true },
          paragraph: { ...tightSpacing(points * 10), keepNext: true }
        }
      },
      paragraphStyles: [
        ...base.paragraphStyles,
        { id: 'Source', name: 'Fuente', basedOn: 'Normal', run: { size: 15 }, paragraph: tightSpacing(0) },
        ...paper.sides.map((side, index) => ({
          id: styleOf(index),
          name: `${side.label} ${index + 1}`,
          basedOn: 'Normal',
          run: {
            size: wordPoints(paper.name, side) * 2,
            language: { value: languages[side.language].officeLanguage }
          },
          paragraph: {
            spacing: {
              after: Math.round(side.fit.points * 8),
              line: paper.name === 'teacher' ? 250 : 240,
              lineRule: LineRuleType.AUTO
            }
          }
        }))
      ]
    },
    numbering: toNumbering(paper.sides.flatMap(({ blocks }) => blocks.filter(isList))),
    sections: paper.sides.flatMap((side, index) =>
      toSections({ paper, side, numbers, breaks: [], style: styleOf(index) }, index)
    )
  });
  return fixArchive(new Uint8Array(await Packer.toArrayBuffer(document)));
}

const isList = (block: PaperBlock): block is Extract<Block, { type: 'list' }> => block.type === 'list';
const styleOf = (index: number): string => `Side${index + 1}`;
const tightSpacing = (before: number) => ({
  spacing: { before: Math.round(before), after: 60, line: 240, lineRule: LineRuleType.AUTO }
});

/** Word's letters look smaller than those of our PDF; where Word's font is missing a wider one takes its place, which a poster must stand. */
const wordPoints = (name: PaperName, side: PaperSide | undefined): number =>
  Math.round((side?.fit.points ?? 10) * (name === 'poster' ? 0.88 : 1) + (name === 'teacher' ? 1 : 0));

const twips = convertMillimetersToTwip;
const widthOf = (name: PaperName): number => twips(210 - 2 * paperMarginsMm[name].side);

function toSections(context: Context, index: number): ISectionOptions[] {
  const { paper, side } = context;
  const { side: margin, top, bottom } = paperMarginsMm[paper.name];
  const page = {
    size: a4,
    margin: {
      top: twips(top + 3),
      bottom: twips(bottom),
      left: twips(margin),
      right: twips(margin),
      header: twips(7),
      footer: twips(7)
    }
  };
  const headers = { default: new Header({ children: [headLine(context)] }) };
  const footers = { default: new Footer({ children: foot(context) }) };
  const hasHead = index === 0 || paper.name === 'sheet';
  const [words, sources] = cutSources(side);
  return [
    {
      properties: { page, type: SectionType.NEXT_PAGE },
      headers,
      footers,
      children: [
        ...(hasHead ? head(context) : []),
        ...words.flatMap((block) => blockContent(block, context)),
        ...(paper.name === 'teacher' && side === paper.sides.at(-1) ? [new Paragraph(''), ...helpLines(context)] : [])
      ]
    },
    // Many short sources take half the paper in two columns.
    ...sources.map((block) => ({
      properties: { page, type: SectionType.CONTINUOUS, column: { count: 2, space: 400 } },
      headers,
      footers,
      children: blockContent(block, context)
    }))
  ];
}

const headLine = ({ paper: { name }, side: { draftMark, title, label, edge } }: Context) =>
  new Paragraph({
    style: 'Small',
    tabStops: [{ type: TabStopType.RIGHT, position: widthOf(name) }],
    children:
      name === 'teacher'
        ? [
            new TextRun([draftMark, title, label].filter(Boolean).join(' · ')),
            new TextRun({ children: [new Tab(), edge] })
          ]
        : [new TextRun(label), new TextRun({ children: [new Tab(), draftMark ?? ''], bold: true })]
  });

function head({ paper: { name }, side }: Context): Paragraph[] {
  return [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      spacing: { after: 80, line: 240, lineRule: LineRuleType.AUTO },
      children: [
        new TextRun({
          text: side.title,
          size: Math.round(titlePointsOf(name, { ...side.fit, points: wordPoints(name, side) }) * 2)
        })
      ]
    }),
    ...(side.fields.length > 0 ? [fieldLine(side.fields, widthOf(name))] : [])
  ];
}

/** Names, each before a line to write on. */
const fieldLine = (fields: string[], width: number) =>
  new Paragraph({
    style: 'Small',
    spacing: { before: 40, after: 160 },
    tabStops: fields.map((_, index) => ({
      type: TabStopType.LEFT,
      position: Math.round(index === fields.length - 1 ? width : (width * 0.64 * (index + 1)) / (fields.length - 1)),
      leader: LeaderType.UNDERSCORE
    })),
    children: fields.map(
      (field, index) => new TextRun({ children: [`${index === 0 ? '' : '  '}${field}: `, new Tab()] })
    )
  });

function foot(context: Context): (Paragraph | Table)[] {
  const { paper, side } = context;
  const edge = [side.draftMark, side.edge].filter(Boolean).join(' · ');
  return paper.name === 'teacher'
    ? [
        new Paragraph({
          style: 'Source',
          alignment: AlignmentType.CENTER,
          children: [new TextRun({ children: [`${edge} · `, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })]
        })
      ]
    : [...helpLines(context), new Paragraph({ style: 'Source', text: edge })];
}

/** Whom to call: two columns of numbers and what each is for. */
function helpLines({ paper, side }: Context): (Paragraph | Table)[] {
  const size = paper.name === 'poster' ? { title: 40, number: 64, words: 28 } : { title: 20, number: 28, words: 17 };
  const width = widthOf(paper.name);
  const numberWidth = size.number * 32;
  const wordsWidth = Math.floor(width / 2) - numberWidth;
  const cells = (one: HelpLine | undefined) => [
    plainCell([line([new TextRun({ text: one?.number ?? '', bold: true, size: size.number })])], numberWidth),
    plainCell([line([new TextRun({ text: one?.words ?? '', size: size.words })])], wordsWidth)
  ];
  return [
    new Paragraph({
      border: { top: { style: 'single', size: 12, color: '000000', space: 4 } },
      spacing: { before: 0, after: 40, line: 240, lineRule: LineRuleType.AUTO },
      children: [new TextRun({ text: side.helpTitle, bold: true, size: size.title })]
    }),
    new Table({
      width: { size: width, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths: [numberWidth, wordsWidth, numberWidth, wordsWidth],
      rows: Array.from(
        { length: Math.ceil(side.help.length / 2) },
        (_, index) => new TableRow({ children: [...cells(side.help[index * 2]), ...cells(side.help[index * 2 + 1])] })
      )
    })
  ];
}

const line = (children: TextRun[]) =>
  new Paragraph({ spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO }, children });

function blockContent(block: PaperBlock, context: Context): (Paragraph | Table)[] {
  const { paper, side, style, numbers } = context;
  const width = widthOf(paper.name);
  switch (block.type) {
    case 'write':
      return [
        new Paragraph({
          style,
          keepNext: true,
          spacing: { before: 60, after: 0, line: 240, lineRule: LineRuleType.AUTO },
          children: toWordRuns(block.label, context)
        }),
        ...Array.from({ length: linesToWrite(side.fit) }, () => lineToWrite(width))
      ];
    case 'ticks':
      return block.items.map(
        (content) =>
          new Paragraph({
            style,
            indent: { left: 400, hanging: 400 },
            tabStops: [{ type: TabStopType.LEFT, position: 400 }],
            children: [new TextRun({ children: ['☐', new Tab()] }), ...toWordRuns(content, context)]
          })
      );
    case 'form':
      return [
        table(
          block.rows.map((row) => [[new TextRun({ text: row.label, bold: true })], [new TextRun(formWords(row))]]),
          { context, tenths: [2, 8], isHead: (_, column) => column === 0 }
        ),
        new Paragraph({ style: 'Source', text: block.note, spacing: { before: 40, after: 120 } })
      ];
    case 'sources':
      return sourceList(toPaperSources(paper, side.language), block.title, block.note, 'Source');
    case 'table':
      return [
        table(
          block.rows.map((cells, row) => cells.map((content: Inline[]) => toWordRuns(content, { numbers }, row === 0))),
          {
            context,
            tenths: columnTenths(block.rows),
            isHead: (row) => row === 0,
            heightMm: (row) => (isWritingRow(block.rows[row] ?? [], row) ? side.fit.roomMm : 0)
          }
        ),
        // Word joins tables that touch.
        new Paragraph({ spacing: { after: 0, line: 120, lineRule: LineRuleType.EXACT } })
      ];
    default:
      return toBlocks([block], context);
  }
}

/** A ruled line as wide as the page. A border would run together with that of the next one. */
const lineToWrite = (width: number) =>
  new Paragraph({
    spacing: { before: twips(writingLineMm) - 270, after: 0, line: 240, lineRule: LineRuleType.AUTO },
    tabStops: [{ type: TabStopType.LEFT, position: width, leader: LeaderType.UNDERSCORE }],
    children: [new TextRun({ children: [new Tab()] })]
  });

function table(
  rows: TextRun[][][],
  {
    context: { paper, side, style },
    tenths,
    isHead,
    heightMm = () => 0
  }: {
    context: Context;
    tenths: number[];
    isHead: (row: number, column: number) => boolean;
    heightMm?: (row: number) => number;
  }
): Table {
  const widths = tenths.map((tenth) => Math.floor((widthOf(paper.name) * tenth) / 10));
  return new Table({
    width: { size: widthOf(paper.name), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    rows: rows.map((cells, row) => {
      const height = side.fit.roomMm > 0 ? heightMm(row) : 0;
      return new TableRow({
        cantSplit: true,
        tableHeader: row === 0 && isHead(0, cells.length - 1),
        ...(height > 0 ? { height: { value: twips(height), rule: HeightRule.ATLEAST } } : {}),
        children: cells.map((children, column) =>
          cell(
            [new Paragraph({ style, spacing: { after: 0, line: 240, lineRule: LineRuleType.AUTO }, children })],
            widths[column],
            isHead(row, column)
          )
        )
      });
    })
  });
}
