import type { Content, ContentText, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Inline } from '#lib/domain/document.ts';
import {
  columnTenths,
  formWords,
  isWritingRow,
  linesToWrite,
  writingLineMm,
  type HelpLine,
  type Paper,
  type PaperBlock,
  type PaperFit,
  cutSources,
  type PaperName,
  type PaperSide
} from '#lib/domain/paper.ts';
import { loosestPaper, paperMarginsMm, tickGap, tightenPaper, titlePointsOf } from '#lib/domain/paper-fit.ts';
import { toPaperNumbers, toPaperSources } from './paper.ts';
import type { FontName } from './fonts.ts';
import {
  documentBase,
  edgeStyle,
  font,
  formContent,
  heading,
  plainRun,
  rules,
  shade,
  sourceContent,
  styles,
  text,
  toContent,
  tight,
  toPieces,
  watchPages,
  writePdf,
  type SourceNumbers
} from './pdf-blocks.ts';
import { toRuns } from './sheet.ts';

interface Means {
  readFont: (name: FontName) => Promise<Uint8Array>;
}

/**
 * A paper as PDF on A4: black on white, every side on a sheet of its own. Where the reckoned fit is too large after all, the
 * next smaller is taken. What is read and filled in at home, perhaps without glasses, is measured from the largest letters down.
 */
export async function toPaperPdf(paper: Paper, means: Means): Promise<Uint8Array> {
  if (paper.name === 'teacher') return toTeacherPdf(paper, means);
  for (let tried = paper.name === 'home' ? loosestPaper(paper) : paper; ;) {
    const { bytes, pages } = await layOut(tried, means);
    const tighter = pages > tried.sides.length ? tightenPaper(tried) : undefined;
    if (!tighter) return bytes;
    tried = tighter;
  }
}

/** Room for a teacher's lines, and letters of what they rest on: a little more moves what would stand alone on a page. */
const looks: Look[] = [
  { lineHeight: 1.08, sourcePoints: 6.5 },
  ...[6.2, 6, 7.5].map((sourcePoints) => ({ lineHeight: 1.08, sourcePoints })),
  ...[1.11, 1.14, 1.17].map((lineHeight) => ({ lineHeight, sourcePoints: 6.5 }))
];

async function toTeacherPdf(paper: Paper, means: Means): Promise<Uint8Array> {
  const tighter = tightenPaper(paper);
  const tightest = tighter && tightenPaper(tighter);
  const tries = looks.flatMap((look, index) =>
    // What is left over may be that of the sheet which ends it.
    [paper, ...(index === 0 ? [tighter, tightest] : [])].flatMap((one) => (one ? [{ one, look }] : []))
  );
  let best: { bytes: Uint8Array; short: number } | undefined;
  for (const { one, look } of tries) {
    const tried = await layOut(one, means, look);
    if (!best || tried.short < best.short) best = tried;
    if (best.short === 0) break;
  }
  return best?.bytes ?? new Uint8Array();
}

/** Letters of the plan; what is larger on a teacher's paper is for a glance. */
const planPoints = 10;

const mm = (length: number): number => (length * 72) / 25.4;
const pageWidth = mm(210);
const widthOf = (name: PaperName): number => pageWidth - 2 * mm(paperMarginsMm[name].side);

interface Look {
  lineHeight: number;
  sourcePoints: number;
}

async function layOut(
  paper: Paper,
  { readFont }: Means,
  { lineHeight, sourcePoints }: Look = { lineHeight: 1.2, sourcePoints: 6.5 }
): Promise<{ bytes: Uint8Array; pages: number; short: number }> {
  const [first] = paper.sides;
  const { side, top, bottom } = paperMarginsMm[paper.name];
  const numbers = toPaperNumbers(paper);
  const { pageBreakBefore, shortPages } = watchPages();
  let count = 0;
  const definition: TDocumentDefinitions = {
    ...documentBase({
      title: [first?.draftMark, first?.title, paper.label].filter(Boolean).join(': '),
      subject: paper.label,
      language: first?.language ?? 'es'
    }),
    styles: {
      ...styles,
      source: { ...styles.source, fontSize: sourcePoints },
      paragraph: { margin: [0, 0, 0, paper.name === 'teacher' ? 2.2 : 5] }
    },
    pageMargins: [side, top, side, bottom].map(mm) as [number, number, number, number],
    defaultStyle: { font, lineHeight },
    // Sheets and posters have one page a side.
    footer: (page, pages) => {
      count = pages;
      const shown = paper.sides[paper.name === 'teacher' ? 0 : page - 1] ?? first;
      return shown ? foot(shown, paper.name, `${page} / ${pages}`) : '';
    },
    ...(paper.name === 'teacher' && first ? { header: runningHead(first) } : {}),
    content: paper.sides.map((one, index): Content => ({
      stack: [
        ...(index === 0 || paper.name === 'sheet' ? head(one, paper.name) : []),
        ...sideContent(one, paper, numbers)
      ],
      fontSize: one.fit.points,
      ...(index > 0 ? { pageBreak: 'before' } : {})
    })),
    pageBreakBefore
  };
  const bytes = await writePdf(definition, readFont);
  return { bytes, pages: count, short: shortPages(count) };
}

