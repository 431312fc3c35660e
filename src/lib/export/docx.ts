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
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType
} from 'docx';
import type { Block, Inline } from '#lib/domain/document.ts';
import { sheetBreaks, type Edition, type ScriptEdition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { formatReference } from '#lib/domain/reference.ts';
import { formatClock } from '#lib/domain/timing.ts';
import { describeSource } from '#lib/i18n/format.ts';
import { translateFor, type Translate } from '#lib/i18n/translate.ts';
import { fixArchive } from './archive.ts';

interface Context {
  edition: Edition;
  t: Translate;
  /** Number of each source, as printed behind its claims. */
  numbers: Map<string, number>;
}

/** An edition as a Word file: real styles, the script's table in two parts, sources numbered. Same edition, same bytes. */
export async function toDocx(edition: Edition): Promise<Uint8Array> {
  const { text, language, draft, version, script, item } = edition;
  const t = translateFor(language);
  const context: Context = {
    edition,
    t,
    numbers: new Map(edition.sources.map((source, index) => [formatReference(source.reference), index + 1]))
  };
  const facts = [
    item.kind === 'script' ? t(`formats.${item.format}`) : t(`formats.${item.kind}`),
    item.kind === 'script' ? t('item.slot', { time: formatClock(item.durationSeconds) }) : '',
    script ? t('item.estimated', { time: formatClock(script.seconds) }) : '',
    item.kind === 'lesson' ? t('item.minutes', { minutes: item.minutes.join(' / ') }) : ''
  ].filter(Boolean);

  const document = new WordDocument({
    title: draft ? `${t('item.draft')}: ${text.title}` : text.title,
    description: text.summary,
    creator: 'Willakuy',
    lastModifiedBy: 'Willakuy',
    styles: wordStyles(languages[language].officeLanguage),
    numbering: { config: [bullets, ...listStarts(text.document.blocks).map(steps)] },
    sections: [
      {
        properties: { page: { size: a4, margin: pageMargin } },
        headers: { default: new Header({ children: [headLine(edition, t)] }) },
        footers: { default: new Footer({ children: [footLine(version, t)] }) },
        children: [
          ...(draft ? [new Paragraph({ style: 'Draft', text: t('item.draft') })] : []),
          new Paragraph({ heading: HeadingLevel.TITLE, text: text.title }),
          new Paragraph({ style: 'Lead', text: text.summary }),
          new Paragraph({ style: 'Small', text: facts.join(' · ') }),
          ...(draft
            ? [
                new Paragraph({
                  style: 'Small',
                  text: t(language === 'quz' ? 'item.draftNoteQuechua' : 'item.draftNote')
                })
              ]
            : []),
          ...(script ? scriptBody(script, context) : toBlocks(text.document.blocks, context)),
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
    style: { paragraph: { indent: { left: 400 * (depth + 1), hanging: 300 } } }
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

const headLine = ({ draft, text }: Edition, t: Translate) =>
  new Paragraph({
    style: 'Small',
    alignment: AlignmentType.RIGHT,
    children: [new TextRun([draft ? `${t('item.draft')} · ` : '', text.title].join(''))]
  });

const footLine = (version: string, t: Translate) =>
  new Paragraph({
    style: 'Small',
    alignment: AlignmentType.CENTER,
    children: [
      new TextRun({
        children: [
          `Willakuy · CC BY 4.0 · ${t('item.version', { hash: version })} · ${t('item.page')} `,
          PageNumber.CURRENT,
          ' / ',
          PageNumber.TOTAL_PAGES
        ]
      })
    ]
  });

function scriptBody(script: ScriptEdition, context: Context): (Paragraph | Table)[] {
  const { t, edition } = context;
  const { language } = edition;
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: t('item.cast') }),
    ...script.cast.map(
      (member) =>
        new Paragraph({
          numbering: { reference: 'bullets', level: 0 },
          children: [
            new TextRun({ text: member.name[language], bold: true }),
            new TextRun(`: ${member.about[language]}`)
          ]
        })
    ),
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: t('item.script') }),
    ...(script.blanks.length > 0 ? [new Paragraph({ style: 'Small', text: t('item.blankNote') })] : []),
    cueTable(script, context)
  ];
}

const cueWidths = [620, 820, 2700, 5760];

function cueTable(script: ScriptEdition, context: Context): Table {
  const { t } = context;
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
      ...script.cues.map(({ cue, timing }) => {
        const control =
          cue.type === 'control'
            ? cue.text
            : cue.type === 'pause'
              ? t('item.pause', { seconds: cue.seconds })
              : cue.type === 'open'
                ? t('item.open', { time: formatClock(cue.seconds) })
                : '';
        const locution =
          cue.type === 'line'
            ? [
                new TextRun({ text: `${cue.speaker.name[context.edition.language]}: `, bold: true }),
                ...(cue.direction ? [new TextRun({ text: `(${cue.direction}) `, italics: true })] : []),
                ...toRuns(cue.content, context)
              ]
            : cue.type === 'open'
              ? toRuns(cue.content, context, false, true)
              : [];
        const cells = [
          new Paragraph({ style: 'Control', text: String(cue.number) }),
          new Paragraph({
            style: 'Control',
            children: [new TextRun({ text: formatClock(timing.startSeconds), bold: false })]
          }),
          new Paragraph({ style: 'Control', text: control }),
          new Paragraph({ style: 'Locution', children: locution })
        ];
        return new TableRow({
          cantSplit: true,
          children: cells.map((paragraph, index) => cell([paragraph], cueWidths[index], cue.type !== 'line'))
        });
      })
    ]
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
            children: toRuns(block.content, context)
          })
        ];
      case 'paragraph':
        return [new Paragraph({ children: toRuns(block.content, context) })];
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
  context: Context,
  depth: number
): (Paragraph | Table)[] {
  const [first, ...rest] = item;
  const runs = first?.type === 'paragraph' ? toRuns(first.content, context) : [];
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
            cell([new Paragraph({ children: toRuns(content, context, index === 0) })], undefined, index === 0)
          )
        })
    )
  });
}

/** Inlines as Word runs: claims carry the number of their source, blanks a line to write on. */
function toRuns(content: Inline[], context: Context, bold = false, italics = false): TextRun[] {
  return content.flatMap((inline): TextRun[] => {
    switch (inline.type) {
      case 'text':
        // Only what the text asks for: anything said here would win over the paragraph's style.
        return [new TextRun({ text: inline.value, ...(bold ? { bold } : {}), ...(italics ? { italics } : {}) })];
      case 'break':
        return [new TextRun({ break: 1 })];
      case 'strong':
        return toRuns(inline.content, context, true, italics);
      case 'emphasis':
        return toRuns(inline.content, context, bold, true);
      case 'link': {
        const words = toRuns(inline.content, context, bold, italics);
        if (inline.reference.scheme === 'blank')
          return [new TextRun({ text: '______________ (' }), ...words, new TextRun({ text: ')' })];
        const number = context.numbers.get(formatReference(inline.reference));
        return number === undefined ? words : [...words, new TextRun({ text: `[${number}]`, superScript: true })];
      }
    }
  });
}

function sourceList({ edition, t }: Context): Paragraph[] {
  if (edition.sources.length === 0) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: t('item.sources') }),
    new Paragraph({ style: 'Small', text: t('item.sourcesNote') }),
    ...edition.sources.map((source, index) => {
      const { title, detail } = describeSource(source, edition.language, t);
      return new Paragraph({
        style: 'Small',
        children: [new TextRun({ text: `[${index + 1}] ${title}`, bold: true }), new TextRun(`  ${detail}`)]
      });
    })
  ];
}
