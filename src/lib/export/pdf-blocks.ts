import pdfMake from 'pdfmake/build/pdfmake.js';
import type {
  Content,
  ContentText,
  CustomTableLayout,
  Node,
  TableCell,
  TDocumentDefinitions
} from 'pdfmake/interfaces.js';
import type { Block } from '#lib/domain/document.ts';
import { languages, type LanguageCode } from '#lib/domain/language.ts';
import { fontFiles, toPrintable, type FontName } from './fonts.ts';
import { toRuns, type Run, type SheetForm } from './sheet.ts';
import { woffToFont } from './woff.ts';

// What every PDF of ours is made of: fonts, styles, and a text's blocks on paper.

/** Number of each source, as printed behind its claims. */
export type SourceNumbers = ReadonlyMap<string, number>;

// The same for everyone and always: same edition, same bytes.
const fixedTime = new Date(Date.UTC(2020, 0, 1));

/** What a PDF says of itself, and how it is set unless it says otherwise. */
export const documentBase = ({
  title,
  subject,
  language
}: {
  title: string;
  subject: string;
  language: LanguageCode;
}) =>
  ({
    info: {
      title: toPrintable(title),
      subject: toPrintable(subject),
      author: 'Willakuy',
      creator: 'Willakuy',
      producer: 'Willakuy',
      creationDate: fixedTime,
      modDate: fixedTime
    },
    language: languages[language].officeLanguage,
    displayTitle: true,
    version: '1.7',
    pageSize: 'A4',
    styles
  }) satisfies Partial<TDocumentDefinitions>;

/** Style of what stands at the edge of a page, in its head and foot. */
export const edgeStyle = 'edge';

/** Below this part of a page's height there is no room for a heading and two lines. */
const lowestHeading = 0.93;
/** A page with no more than this is a waste of paper: so few paragraphs, and above this part of its height. */
const fewest = { paragraphs: 4, height: 0.1 };

/**
 * Watches where words come to stand while a document is laid out: a heading goes with what it heads, and afterwards one can
 * ask how many pages hold only a line or two.
 */
export function watchPages(): {
  pageBreakBefore: NonNullable<TDocumentDefinitions['pageBreakBefore']>;
  shortPages: (count: number) => number;
} {
  const seen = new Map<number, { paragraphs: number; height: number }>();
  const note = (page: number, height: number) => {
    const { paragraphs, height: lowest } = seen.get(page) ?? { paragraphs: 0, height: 0 };
    seen.set(page, { paragraphs: paragraphs + 1, height: Math.max(lowest, height) });
  };
  return {
    // Every node is asked about once, where it stays.
    pageBreakBefore: (node, { getFollowingNodesOnPage }) => {
      if (!isWords(node)) return false;
      const { pageNumber, verticalRatio } = node.startPosition;
      const moves = node.headlineLevel === 1 && isStranded(node, getFollowingNodesOnPage().filter(isWords));
      if (moves) note(pageNumber + 1, 0);
      else note(pageNumber, verticalRatio);
      return moves;
    },
    shortPages: (count) =>
      Array.from({ length: count }, (_, index) => seen.get(index + 1)).filter(
        (page) => !page || (page.paragraphs < fewest.paragraphs && page.height < fewest.height)
      ).length
  };
}

/** A heading too low on its page for what it heads, or above one that is. */
const isStranded = (node: Node, following: Node[]): boolean =>
  node.startPosition.verticalRatio > lowestHeading ||
  following.every(({ headlineLevel }) => headlineLevel === 1) ||
  (following[0]?.headlineLevel === 1 && isStranded(following[0], following.slice(1)));

/** Words of the text itself: tables and lists count for what stands in them, heads and feet are on every page. */
const isWords = ({ text, style }: Node): boolean => text !== undefined && style !== edgeStyle;

/** The PDF of a definition. Everything it is made of is given to it. */
export async function writePdf(
  definition: TDocumentDefinitions,
  readFont: (name: FontName) => Promise<Uint8Array>
): Promise<Uint8Array> {
  await loadFonts(readFont);
  return new Uint8Array(await pdfMake.createPdf(definition).getBuffer());
}