const runningHead = ({ draftMark, title, label, edge }: PaperSide): Content => ({
  margin: [mm(paperMarginsMm.teacher.side), mm(7), mm(paperMarginsMm.teacher.side), 0],
  columns: [
    text([draftMark, title, label].filter(Boolean).join(' · '), edgeStyle),
    { ...text(edge, edgeStyle), alignment: 'right', width: 'auto' }
  ],
  columnGap: 12
});

function head(side: PaperSide, name: PaperName): Content[] {
  return [
    ...(name === 'teacher'
      ? []
      : [
          {
            columns: [
              text(side.label, edgeStyle),
              { ...text(side.draftMark ?? '', edgeStyle), bold: true, alignment: 'right' as const }
            ]
          }
        ]),
    {
      ...heading(side.title, 'title'),
      fontSize: titlePointsOf(name, side.fit),
      lineHeight: 1.1,
      margin: [0, 2, 0, name === 'poster' ? side.fit.points * 0.5 : 5]
    },
    ...(side.fields.length > 0 ? [fieldLine(side.fields)] : [])
  ];
}

/** Names, each before a line to write on. */
const fieldLine = (fields: string[]): Content => ({
  columns: fields.map((field, index) => ({
    width: index === 0 ? '*' : mm(45),
    columns: [
      { width: 'auto', text: `${field}:`, fontSize: 10 },
      { width: '*', ...ruleAt(mm(5), index === 0 ? mm(80) : mm(28)) }
    ],
    columnGap: 4
  })),
  columnGap: 12,
  margin: [0, 0, 0, 9]
});

const ruleAt = (y: number, length: number) => ({
  canvas: [{ type: 'line' as const, x1: 0, y1: y, x2: length, y2: y, lineWidth: 0.7 }]
});

function foot(side: PaperSide, name: PaperName, place: string): Content {
  const margin = mm(paperMarginsMm[name].side);
  const edge = text(
    [side.draftMark, side.edge, ...(name === 'teacher' ? [place] : [])].filter(Boolean).join(' · '),
    edgeStyle
  );
  if (name === 'teacher') return { ...edge, alignment: 'center', margin: [margin, 10, margin, 0] };
  return { margin: [margin, 0, margin, 0], stack: [helpLines(side, name), { ...edge, margin: [0, 2, 0, 0] }] };
}

const helpSizes: Record<PaperName, { title: number; number: number; words: number }> = {
  sheet: { title: 9.5, number: 14, words: 8.5 },
  home: { title: 11, number: 16, words: 11 },
  teacher: { title: 11, number: 16, words: 10 },
  poster: { title: 18, number: 32, words: 13 }
};

/** Whom to call, below a line: two columns of numbers and what each is for. */
function helpLines(side: PaperSide, name: PaperName): Content {
  const size = helpSizes[name];
  const line = (one: HelpLine | undefined): TableCell =>
    one
      ? {
          columns: [
            {
              width: size.number * 2.85,
              text: one.number,
              bold: true,
              fontSize: size.number,
              lineHeight: 1,
              noWrap: true
            },
            { width: '*', text: toPieces(plainRun(one.words)), fontSize: size.words, lineHeight: 1.1 }
          ],
          columnGap: 4
        }
      : '';
  const rows = Array.from({ length: Math.ceil(side.help.length / 2) }, (_, index) => [
    line(side.help[index * 2]),
    line(side.help[index * 2 + 1])
  ]);
  return {
    margin: [0, name === 'teacher' ? 24 : 0, 0, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: widthOf(name), y2: 0, lineWidth: 1.5 }] },
      { text: side.helpTitle, bold: true, fontSize: size.title, lineHeight: 1.1, margin: [0, size.title / 3, 0, 2] },
      ...(rows.length > 0 ? [{ layout: 'noBorders', table: { widths: ['*', '*'], body: rows } } satisfies Content] : [])
    ]
  };
}

