import { textOf, type Block, type Inline } from '#lib/domain/document.ts';
import type { Edition, TimedCue } from '#lib/domain/edition.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import { formWords } from '#lib/domain/paper.ts';
import { cutScript } from '#lib/domain/radio.ts';
import { formatReference } from '#lib/domain/reference.ts';
import { formatClock } from '#lib/domain/timing.ts';
import { describeBriefly, describeSource } from '#lib/i18n/format.ts';
import type { LessonForm } from '#lib/i18n/lesson-form.ts';
import { translateFor, type Translate } from '#lib/i18n/translate.ts';

/** What an export says besides the words of its text: every format says the same, each in its own way. */
export interface Sheet {
  t: Translate;
  /** `BORRADOR`, where it is one, and why. */
  draft: { mark: string; note: string } | undefined;
  title: string;
  summary: string;
  /** Kind, slot and length. */
  facts: string;
  /** `Radio Pampa · 99,9 FM · Ocongate` where a station has filled it in. */
  station: string | undefined;
  /** The same for the edge of a printed page, where there is room for so much. */
  edge: string | undefined;
  version: string;
  licence: string;
  /** Where a lesson belongs in school; undefined for other kinds. */
  form: SheetForm | undefined;
  cast: { name: string; about: string }[];
  cues: SheetCue[];
  /** Where blanks are left to write on. */
  blankNote: string | undefined;
  /** For whoever conducts; for other kinds than scripts, the whole text. */
  blocks: Block[];
  sources: { label: string; title: string; detail: string }[];
  sourcesNote: string | undefined;
  /** Number of each source, as printed behind its claims. */
  numbers: ReadonlyMap<string, number>;
}

export interface SheetForm {
  title: string;
  rows: { label: string; words: string }[];
  /** Where the official names come from. */
  note: string;
}

/** A cue in words. Control and locution are the two columns of a script; either can be empty. */
export interface SheetCue {
  number: number;
  type: TimedCue['cue']['type'];
  /** `4:05` */
  clock: string;
  startSeconds: number;
  seconds: number;
  control: string;
  speaker: string;
  direction: string;
  content: Inline[];
}

/** Whose words they are and how they may be used, as printed on every page. */
export const licence = 'Willakuy · CC BY 4.0';

/** More than the longest name, frequency and place that a station may have. */
const edgeLength = 160;

export function toSheet(edition: Edition, form?: LessonForm): Sheet {
  const { text, language, draft, version, script, item, station } = edition;
  const t = translateFor(language);
  const { described, note } = isForSchool(item)
    ? describeBriefly(edition.sources, language, t)
    : { described: edition.sources.map((source) => describeSource(source, language, t)), note: undefined };
  const notes = [edition.sources.some(({ type }) => type === 'finding') && t('item.sourcesNote'), note];
  const facts = [
    item.kind === 'script'
      ? t(`formats.${item.format}`)
      : t(isForSchool(item) ? 'formats.schoolKit' : `formats.${item.kind}`),
    item.kind === 'script' && t('item.slot', { time: formatClock(item.durationSeconds) }),
    script && t('item.estimated', { time: formatClock(script.seconds) }),
    item.kind === 'lesson' && t('item.minutes', { minutes: item.minutes.join(' / ') })
  ];
  return {
    t,
    draft: draft
      ? { mark: t('item.draft'), note: t(language === 'quz' ? 'item.draftNoteQuechua' : 'item.draftNote') }
      : undefined,
    title: text.title,
    summary: text.summary,
    facts: facts.filter((fact) => typeof fact === 'string').join(' · '),
    station,
    edge: station === undefined || station.length <= edgeLength ? station : `${station.slice(0, edgeLength)}…`,
    version: t('item.version', { hash: version }),
    licence,
    form: form && {
      title: t('lesson.form.title'),
      rows: form.rows.map((row) => ({ label: row.label, words: formWords(row) })),
      note: form.note
    },
    cast: (script?.cast ?? []).map(({ name, about }) => ({ name: name[language], about: about[language] })),
    cues: (script?.cues ?? []).map((timed) => toSheetCue(timed, edition, t)),
    blankNote: script && script.blanks.length > 0 ? t('item.blankNote') : undefined,
    blocks: script ? cutScript(text.document).notes : text.document.blocks,
    sources: described.map((words, index) => ({ label: `[${index + 1}]`, ...words })),
    sourcesNote: notes.filter((one) => typeof one === 'string').join(' ') || undefined,
    numbers: new Map(edition.sources.map((source, index) => [formatReference(source.reference), index + 1]))
  };
}

function toSheetCue({ cue, timing }: TimedCue, { language }: Edition, t: Translate): SheetCue {
  const said = { control: '', speaker: '', direction: '', content: [] as Inline[] };
  switch (cue.type) {
    case 'control':
      said.control = cue.text;
      break;
    case 'pause':
      said.control = t('item.pause', { seconds: cue.seconds });
      break;
    case 'open':
      said.control = t('item.open', { time: formatClock(cue.seconds) });
      said.content = cue.content;
      break;
    case 'line':
      said.speaker = cue.speaker.name[language];
      said.direction = cue.direction ?? '';
      said.content = cue.content;
  }
  return {
    ...said,
    number: cue.number,
    type: cue.type,
    clock: formatClock(timing.startSeconds),
    startSeconds: timing.startSeconds,
    seconds: timing.durationSeconds
  };
}

/** A piece of text with one look. `source` numbers stand behind a claim; a `blank` is a line to write on. */
export interface Run {
  type: 'text' | 'blank' | 'break' | 'source';
  text: string;
  bold: boolean;
  italics: boolean;
}

/** Inlines as runs: claims carry the number of their source, blanks say what belongs there. */
export function toRuns(
  content: readonly Inline[],
  numbers: ReadonlyMap<string, number>,
  { bold = false, italics = false } = {}
): Run[] {
  return content.flatMap((inline): Run[] => {
    const look = { bold, italics };
    switch (inline.type) {
      case 'text':
        return [{ type: 'text', text: inline.value, ...look }];
      case 'break':
        return [{ type: 'break', text: '\n', ...look }];
      case 'strong':
        return toRuns(inline.content, numbers, { bold: true, italics });
      case 'emphasis':
        return toRuns(inline.content, numbers, { bold, italics: true });
      case 'said':
        return toRuns(inline.content, numbers, look);
      case 'link': {
        if (inline.reference.scheme === 'blank') return [{ type: 'blank', text: textOf(inline.content), ...look }];
        const words = toRuns(inline.content, numbers, look);
        const number = numbers.get(formatReference(inline.reference));
        return number === undefined ? words : [...words, { type: 'source', text: `[${number}]`, ...look }];
      }
    }
  });
}

/** Runs as plain text: a number in brackets behind each claim, a line to write on for each blank. */
export const toPlain = (runs: readonly Run[], blankLine = '______________'): string =>
  runs
    .map(({ type, text }) => (type === 'source' ? ` ${text}` : type === 'blank' ? `${blankLine} (${text})` : text))
    .join('');

/** A line of plain text: what breaks it is a space. */
export const toOneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();