export const font = 'DejaVu';

let loading: Promise<void> | undefined;
/** Once for all documents; tried again where it failed. */
const loadFonts = (readFont: (name: FontName) => Promise<Uint8Array>): Promise<void> =>
  (loading ??= readFonts(readFont).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));

async function readFonts(readFont: (name: FontName) => Promise<Uint8Array>): Promise<void> {
  const { regular, bold, italic } = fontFiles;
  const files = await Promise.all(
    (Object.keys(fontFiles) as FontName[]).map(async (name) => [
      fontFiles[name],
      toBase64(woffToFont(await readFont(name)))
    ])
  );
  pdfMake.addVirtualFileSystem(Object.fromEntries(files) as Record<string, string>);
  pdfMake.addFonts({ [font]: { normal: regular, bold, italics: italic, bolditalics: bold } });
  // Everything a document is made of is given to it.
  pdfMake.setUrlAccessPolicy(() => false);
}

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

export const styles = {
  title: { fontSize: 21, bold: true, lineHeight: 1.05, margin: [0, 0, 0, 4] },
  heading: { fontSize: 14, bold: true, margin: [0, 16, 0, 5] },
  subheading: { fontSize: 11.5, bold: true, margin: [0, 10, 0, 4] },
  draft: { fontSize: 12, bold: true, margin: [0, 0, 0, 4] },
  lead: { fontSize: 11.5, italics: true, margin: [0, 0, 0, 6] },
  station: { fontSize: 11.5, bold: true, margin: [0, 0, 0, 3] },
  small: { fontSize: 9, color: '#333333', margin: [0, 0, 0, 3] },
  source: { fontSize: 6.5, color: '#333333', lineHeight: 1.08, margin: [0, 0, 0, 2] },
  edge: { fontSize: 8, color: '#333333', lineHeight: 1 },
  paragraph: { margin: [0, 0, 0, 6] },
  control: { fontSize: 9, bold: true },
  clock: { fontSize: 9 },
  locution: { fontSize: 12, lineHeight: 1.25 }
} satisfies TDocumentDefinitions['styles'];

export const text = (words: string, style: string): ContentText => ({ text: toPieces(plainRun(words)), style });
export const heading = (words: string | ContentText['text'], style: string): ContentText => ({
  text: typeof words === 'string' ? toPieces(plainRun(words)) : words,
  style,
  headlineLevel: 1
});
export const plainRun = (words: string): Run[] => [{ type: 'text', text: words, bold: false, italics: false }];

/** A word this long may not fit its column: it is broken anywhere rather than run off the sheet. */
const longWord = /(\S{29,})/u;

/** Runs as the pieces of a paragraph. */
export function toPieces(runs: readonly Run[]): ContentText[] {
  return runs.flatMap(({ type, text, bold, italics }): ContentText[] => {
    const look = { ...(bold ? { bold } : {}), ...(italics ? { italics } : {}) };
    if (type === 'source') return [{ text, ...look, sup: true }];
    const words = toPrintable(type === 'blank' ? `______________ (${text})` : text);
    return words
      .split(longWord)
      .filter((piece) => piece !== '')
      .map((piece) => ({ text: piece, ...look, ...(longWord.test(piece) ? { wordBreak: 'break-all' as const } : {}) }));
  });
}

export const shade = '#f0f0f0';
export const rules: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#999999',
  vLineColor: () => '#999999',
  paddingTop: () => 3,
  paddingBottom: () => 3
};

/** A row with more letters than this may need more than one sheet: kept whole it would be printed nowhere. */
export const longestRow = 700;

const lettersInRow = 40;
export const lengthOf = (runs: readonly Run[]): number =>
  runs.reduce((sum, { type, text }) => sum + (type === 'break' ? lettersInRow : toPrintable(text).length), 0);

