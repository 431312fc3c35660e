import type { Edition } from '#lib/domain/edition.ts';
import { withoutWriting } from '#lib/domain/writing-line.ts';
import type { LessonForm } from '#lib/i18n/lesson-form.ts';
import { toPlainLines } from './plain-blocks.ts';
import { toPlain, toRuns, toSheet, type Sheet, type SheetCue, type SheetForm } from './sheet.ts';

const pageWidth = 92;
const controlWidth = 26;
const locutionWidth = 56;

/**
 * A text as plain text for any editor or printer; a script in two columns, control and locution, numbered and timed.
 * Lines end in CRLF and the text begins with a byte-order mark: old Windows editors need both.
 */
export function toTxt(edition: Edition, form?: LessonForm): string {
  const sheet = toSheet(edition, form);
  const { t } = sheet;
  const lines = [
    ...(sheet.draft ? [sheet.draft.mark, ...wrap(sheet.draft.note, pageWidth), ''] : []),
    ...wrap(sheet.title.toLocaleUpperCase('es'), pageWidth),
    ...wrap(sheet.summary, pageWidth),
    '',
    ...(sheet.station === undefined ? [] : wrap(sheet.station, pageWidth)),
    ...wrap(sheet.facts, pageWidth),
    `${sheet.version} · ${sheet.licence}`,
    '',
    ...(sheet.form ? formLines(sheet.form) : []),
    ...(edition.script ? scriptLines(sheet) : []),
    // A guide's lines to write on are for its PDF and its Word file.
    ...blockLines(edition.item.kind === 'guide' ? { ...sheet, blocks: withoutWriting(sheet.blocks) } : sheet),
    ...(sheet.sources.length > 0 ? [`${t('item.sources')}:`] : []),
    ...sheet.sources.flatMap(({ label, title, detail }) =>
      wrap(`${label} ${title}. ${detail}`.replace('..', '.'), pageWidth)
    ),
    ...(sheet.sourcesNote === undefined ? [] : ['', ...wrap(sheet.sourcesNote, pageWidth)])
  ];
  return `\uFEFF${lines.map((line) => line.trimEnd()).join('\r\n')}\r\n`;
}

const formLines = ({ title, rows, note }: SheetForm): string[] => [
  ...headingLines(title),
  ...rows.flatMap(({ label, words }) => wrap(`${label}: ${words}`, pageWidth)),
  '',
  ...wrap(note, pageWidth),
  ''
];

const scriptLines = (sheet: Sheet): string[] => [
  `${sheet.t('item.cast')}:`,
  ...sheet.cast.flatMap(({ name, about }) => wrap(`${name}: ${about}`, pageWidth - 4).map((line) => `  ${line}`)),
  '',
  ...(sheet.blankNote === undefined ? [] : [...wrap(sheet.blankNote, pageWidth), '']),
  row('', '', sheet.t('item.control'), sheet.t('item.locution').toLocaleUpperCase('es')),
  '',
  ...sheet.cues.flatMap((cue) => [...cueLines(cue, sheet), ''])
];

function cueLines({ number, clock, control, speaker, direction, content }: SheetCue, { numbers }: Sheet): string[] {
  const said = [
    speaker === '' ? '' : `${speaker}: `,
    direction === '' ? '' : `(${direction}) `,
    toPlain(toRuns(content, numbers))
  ].join('');
  const left = wrap(control, controlWidth);
  const right = wrap(said, locutionWidth);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    row(index === 0 ? String(number) : '', index === 0 ? clock : '', left[index] ?? '', right[index] ?? '')
  );
}

const row = (number: string, time: string, left: string, right: string): string =>
  `${number.padStart(3)} ${time.padStart(5)}  ${left.padEnd(controlWidth)}  ${right}`;

const blockLines = ({ blocks, numbers }: Sheet): string[] =>
  toPlainLines(blocks, numbers).flatMap(({ type, indent, text }) => {
    if (type === 'heading') return headingLines(text);
    return [...wrap(text, pageWidth - indent).map((line) => ' '.repeat(indent) + line), ''];
  });

const headingLines = (text: string): string[] => [
  ...wrap(text, pageWidth),
  '-'.repeat(Math.min(pageWidth, [...text].length)),
  ''
];

/** Lines of at most `width` characters. A word that is longer is cut: on paper it would run off the edge. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(...cut(word, width));
  }
  return lines.length > 0 ? lines : [''];
}

function cut(word: string, width: number): string[] {
  const letters = [...word];
  return Array.from({ length: Math.ceil(letters.length / width) }, (_, index) =>
    letters.slice(index * width, (index + 1) * width).join('')
  );
}
