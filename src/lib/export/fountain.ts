import type { Edition } from '#lib/domain/edition.ts';
import { toPlainLines } from './plain-blocks.ts';
import { toOneLine, toPlain, toRuns, toSheet, type Sheet, type SheetCue } from './sheet.ts';

// Underscores would underline what stands between two of them.
const blankLine = '……………';

/**
 * A script as Fountain (https://fountain.io/syntax), which screenplay editors open: names and their lines as dialogue, what the
 * operator does as action. Every element is forced, so that no word decides what it becomes.
 */
export function toFountain(edition: Edition): string {
  const sheet = toSheet(edition);
  const { t } = sheet;
  const titlePage = [
    `Title: ${line(sheet.title)}`,
    `Credit: ${line(sheet.facts)}`,
    'Author: Willakuy',
    ...(sheet.draft ? [`Draft date: ${line(`${sheet.draft.mark}. ${sheet.draft.note}`)}`] : []),
    ...(sheet.station === undefined ? [] : [`Contact: ${line(sheet.station)}`]),
    `Revision: ${line(sheet.version)}`,
    `Copyright: ${line(sheet.licence)}`,
    `Notes: ${line(sheet.summary)}`
  ];
  const parts = [
    titlePage.join('\n'),
    heading(t('item.cast')),
    ...sheet.cast.map(({ name, about }) => action(`${name}: ${about}`)),
    heading(t('item.script')),
    ...(sheet.blankNote === undefined ? [] : [action(sheet.blankNote)]),
    ...sheet.cues.map((cue) => cueElement(cue, sheet)),
    ...toPlainLines(sheet.blocks, sheet.numbers, { blankLine }).map(({ type, text }) =>
      type === 'heading' ? heading(text) : action(text)
    ),
    ...(sheet.sources.length > 0 ? [heading(t('item.sources'))] : []),
    ...sheet.sources.map(({ label, title, detail }) => action(`${label} ${title} ${detail}`)),
    ...(sheet.sourcesNote === undefined ? [] : [action(sheet.sourcesNote)])
  ];
  return `${parts.join('\n\n')}\n`;
}

function cueElement({ number, clock, type, control, speaker, direction, content }: SheetCue, { t, numbers }: Sheet) {
  const at = `${number} · ${clock}`;
  const words = toPlain(toRuns(content, numbers), blankLine);
  if (type === 'line')
    return [
      `@${line(speaker).replace(/[()^]/g, ' ')} (${at})`,
      ...(direction === '' ? [] : [`(${line(direction)})`]),
      dialogue(words)
    ].join('\n');
  const done = type === 'control' ? `${t('item.control')}: ${control}` : control;
  return action([`${at} · ${done}`, words].filter(Boolean).join(' · '));
}

const wordJoiner = '\u2060';

/**
 * Words that mean nothing but themselves: emphasis and comments are escaped with a backslash; notes know no escape, so an
 * invisible joiner keeps their brackets apart.
 */
const line = (text: string): string =>
  toOneLine(text)
    .replace(/[\\*_]/g, '\\$&')
    .replace(/\[(?=\[)|\](?=\])/g, `$&${wordJoiner}`);

/** In dialogue a line in parentheses is a direction, and one that begins with `~` is sung. */
const dialogue = (text: string): string => line(text).replace(/^(?=[(~])/, wordJoiner);
const action = (text: string): string => `!${line(text)}`;
/** What stands between two `#` at the end of a heading would be its number. */
const heading = (text: string): string => `.${line(text).replaceAll('#', '\\#')}`;