/** A text's blocks; those at `breaks` (lines of the text) begin a new sheet of paper. */
export function toContent(blocks: readonly Block[], numbers: SourceNumbers, breaks: readonly number[] = []): Content[] {
  return blocks.map((block): Content => {
    switch (block.type) {
      case 'drawing':
        return [];
      case 'heading':
        return {
          ...heading(toPieces(toRuns(block.content, numbers)), block.depth <= 2 ? 'heading' : 'subheading'),
          ...(breaks.includes(block.at.line) ? { pageBreak: 'before' } : {})
        };
      case 'paragraph':
        return { text: toPieces(toRuns(block.content, numbers)), style: 'paragraph' };
      case 'list': {
        const items = block.items.map((item): Content => ({ stack: toContent(item, numbers) }));
        // A list of its own making writes its numbers behind their words: whoever copies or hears the text gets them so.
        return block.ordered
          ? { stack: items.map((item, index) => numbered(block.start + index, item)) }
          : { ul: items };
      }
      case 'table':
        return {
          layout: rules,
          margin: [0, 4, 0, 10],
          table: {
            headerRows: 1,
            dontBreakRows: block.rows.every((cells) =>
              cells.every((content) => lengthOf(toRuns(content, numbers)) <= longestRow)
            ),
            widths: (block.rows[0] ?? []).map(() => '*'),
            body: block.rows.map((cells, index) =>
              cells.map((content): TableCell => ({
                text: toPieces(toRuns(content, numbers, { bold: index === 0 })),
                ...(index === 0 ? { fillColor: shade } : {})
              }))
            )
          }
        };
      case 'quote':
        return { stack: toContent(block.blocks, numbers), margin: [16, 0, 0, 0] };
    }
  });
}

/** A form is read, not written in. */
export const tight: CustomTableLayout = { ...rules, paddingTop: () => 1, paddingBottom: () => 1 };

/** Where a lesson belongs in school. */
export const formContent = ({ rows, note }: Pick<SheetForm, 'rows' | 'note'>): Content[] => [
  {
    layout: tight,
    margin: [0, 2, 0, 2],
    table: {
      widths: ['22%', '*'],
      dontBreakRows: true,
      body: rows.map(({ label, words }): TableCell[] => [
        { text: toPieces([{ type: 'text', text: label, bold: true, italics: false }]), fillColor: shade },
        { text: toPieces(plainRun(words)) }
      ])
    }
  },
  text(note, 'small')
];

const numbered = (number: number, item: Content): Content => ({
  columns: [
    { width: 20, text: `${number}.` },
    { width: '*', stack: [item] }
  ],
  columnGap: 2
});

/** Sources under their title, in small letters and in so many columns, `apart` on a new sheet of paper; nothing where there are none. */
export function sourceContent(
  sources: readonly { label: string; title: string; detail: string }[],
  title: string,
  note: string | undefined,
  columns = 1,
  apart = false
): Content[] {
  if (sources.length === 0) return [];
  const list = sources.map(({ label, title, detail }): ContentText => ({
    text: toPieces([
      { type: 'text', text: `${label} ${title}`, bold: true, italics: false },
      ...plainRun(`  ${detail}`)
    ]),
    style: columns > 1 ? 'source' : 'small'
  }));
  return [
    { ...heading(title, 'heading'), ...(apart ? { pageBreak: 'before' } : {}) },
    ...(note === undefined ? [] : [text(note, 'small')]),
    ...(columns > 1
      ? [
          {
            columns: inColumns(
              list.map((one, index) => ({ one, length: lengthOfSource(sources[index]) })),
              columns
            ).map((stack) => ({ stack, width: '*' })),
            columnGap: 10
          }
        ]
      : list)
  ];
}

/** How far a source runs: its title is bold, and below it is a gap. */
const lengthOfSource = (source: { title: string; detail: string } | undefined): number =>
  source ? source.title.length * 1.15 + source.detail.length + 24 : 0;

/** Paragraphs in columns of about the same length, read one column after the other. */
function inColumns(list: readonly { one: ContentText; length: number }[], columns: number): ContentText[][] {
  const total = list.reduce((sum, { length }) => sum + length, 0);
  const filled = Array.from({ length: columns }, (): ContentText[] => []);
  let before = 0;
  for (const { one, length } of list) {
    filled[Math.min(columns - 1, Math.floor(((before + length / 2) / total) * columns))]?.push(one);
    before += length;
  }
  return filled;
}