/** On a teacher's paper those who help stand below what to do, and before what it rests on. */
function sideContent(side: PaperSide, paper: Paper, numbers: SourceNumbers): Content[] {
  const [words, sources] = cutSources(side);
  const toBlocks = (block: PaperBlock) => blockContent(block, side, paper, numbers);
  const hasHelp = paper.name === 'teacher' && side === paper.sides.at(-1);
  return [...words.flatMap(toBlocks), ...(hasHelp ? [helpLines(side, paper.name)] : []), ...sources.flatMap(toBlocks)];
}

function blockContent(block: PaperBlock, side: PaperSide, paper: Paper, numbers: SourceNumbers): Content[] {
  const { fit } = side;
  switch (block.type) {
    case 'write':
      return [
        {
          stack: [
            { text: toPieces(toRuns(block.label, numbers)) },
            ...Array.from({ length: linesToWrite(fit) }, (): Content => ruleAt(mm(writingLineMm), widthOf(paper.name)))
          ],
          unbreakable: true,
          margin: [0, fit.points * 0.3, 0, fit.points * 0.5]
        }
      ];
    case 'ticks':
      return block.items.map((content) => ({
        columns: [
          { width: fit.points * 1.5, text: '☐', fontSize: fit.points * 1.2, lineHeight: 1 },
          { width: '*', text: toPieces(toRuns(content, numbers)) }
        ],
        columnGap: 2,
        margin: [0, 0, 0, fit.points * tickGap(fit)]
      }));
    case 'form':
      return formContent({
        rows: block.rows.map((row) => ({ label: row.label, words: formWords(row) })),
        note: block.note
      });
    case 'sources':
      return sourceContent(toPaperSources(paper, side.language), block.title, block.note, 3);
    case 'table':
      return [tableContent(block.rows, side, paper, numbers)];
    case 'list':
      if (paper.name === 'poster') return block.items.map((item) => posterIdea(toContent(item, numbers), fit));
      // What stays at hand is read at a glance: each of its points stands apart.
      return fit.points > planPoints
        ? block.items.map((item, index) => ({
            ...(block.ordered
              ? { stack: toContent([{ ...block, start: block.start + index, items: [item] }], numbers) }
              : { ul: [{ stack: toContent(item, numbers) }] }),
            margin: [0, 0, 0, fit.points * 0.3]
          }))
        : toContent([block], numbers);
    case 'heading': {
      const large = block.depth <= 2;
      return [
        {
          ...heading(toPieces(toRuns(block.content, numbers)), 'heading'),
          fontSize: fit.points * (large ? 1.3 : 1.1),
          margin: [0, fit.points * (large ? 0.75 : 0.5), 0, fit.points * 0.25]
        }
      ];
    }
    default:
      return toContent([block], numbers);
  }
}

/** On a wall an idea stands behind a square that is seen from afar. */
const posterIdea = (content: Content[], { points }: PaperFit): Content => ({
  columns: [
    { width: points * 0.8, text: '■', fontSize: points * 0.6, lineHeight: 1, margin: [0, points * 0.32, 0, 0] },
    { width: '*', stack: content, lineHeight: 1.1 }
  ],
  columnGap: points * 0.15,
  unbreakable: true,
  margin: [0, 0, 0, points * 0.15]
});

function tableContent(rows: Inline[][][], { fit }: PaperSide, { name }: Paper, numbers: SourceNumbers): Content {
  const height = (index: number) =>
    fit.roomMm > 0 && isWritingRow(rows[index] ?? [], index) ? mm(fit.roomMm) : ('auto' as const);
  return {
    layout: { ...(fit.roomMm > 0 ? rules : tight), hLineColor: () => '#333333', vLineColor: () => '#333333' },
    margin: [0, 2, 0, fit.points * 0.7],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      heights: height,
      widths: columnTenths(rows).map((tenth) => `${tenth * 10}%`),
      body: rows.map((cells, index) =>
        cells.map((content): ContentText & { fillColor?: string } => ({
          text: toPieces(toRuns(content, numbers, { bold: index === 0 })),
          fontSize: name === 'teacher' || name === 'home' ? fit.points : fit.points - 0.5,
          lineHeight: 1.15,
          ...(index === 0 ? { fillColor: shade } : {})
        }))
      )
    }
  };
}
