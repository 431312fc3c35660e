import type {
  Content,
  ContentCanvas,
  ContentStack,
  ContentSvg,
  ContentText,
  TDocumentDefinitions
} from 'pdfmake/interfaces.js';
import { textOf, type Block, type Inline } from '#lib/domain/document.ts';
import type { CodeSize } from '#lib/domain/family-paths.ts';
import { leafletPanels, leafletSides, type PrintFile } from '#lib/domain/print.ts';
import { toQrCode } from '#lib/domain/qr.ts';
import { toDrawingSvg } from './drawing-svg.ts';
import type { ExportMeans } from './formats.ts';
import { toPaperPdf } from './paper-pdf.ts';
import { documentBase, font, plainRun, text, toContent, toPieces, writePdf } from './pdf-blocks.ts';
import type { CodePoster, Print, PrintPanel } from './print.ts';
import { toRuns } from './sheet.ts';

type PrintText = Print['texts'][number];

/** A document but for what all of ours say of themselves. */
type Layout = Partial<TDocumentDefinitions> & { content: Content };

const mm = (length: number): number => (length * 72) / 25.4;
/** Links are explained on the page of a print: on it there is room for words only. */
const noNumbers: ReadonlyMap<string, number> = new Map();
/** From the largest letters to the smallest, in parts of what is hoped for. */
const scales = [1.5, 1.4, 1.3, 1.2, 1.1, 1.05, 1, 0.95, 0.9, 0.86, 0.82, 0.78, 0.74, 0.7, 0.66, 0.62, 0.58];

/**
 * A print as PDF, black on white, drawings and fonts inside: on A4, or, where its file says so, on A3. The letters are as
 * large as its pages allow. Throws where even the smallest that are read with ease take more.
 */
export async function toPrintPdf(print: Print, file: PrintFile, means: ExportMeans): Promise<Uint8Array> {
  const [first] = print.texts;
  if (!first) throw new Error('a print without a text');
  if (first.paper) return toPaperPdf(first.paper, means);
  const texts = file.startsWith('dos-lenguas') ? print.texts : [first];
  const large = file.endsWith('-a3') ? Math.SQRT2 : 1;
  switch (print.form) {
    case 'leaflet':
      return fitted(texts, means, { pages: 2, least: texts.length > 1 ? 0.8 : 0.95 }, (scale) => leaflet(texts, scale));
    case 'card':
      return fitted(texts, means, { least: 0.86 }, (scale) => cards(texts, scale));
    default:
      return fitted(texts, means, { least: 0.86 }, (scale) => poster(texts, scale, large));
  }
}

/** A poster with the code of a guide; A6 is the same, half as large. */
export async function toCodePosterPdf(poster: CodePoster, size: CodeSize, means: ExportMeans): Promise<Uint8Array> {
  const format = size === 'a4' ? 1 : 0.5;
  const named = { title: poster.title, label: poster.hear, language: poster.language, draftMark: poster.draftMark };
  return fitted([named], means, {}, (scale) => codePoster(poster, scale, format));
}

type Named = Pick<PrintText, 'title' | 'label' | 'language' | 'draftMark'>;

async function fitted(
  texts: readonly Named[],
  { readFont }: ExportMeans,
  { pages = 1, least = 0 }: { pages?: number; least?: number },
  layOut: (scale: number) => Layout
): Promise<Uint8Array> {
  const [first] = texts;
  const title = [first?.draftMark, ...texts.map(({ title }) => title)].filter(Boolean).join(': ');
  const make = async (scale: number) => {
    let count = 0;
    const { background, ...definition } = layOut(scale);
    const bytes = await writePdf(
      {
        ...documentBase({ title, subject: first?.label ?? '', language: first?.language ?? 'es' }),
        defaultStyle: { font, lineHeight: 1.15 },
        ...definition,
        background: (page, size) => {
          count = Math.max(count, page);
          return typeof background === 'function' ? background(page, size) : (background ?? null);
        }
      },
      readFont
    );
    return count <= pages ? bytes : undefined;
  };
  const readable = scales.filter((scale) => scale >= least);
  // Smaller letters fit where larger ones do: halving what is left takes four tries of seventeen.
  let [from, to] = [0, readable.length];
  let found: Uint8Array | undefined;
  while (from < to) {
    const middle = (from + to) >> 1;
    const bytes = await make(readable[middle] ?? 1);
    if (bytes) [found, to] = [bytes, middle];
    else from = middle + 1;
  }
  if (!found) throw new Error(`«${title}» takes more than ${pages} pages`);
  return found;
}

