import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  HeadingLevel,
  LevelFormat,
  LineRuleType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType
} from 'docx';
import type { Block, Inline } from '#lib/domain/document.ts';
import { toRuns, type Run } from './sheet.ts';

// What every Word file of ours is made of: styles, numbering, and a text's blocks.

/** What a text's blocks need to know of their file. */
export interface WordContext {
  /** Number of each source, as printed behind its claims. */
  numbers: ReadonlyMap<string, number>;
  /** Lines of the text whose headings begin a new sheet of paper. */
  breaks: readonly number[];
  /** Style of its paragraphs and lists, where it is not the file's own. */
  style?: string;
}

export const a4 = { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) };

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

/** Numbering of all lists in some blocks: Word wants one for each number at which a list begins. */
export const toNumbering = (blocks: readonly Block[]) => ({ config: [bullets, ...listStarts(blocks).map(steps)] });

function listStarts(blocks: readonly Block[]): number[] {
  const starts = blocks.flatMap((block): number[] =>
    block.type === 'list'
      ? [block.start, ...block.items.flatMap(listStarts)]
      : block.type === 'quote'
        ? listStarts(block.blocks)
        : []
  );
  return [...new Set([1, ...starts])];
}

export const wordStyles = (language: string) => ({
  default: {
    document: {
      run: { font: 'Calibri', size: 23, language: { value: language } },
      // Without a rule LibreOffice takes a line's height for exact, and large letters touch those above.
      paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } }
    },
    title: { run: { size: 44, bold: true }, paragraph: { spacing: { before: 120, after: 80 } } },
    heading1: { run: { size: 30, bold: true }, paragraph: { spacing: { before: 280, after: 100 }, keepNext: true } },
    heading2: { run: { size: 26, bold: true }, paragraph: { spacing: { before: 200, after: 80 }, keepNext: true } }
  },
  paragraphStyles: [
    {
      id: 'Draft',
      name: 'Borrador',
      basedOn: 'Normal',
      run: { bold: true, size: 26, characterSpacing: 40 },
      paragraph: { spacing: { after: 120 } }
    },
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
      id: 'Cell',
      name: 'Celda',
      basedOn: 'Normal',
      run: { size: 20 },
      paragraph: { spacing: { after: 0 } }
    },
    {
      id: 'Locution',
      name: 'Locución',
      basedOn: 'Normal',
      run: { size: 24 },
      paragraph: { spacing: { after: 0, line: 320, lineRule: LineRuleType.AUTO } }
    }
  ]
});

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
/** A cell that only puts words beside others. */
export const plainCell = (children: Paragraph[], width: number) =>
  new TableCell({
    children,
    borders: { top: none, bottom: none, left: none, right: none },
    margins: { top: 0, bottom: 30, left: 0, right: 80 },
    width: { size: width, type: WidthType.DXA }
  });

const border = { style: BorderStyle.SINGLE, size: 4, color: '999999' };
const borders = { top: border, bottom: border, left: border, right: border };

export const cell = (children: (Paragraph | Table)[], width: number | undefined, shaded: boolean) =>
  new TableCell({
    children,
    borders,
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    ...(width === undefined ? {} : { width: { size: width, type: WidthType.DXA } }),
    ...(shaded ? { shading: { type: ShadingType.CLEAR, fill: 'F0F0F0', color: 'auto' } } : {})
  });

const styleIn = ({ style }: WordContext) => (style === undefined ? {} : { style });

/** A text's blocks as paragraphs and tables. */
export function toBlocks(blocks: readonly Block[], context: WordContext, depth = 0): (Paragraph | Table)[] {
  return blocks.flatMap((block): (Paragraph | Table)[] => {
    switch (block.type) {
      case 'drawing':
        return [];
      case 'heading':
        return [
          new Paragraph({
            heading: block.depth <= 2 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
            pageBreakBefore: context.breaks.includes(block.at.line),
            children: toWordRuns(block.content, context)
          })
        ];
      case 'paragraph':
        return [new Paragraph({ ...styleIn(context), children: toWordRuns(block.content, context) })];
      case 'list':
        return block.items.flatMap((item) => listItem(item, block, context, depth));
      case 'table':
        return [wordTable(block.rows, context), new Paragraph('')];
      case 'quote':
        return toBlocks(block.blocks, context, depth);
    }
  });
}

function listItem(
  item: Block[],
  list: Extract<Block, { type: 'list' }>,
  context: WordContext,
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
    new Paragraph({ ...styleIn(context), numbering, children: runs, spacing: { after: 60 } }),
    ...toBlocks(others, context, depth + 1)
  ];
}

function wordTable(rows: Inline[][][], context: WordContext): Table {
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

export const toWordRuns = (content: Inline[], { numbers }: Pick<WordContext, 'numbers'>, bold = false): TextRun[] =>
  toRuns(content, numbers, { bold }).map(toWordRun);

/** A run as Word knows it: claims carry the number of their source, blanks a line to write on. */
export function toWordRun({ type, text, bold, italics }: Run): TextRun {
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

/** Sources under their title; `apart` on a new sheet of paper. */
export function sourceList(
  sources: readonly { label: string; title: string; detail: string }[],
  title: string,
  note: string | undefined,
  style = 'Small',
  apart = false
): Paragraph[] {
  if (sources.length === 0) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, pageBreakBefore: apart, text: title }),
    ...(note === undefined ? [] : [new Paragraph({ style, text: note })]),
    ...sources.map(
      ({ label, title, detail }) =>
        new Paragraph({
          style,
          children: [new TextRun({ text: `${label} ${title}`, bold: true }), new TextRun(`  ${detail}`)]
        })
    )
  ];
}
