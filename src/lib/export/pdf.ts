import type { Content, ContentTable, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { sheetBreaks, sourcesApart, type Edition } from '#lib/domain/edition.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import type { ExportMeans } from './formats.ts';
import { guideContent, guideFits, type GuideFit } from './guide-pdf.ts';
import {
  documentBase,
  font,
  formContent,
  heading,
  lengthOf,
  longestRow,
  plainRun,
  rules,
  shade,
  sourceContent,
  styles,
  text,
  toContent,
  toPieces,
  watchPages,
  writePdf
} from './pdf-blocks.ts';
import { toRuns, toSheet, type Run, type Sheet, type SheetCue } from './sheet.ts';

/** How a document is set: its letters in points, its lines, its margins; on one page its head and sources take less room. */
interface Fit {
  points: number;
  lineHeight: number;
  margins: [number, number, number, number];
  isOnePage: boolean;
  /** For the cards of a guide and its sources. */
  guide?: GuideFit;
}

const usual: Fit = { points: 10.5, lineHeight: 1.2, margins: [42, 56, 42, 50], isOnePage: false };
/** A little more or less room for each line moves what would stand alone on a page. */
const fits: Fit[] = [
  usual,
  ...[1.17, 1.22, 1.14].map((lineHeight) => ({ ...usual, lineHeight })),
  ...[1.2, 1.16, 1.12].map((lineHeight) => ({ ...usual, points: 10, lineHeight }))
];
const onOneSheet: Fit[] = guideFits.map((guide) => ({ ...usual, guide }));
/** What a teacher keeps at hand stands on one page, as large as it can. */
const onePage: Fit[] = [10.5, 10, 9.75, 9.5, 9.25, 9, 8.75, 8.5, 8.25, 8].map((points) => ({
  points,
  lineHeight: 1.12,
  margins: [38, 36, 38, 27],
  isOnePage: true
}));

/**
 * An edition as PDF on A4 sheets: title and language named, fonts embedded, the script's table with its head on each page,
 * where a lesson belongs in school, a guide's cards with their drawings, sources numbered. No page holds only a line or two.
 */
export async function toPdf(edition: Edition, { readFont, formOf }: ExportMeans): Promise<Uint8Array> {
  const sheet = toSheet(edition, formOf(edition));
  const isOnePage = isForSchool(edition.item);
  let best: { bytes: Uint8Array; faults: number } | undefined;
  for (const fit of edition.guide ? onOneSheet : isOnePage ? onePage : edition.script ? [usual] : fits) {
    const { bytes, pages, short } = await layOut(edition, sheet, fit, readFont);
    const faults = fit.guide ? Math.max(0, pages - fit.guide.pages) : isOnePage ? pages - 1 : short;
    if (!best || faults < best.faults) best = { bytes, faults };
    if (best.faults === 0) break;
  }
  return best?.bytes ?? new Uint8Array();
}

async function layOut(
  edition: Edition,
  sheet: Sheet,
  { points, lineHeight, margins, isOnePage, guide }: Fit,
  readFont: ExportMeans['readFont']
): Promise<{ bytes: Uint8Array; pages: number; short: number }> {
  const { numbers, sources, sourcesNote, t, form } = sheet;
  const { pageBreakBefore, shortPages } = watchPages();
  const scale = points / usual.points;
  const [side, top] = margins;
  let count = 0;
  const definition: TDocumentDefinitions = {
    ...documentBase({
      title: [sheet.draft?.mark, sheet.title].filter(Boolean).join(': '),
      subject: sheet.summary,
      language: edition.language
    }),
    ...(isOnePage ? { styles: smaller(scale) } : {}),
    ...(guide ? { styles: { ...styles, source: { ...styles.source, fontSize: guide.sourcePoints } } } : {}),
    pageMargins: margins,
    defaultStyle: { font, fontSize: points, lineHeight },
    header: {
      margin: [side, top - 30, side, 0],
      columns: [
        text([sheet.draft?.mark, sheet.title].filter(Boolean).join(' · '), 'edge'),
        { ...text([sheet.edge, sheet.version].filter(Boolean).join(' · '), 'edge'), alignment: 'right' }
      ],
      columnGap: 16
    },
    footer: (page, pages) => {
      count = pages;
      return {
        ...text(`${sheet.licence} · ${sheet.version} · ${sheet.t('item.page')} ${page} / ${pages}`, 'edge'),
        alignment: 'center',
        margin: [side, 14, side, 0]
      };
    },
    content: [
      ...(sheet.draft ? [text(sheet.draft.mark, 'draft')] : []),
      heading(sheet.title, 'title'),
      text(sheet.summary, 'lead'),
      ...(sheet.station === undefined ? [] : [text(sheet.station, 'station')]),
      ...(isOnePage
        ? [text([sheet.facts, sheet.draft?.note].filter(Boolean).join(' · '), 'small')]
        : [text(sheet.facts, 'small'), ...(sheet.draft ? [text(sheet.draft.note, 'small')] : [])]),
      ...(form ? [heading(form.title, 'heading'), ...formContent(form)] : []),
      ...(edition.script ? scriptContent(sheet) : []),
      ...(edition.guide
        ? guideContent(edition.guide, numbers, guide?.points)
        : toContent(sheet.blocks, numbers, sheetBreaks(edition))),
      ...sourceContent(
        sources,
        t('item.sources'),
        sourcesNote,
        isOnePage ? 3 : guide ? 2 : 1,
        guide ? guide.pages > 2 : sourcesApart(edition)
      )
    ],
    pageBreakBefore
  };
  const bytes = await writePdf(definition, readFont);
  return { bytes, pages: count, short: shortPages(count) };
}

/** The styles of a page with smaller letters and less room between them. */
const smaller = (scale: number): TDocumentDefinitions['styles'] => ({
  ...styles,
  title: { ...styles.title, fontSize: 17 * scale, margin: [0, 0, 0, 2] },
  heading: { ...styles.heading, fontSize: 12 * scale, margin: [0, 5 * scale, 0, 2 * scale] },
  lead: { ...styles.lead, fontSize: 10.5 * scale, margin: [0, 0, 0, 3] },
  draft: { ...styles.draft, fontSize: 10, margin: [0, 0, 0, 1] },
  small: { ...styles.small, fontSize: 8, margin: [0, 0, 0, 2] },
  paragraph: { margin: [0, 0, 0, 2 * scale] }
});

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