const drawn = ({ drawing }: Pick<PrintPanel, 'drawing'>, width: number): ContentSvg[] =>
  drawing ? [{ svg: toDrawingSvg(drawing.shapes), width, height: width, alignment: 'center' }] : [];

const words = (content: readonly Inline[], bold = false) => toPieces(toRuns(content, noNumbers, { bold }));

/** What is said of a print, not to its reader: whose it is, how it is folded. */
const notePoints = 7;

/** Points at which a title's longest word stays whole in its width: words in Quechua are long. */
const wholeWords = (title: string, points: number, width: number): number =>
  Math.min(points, width / (Math.max(...title.split(' ').map(({ length }) => length)) * 0.6));

/** A panel's words; the list of whom to call has its numbers large. */
const panelContent = ({ blocks }: PrintPanel, points: number): Content[] =>
  blocks.flatMap((block): Content[] => {
    const calls = block.type === 'list' ? toCalls(block) : undefined;
    if (calls) return calls.map((call) => callLine(call, { number: points * 1.5, words: points }));
    return toContent([block], noNumbers);
  });

interface Call {
  number: Inline[];
  words: Inline[];
}

/** A list whose every line begins with a contact; undefined where it is another list. */
function toCalls({ items }: Extract<Block, { type: 'list' }>): Call[] | undefined {
  const calls = items.flatMap(([block]): Call[] => {
    const [first, next, ...rest] = block?.type === 'paragraph' ? block.content : [];
    const link = first?.type === 'strong' ? first.content[0] : first;
    if (!first || link?.type !== 'link' || link.reference.scheme !== 'contact') return [];
    const shown = next?.type === 'text' ? { ...next, value: next.value.replace(/^:?\s*/, '') } : next;
    return [{ number: [link], words: [...(shown ? [shown] : []), ...rest] }];
  });
  return calls.length === items.length ? calls : undefined;
}

const callLine = (call: Call, size: { number: number; words: number }): Content => ({
  columns: [
    { width: size.number * 3.1, text: words(call.number, true), fontSize: size.number, lineHeight: 1, noWrap: true },
    {
      width: '*',
      text: words(call.words),
      fontSize: size.words,
      lineHeight: 1.1,
      margin: [0, size.number * 0.18, 0, 0]
    }
  ],
  columnGap: size.words * 0.4,
  margin: [0, 0, 0, size.words * 0.35]
});

const line = (x1: number, y1: number, x2: number, y2: number, lineWidth = 0.5): ContentCanvas['canvas'][number] => ({
  type: 'line',
  x1,
  y1,
  x2,
  y2,
  lineWidth
});

const edge = (words: string, size: number): Content => ({ ...text(words, 'edge'), fontSize: size });
const draftAndEdge = ({ draftMark, edge }: Pick<PrintText, 'draftMark' | 'edge'>): string =>
  [draftMark, edge].filter(Boolean).join(' · ');

// ── Leaflet: A4 across, folded in three; the panel that is turned in is a little narrower ──

const sheetMm = { width: 297, height: 210 };
const panelMm = { usual: 100, inner: 97 };
const panelPaddingMm = 8;

/** Short strokes at the upper and lower edge, where it is folded. */
const foldMarks = (places: readonly number[], label: string): Content => ({
  stack: [
    {
      canvas: places.flatMap((x) => [
        line(mm(x), mm(2), mm(x), mm(6)),
        line(mm(x), mm(sheetMm.height - 6), mm(x), mm(sheetMm.height - 2))
      ])
    },
    ...places.map((x): Content => ({
      ...text(label, 'edge'),
      fontSize: notePoints,
      absolutePosition: { x: mm(x + 1), y: mm(2) }
    }))
  ]
});

