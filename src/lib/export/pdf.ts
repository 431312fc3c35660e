import pdfMake from 'pdfmake/build/pdfmake.js';
import type { Content, ContentTable, ContentText, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Block } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { fontFiles, toPrintable, type FontName } from './fonts.ts';
import { toRuns, toSheet, type Run, type Sheet, type SheetCue } from './sheet.ts';

// The same for everyone and always: same edition, same bytes.
const fixedTime = new Date(Date.UTC(2020, 0, 1));

/**
 * An edition as PDF on A4 sheets: title and language named, fonts embedded, the script's table with its head on each page,
 * sources numbered.
 */
export async function toPdf(
  edition: Edition,
  { readFont }: { readFont: (name: FontName) => Promise<Uint8Array> }
): Promise<Uint8Array> {
  await loadFonts(readFont);
  const sheet = toSheet(edition);
  const definition: TDocumentDefinitions = {
    info: {
      title: toPrintable([sheet.draft?.mark, sheet.title].filter(Boolean).join(': ')),
      subject: toPrintable(sheet.summary),
      author: 'Willakuy',
      creator: 'Willakuy',
      producer: 'Willakuy',
      creationDate: fixedTime,
      modDate: fixedTime
    },
    language: languages[edition.language].officeLanguage,
    displayTitle: true,
    version: '1.7',
    pageSize: 'A4',
    pageMargins: [42, 56, 42, 50],
    defaultStyle: { font, fontSize: 10.5, lineHeight: 1.2 },
    styles,
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
      ...toContent(sheet.blocks, sheet),
      ...sourceContent(sheet)
    ],
    // A heading goes with what it heads.
    pageBreakBefore: (node, { getFollowingNodesOnPage }) =>
      node.headlineLevel === 1 && getFollowingNodesOnPage().length === 0
  };
  return new Uint8Array(await pdfMake.createPdf(definition).getBuffer());
}

const font = 'DejaVu';

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
    (Object.keys(fontFiles) as FontName[]).map(async (name) => [fontFiles[name], toBase64(await readFont(name))])
  );
  pdfMake.addVirtualFileSystem(Object.fromEntries(files) as Record<string, string>);
  pdfMake.addFonts({ [font]: { normal: regular, bold, italics: italic, bolditalics: bold } });
  // Everything a document is made of is given to it.
  pdfMake.setUrlAccessPolicy(() => false);
}

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

const styles: TDocumentDefinitions['styles'] = {
  title: { fontSize: 21, bold: true, lineHeight: 1.05, margin: [0, 0, 0, 4] },
  heading: { fontSize: 14, bold: true, margin: [0, 16, 0, 5] },
  subheading: { fontSize: 11.5, bold: true, margin: [0, 10, 0, 4] },
  draft: { fontSize: 12, bold: true, margin: [0, 0, 0, 4] },
  lead: { fontSize: 11.5, italics: true, margin: [0, 0, 0, 6] },
  station: { fontSize: 11.5, bold: true, margin: [0, 0, 0, 3] },
  small: { fontSize: 9, color: '#333333', margin: [0, 0, 0, 3] },
  edge: { fontSize: 8, color: '#333333', lineHeight: 1 },
  paragraph: { margin: [0, 0, 0, 6] },
  control: { fontSize: 9, bold: true },
  clock: { fontSize: 9 },
  locution: { fontSize: 12, lineHeight: 1.25 }
};

const text = (words: string, style: string): ContentText => ({ text: toPieces(plainRun(words)), style });
const heading = (words: string | ContentText['text'], style: string): ContentText => ({
  text: typeof words === 'string' ? toPieces(plainRun(words)) : words,
  style,
  headlineLevel: 1
});
const plainRun = (words: string): Run[] => [{ type: 'text', text: words, bold: false, italics: false }];

/** A word this long may not fit its column: it is broken anywhere rather than run off the sheet. */
const longWord = /(\S{29,})/u;

/** Runs as the pieces of a paragraph. */
function toPieces(runs: readonly Run[]): ContentText[] {
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

const shade = '#f0f0f0';
const rules: ContentTable['layout'] = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#999999',
  vLineColor: () => '#999999',
  paddingTop: () => 3,
  paddingBottom: () => 3
};

/** A row with more letters than this may need more than one sheet: kept whole it would be printed nowhere. */
const longestRow = 700;

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

const lettersInRow = 40;
const lengthOf = (runs: readonly Run[]): number =>
  runs.reduce((sum, { type, text }) => sum + (type === 'break' ? lettersInRow : toPrintable(text).length), 0);

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

function toContent(blocks: readonly Block[], sheet: Sheet): Content[] {
  const { numbers } = sheet;
  return blocks.map((block): Content => {
    switch (block.type) {
      case 'drawing':
        return [];
      case 'heading':
        return heading(toPieces(toRuns(block.content, numbers)), block.depth <= 2 ? 'heading' : 'subheading');
      case 'paragraph':
        return { text: toPieces(toRuns(block.content, numbers)), style: 'paragraph' };
      case 'list': {
        const items = block.items.map((item): Content => ({ stack: toContent(item, sheet) }));
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
        return { stack: toContent(block.blocks, sheet), margin: [16, 0, 0, 0] };
    }
  });
}

const numbered = (number: number, item: Content): Content => ({
  columns: [
    { width: 20, text: `${number}.` },
    { width: '*', stack: [item] }
  ],
  columnGap: 2
});

const sourceContent = (sheet: Sheet): Content[] =>
  sheet.sources.length === 0
    ? []
    : [
        heading(sheet.t('item.sources'), 'heading'),
        ...(sheet.sourcesNote === undefined ? [] : [text(sheet.sourcesNote, 'small')]),
        ...sheet.sources.map(({ label, title, detail }): Content => ({
          text: toPieces([
            { type: 'text', text: `${label} ${title}`, bold: true, italics: false },
            ...plainRun(`  ${detail}`)
          ]),
          style: 'small'
        }))
      ];