const leafletFolds = [
  [panelMm.inner, panelMm.inner + panelMm.usual],
  [panelMm.usual, 2 * panelMm.usual]
] as const;

const across = (fold: string): Partial<TDocumentDefinitions> => ({
  pageOrientation: 'landscape',
  background: (page) => foldMarks(leafletFolds[page === 1 ? 0 : 1], fold)
});

const panelColumn = (content: Content[], widthMm: number): ContentStack & { width: number } => ({
  width: mm(widthMm),
  stack: [{ stack: content, margin: [mm(panelPaddingMm), 0, mm(panelPaddingMm), 0] }]
});

/** A leaflet in one language, or in two: then every panel says the same twice, with one drawing. */
function leaflet(texts: readonly PrintText[], scale: number): Layout {
  const points = 12 * scale;
  const both = texts.length > 1;
  const back = leafletPanels - 1;
  const wordsWidth = mm(panelMm.inner - 2 * panelPaddingMm);
  const title = (shown: PrintPanel, size: number, width: number): ContentText => ({
    text: words(shown.title, true),
    fontSize: wholeWords(textOf(shown.title), size, width),
    lineHeight: 1.05,
    margin: [0, 0, 0, points * (both ? 0.3 : 0.6)]
  });
  const cover = (): Content[] => {
    const shown = texts.flatMap(({ panels }) => panels[0] ?? []);
    const [first] = shown;
    return [
      { text: '', margin: [0, mm(both ? 10 : 22), 0, 0] },
      ...shown.map((panel) => title(panel, points * (both ? 2.2 : 2.4), wordsWidth)),
      ...(first ? drawn(first, mm(62)) : []),
      ...shown.map((panel): Content => ({
        stack: panelContent(panel, points),
        fontSize: points * 1.3,
        margin: [0, points * 0.6, 0, 0]
      })),
      ...(texts[0]?.draftMark === undefined ? [] : [text(texts[0].draftMark, 'draft')])
    ];
  };
  const besideMm = 17;
  const panel = (place: number): Content[] =>
    texts.flatMap((print, index): Content[] => {
      const shown = print.panels[place];
      if (!shown) return [];
      const head: Content[] = both
        ? index > 0
          ? [title(shown, points * 1.35, wordsWidth)]
          : [
              {
                columns: [
                  { width: '*', stack: [title(shown, points * 1.35, wordsWidth - mm(besideMm))] },
                  { width: mm(besideMm), stack: drawn(shown, mm(besideMm - 2)) }
                ]
              }
            ]
        : [title(shown, points * 1.55, wordsWidth), ...drawn(shown, mm(30))];
      return [
        ...(index > 0
          ? [{ canvas: [line(0, 0, wordsWidth, 0, 1)], margin: [0, points * 0.4, 0, points * 0.6] } satisfies Content]
          : []),
        ...head,
        { stack: panelContent(shown, points), fontSize: points, margin: [0, both ? 0 : points * 0.6, 0, 0] },
        ...(place === back ? [edge(print.called, notePoints), edge(draftAndEdge(print), notePoints)] : [])
      ];
    });
  return {
    ...across(texts[0]?.fold ?? ''),
    pageMargins: [0, mm(11), 0, mm(9)],
    content: leafletSides.map((side, page): Content => ({
      columns: side.map((place, column) =>
        panelColumn(
          place === 0 ? cover() : panel(place),
          column === (page === 0 ? 0 : 2) ? panelMm.inner : panelMm.usual
        )
      ),
      columnGap: 0,
      ...(page > 0 ? { pageBreak: 'before' } : {})
    }))
  };
}

// ── Poster ──

function poster(texts: readonly PrintText[], scale: number, large: number): Layout {
  const side = mm(14) * large;
  const both = texts.length > 1;
  const size = (points: number) => points * scale * large;
  const first = texts[0]!;
  const questions = first.panels.slice(0, -1);
  return {
    pageSize: large > 1 ? 'A3' : 'A4',
    pageMargins: [side, mm(11) * large, side, mm(12) * large],
    footer: (): Content => ({
      margin: [side, 0, side, 0],
      stack: texts.map((print) => edge(`${print.called} · ${draftAndEdge(print)}`, 7 * large))
    }),
    content: [
      ...texts.map((print, index): Content => ({
        text: [{ text: print.title, bold: true }],
        fontSize: size(both ? (index === 0 ? 40 : 34) : 48),
        lineHeight: 1.05,
        margin: [0, 0, 0, size(index === texts.length - 1 ? 10 : 0)]
      })),
      ...questions.map((question, place): Content => ({
        columns: [
          { width: mm(34) * large * scale, stack: drawn(question, mm(32) * large * scale) },
          {
            width: '*',
            stack: texts.flatMap((print): Content[] => {
              const panel = print.panels[place];
              return panel
                ? [
                    { text: words(panel.title, true), fontSize: size(both ? 22 : 32), lineHeight: 1.05 },
                    {
                      stack: panelContent(panel, size(both ? 14 : 21)),
                      fontSize: size(both ? 14 : 21),
                      lineHeight: 1.05
                    }
                  ]
                : [];
            })
          }
        ],
        columnGap: mm(5) * large,
        unbreakable: true,
        margin: [0, 0, 0, size(5)]
      })),
      { canvas: [line(0, 0, mm(210) * large - 2 * side, 0, 2)], margin: [0, size(2), 0, size(6)] },
      {
        columns: texts.map((print): Content => {
          const help = print.panels.at(-1);
          return {
            stack: help
              ? [
                  { text: words(help.title, true), fontSize: size(both ? 17 : 26), margin: [0, 0, 0, size(4)] },
                  ...help.blocks.flatMap((block) =>
                    (block.type === 'list' ? (toCalls(block) ?? []) : []).map((call) =>
                      callLine(call, { number: size(both ? 24 : 36), words: size(both ? 13 : 19) })
                    )
                  )
                ]
              : []
          };
        }),
        columnGap: mm(6) * large,
        unbreakable: true
      }
    ]
  };
}

// ── Cards for the wallet ──

const cardMm = { width: 85, height: 54, padding: 4 };
const cardsAcross = 2;
const cardsDown = 5;
const cardsLeftMm = (210 - cardsAcross * cardMm.width) / 2;
const cardsTopMm = (297 - cardsDown * cardMm.height) / 2;

/** Strokes outside the cards, so that nothing of them is left on a card. */
function cutMarks(): Content {
  const xs = Array.from({ length: cardsAcross + 1 }, (_, index) => mm(cardsLeftMm + index * cardMm.width));
  const ys = Array.from({ length: cardsDown + 1 }, (_, index) => mm(cardsTopMm + index * cardMm.height));
  const [left, right] = [xs[0]!, xs.at(-1)!];
  const [top, bottom] = [ys[0]!, ys.at(-1)!];
  const long = mm(5);
  const gap = mm(1);
  return {
    canvas: [
      ...xs.flatMap((x) => [line(x, top - gap - long, x, top - gap), line(x, bottom + gap, x, bottom + gap + long)]),
      ...ys.flatMap((y) => [line(left - gap - long, y, left - gap, y), line(right + gap, y, right + gap + long, y)]),
      // Between cards a cross of hair lines.
      ...xs.flatMap((x) => ys.flatMap((y) => [line(x - 3, y, x + 3, y, 0.25), line(x, y - 3, x, y + 3, 0.25)]))
    ]
  };
}

/** Ten cards; with two texts, five that are folded in the middle. */
function cards(texts: readonly PrintText[], scale: number): Layout {
  return {
    pageMargins: [mm(cardsLeftMm), mm(cardsTopMm), mm(cardsLeftMm), mm(cardsTopMm) - 1],
    background: (): Content => cutMarks(),
    content: {
      layout: {
        hLineWidth: () => 0,
        vLineWidth: () => 0,
        paddingLeft: () => 0,
        paddingRight: () => 0,
        paddingTop: () => 0,
        paddingBottom: () => 0
      },
      table: {
        widths: Array<number>(cardsAcross).fill(mm(cardMm.width)),
        heights: mm(cardMm.height),
        dontBreakRows: true,
        body: Array.from({ length: cardsDown }, () =>
          Array.from({ length: cardsAcross }, (_, column) => card(texts[column % texts.length]!, scale))
        )
      }
    }
  };
}

const card = (print: PrintText, scale: number): Content => {
  const points = 9 * scale;
  const [panel] = print.panels;
  const inside = mm(cardMm.padding);
  return {
    margin: [inside, mm(cardMm.padding - 0.5), inside, 0],
    stack: [
      {
        columns: [
          { width: '*', text: panel ? words(panel.title, true) : '', fontSize: points * 1.25 },
          { ...text(print.draftMark ?? '', 'edge'), width: 'auto', bold: true, fontSize: 6.5 }
        ],
        margin: [0, 0, 0, points * 0.3]
      },
      ...(panel?.blocks ?? []).flatMap((block): Content[] => {
        const calls = block.type === 'list' ? toCalls(block) : undefined;
        return calls
          ? calls.map((call) => callLine(call, { number: points * 1.5, words: points }))
          : [{ stack: toContent([block], noNumbers), bold: true, fontSize: points }];
      }),
      { text: toPieces(plainRun(`${print.called} ${print.edge}`)), fontSize: 6, lineHeight: 1 }
    ]
  };
};

// ── A guide's code ──

function codePoster(poster: CodePoster, scale: number, format: number): Layout {
  const size = (points: number) => points * scale * format;
  const long = (length: number) => mm(length) * format;
  const code = poster.address === undefined ? undefined : toQrCode(poster.address);
  // It stays beside the drawing.
  const titlePoints = wholeWords(poster.title, size(42), long(125));
  return {
    pageSize: format < 1 ? 'A6' : 'A4',
    pageMargins: [long(15), long(14), long(15), long(12)],
    footer: (): Content => ({
      ...text(draftAndEdge(poster), 'edge'),
      fontSize: Math.max(5, 8 * format),
      margin: [long(15), 0, long(15), 0]
    }),
    content: [
      {
        columns: [
          {
            width: '*',
            stack: [
              { text: toPieces(plainRun(poster.hear)), fontSize: size(20) },
              { text: toPieces(plainRun(poster.title)), bold: true, fontSize: titlePoints, lineHeight: 1.05 }
            ]
          },
          { width: long(42), stack: drawn(poster, long(42)) }
        ],
        columnGap: long(5),
        margin: [0, 0, 0, size(8)]
      },
      {
        columns: [
          ...(code
            ? [
                {
                  width: long(100),
                  svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${code.size} ${code.size}"><path fill="#000" d="${code.path}"/></svg>`,
                  height: long(100)
                }
              ]
            : []),
          {
            width: '*',
            text: poster.code,
            bold: true,
            fontSize: (code ? 190 : 260) * format,
            lineHeight: 1,
            alignment: 'center',
            characterSpacing: -4 * format
          }
        ],
        columnGap: long(2)
      },
      { text: toPieces(plainRun(poster.scan)), fontSize: size(18), margin: [0, size(10), 0, size(4)] },
      { text: toPieces(plainRun(poster.shown)), bold: true, fontSize: size(poster.shown.length > 24 ? 26 : 34) },
      { canvas: [line(0, 0, long(180), 0, 1.5 * format)], margin: [0, size(14), 0, size(6)] },
      { text: toPieces(plainRun(poster.helpTitle)), bold: true, fontSize: size(16), margin: [0, 0, 0, size(4)] },
      ...[0, 2].map((from): Content => ({
        columns: poster.help.slice(from, from + 2).map(({ number, words }) => ({
          columns: [
            { width: size(70), text: number, bold: true, fontSize: size(24), lineHeight: 1 },
            { width: '*', text: toPieces(plainRun(words)), fontSize: size(12), lineHeight: 1.1 }
          ],
          columnGap: size(4)
        })),
        columnGap: long(5),
        margin: [0, 0, 0, size(6)]
      }))
    ]
  };
}
