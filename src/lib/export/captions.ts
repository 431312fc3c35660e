import type { TimedPhrase } from '#lib/domain/audio-timings.ts';
import type { Inline } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { estimateSeconds } from '#lib/domain/timing.ts';
import { toPlainLines } from './plain-blocks.ts';
import { toOneLine, toPlain, toRuns, toSheet, type Sheet } from './sheet.ts';

/** Some words on the screen, from one moment to another. */
interface Caption {
  /** Number of its cue; undefined for what stands before all cues. */
  cue: number | undefined;
  /** Piece of that cue's words, from 1. */
  piece: number;
  startSeconds: number;
  endSeconds: number;
  /** Only on the first piece of a line. */
  speaker: string;
  text: string;
}

/** What a viewer reads at a glance: two rows of a television. */
const longestPiece = 84;
/** Shortest time anything can be read in, even where it has to share the screen. */
const leastSeconds = 1;

/**
 * The captions of a script: first what it is (and that it is a draft), then every line in pieces of two rows, and in
 * brackets what is heard in between. They follow the audio there is; where there is none, the times of the script.
 */
function toCaptions(edition: Edition, sheet: Sheet): Caption[] {
  const cues = edition.script?.cues ?? [];
  const heard = cues.every(({ cue, heardAtSeconds }) => cue.type !== 'line' || heardAtSeconds !== undefined);
  const captions: Caption[] = [];
  let clock = 0;
  let between: { number: number; text: string }[] = [];
  const showBetween = (endSeconds: number) => {
    const [first] = between;
    const seconds = (endSeconds - clock) / Math.max(1, between.length);
    between.forEach(({ number, text }, index) => {
      const startSeconds = clock + index * seconds;
      captions.push({
        cue: number,
        piece: 1,
        startSeconds,
        endSeconds: Math.max(startSeconds + seconds, startSeconds + leastSeconds),
        speaker: '',
        text: `[${text}]`
      });
    });
    if (first) between = [];
  };

  const intro = [sheet.draft?.mark, sheet.title, sheet.station, sheet.version, sheet.licence]
    .filter(Boolean)
    .join(' · ');
  const firstLine = cues.find(({ cue }) => cue.type === 'line');
  const firstStart = firstLine ? startOf(firstLine, heard) : 0;
  const introSeconds = Math.min(3, firstStart / 2);
  captions.push({
    cue: undefined,
    piece: 1,
    startSeconds: 0,
    endSeconds: Math.max(leastSeconds, introSeconds),
    speaker: '',
    text: intro
  });
  clock = introSeconds;

  for (const timed of cues) {
    const { cue, timing, measuredSeconds } = timed;
    const shown = sheet.cues.find(({ number }) => number === cue.number);
    if (cue.type !== 'line') {
      const words = 'content' in cue ? wordsOf(cue.content) : '';
      between.push({ number: cue.number, text: toOneLine([shown?.control, words].filter(Boolean).join(' · ')) });
      continue;
    }
    const startSeconds = startOf(timed, heard);
    showBetween(startSeconds);
    const seconds = heard ? (measuredSeconds ?? timing.durationSeconds) : timing.durationSeconds;
    captions.push(...lineCaptions(cue.number, shown?.speaker ?? '', spansOf(timed, startSeconds, seconds)));
    clock = startSeconds + seconds;
  }
  const last = cues.at(-1)?.timing;
  // The audio has lengths of its own for what follows its last line; the script's are near enough to read by.
  if (between.length > 0)
    showBetween(heard ? clock + tailSeconds(edition) : (last?.startSeconds ?? 0) + (last?.durationSeconds ?? 0));
  // What is shown ends where the next begins: measured starts and lengths are rounded each for itself.
  return captions.map((caption, index) => {
    const next = captions[index + 1];
    const overlap = next && caption.endSeconds > next.startSeconds && caption.endSeconds - next.startSeconds < 0.01;
    return overlap ? { ...caption, endSeconds: next.startSeconds } : caption;
  });

  function lineCaptions(cue: number, speaker: string, spans: readonly Span[]): Caption[] {
    return toTimedPieces(spans, edition.language).map(({ startSeconds, endSeconds, text }, index) => ({
      cue,
      piece: index + 1,
      startSeconds,
      endSeconds,
      speaker: index === 0 ? speaker : '',
      text
    }));
  }
}

/** Words, and from when to when they are heard. */
export interface Span {
  startSeconds: number;
  endSeconds: number;
  text: string;
}

/** What is heard of a line: its phrases where the audio says when each begins, else the whole of it. */
function spansOf({ cue, heardPhrases = [] }: Timed, startSeconds: number, seconds: number): Span[] {
  const text = cue.type === 'line' ? wordsOf(cue.content) : '';
  const endSeconds = startSeconds + seconds;
  // A blank is written out on the page and a line to write on here: such a line is not cut.
  const same = toOneLine(heardPhrases.map((phrase) => phrase.text).join(' ')) === text;
  return same ? toSpans(heardPhrases, endSeconds) : [{ startSeconds, endSeconds, text }];
}

/** Phrases, each until the next begins; short ones that follow each other share a caption. */
export function toSpans(phrases: readonly TimedPhrase[], endSeconds: number): Span[] {
  const spans: Span[] = [];
  phrases.forEach(({ startSeconds, text: phrase }, index) => {
    const until = phrases[index + 1]?.startSeconds ?? endSeconds;
    const last = spans.at(-1);
    // After a blank a phrase may begin with the mark that closes the one before.
    const mark = last ? (/^\s*[.,;:?!…]+/.exec(phrase)?.[0] ?? '') : '';
    if (last) last.text += mark.trim();
    const text = phrase.slice(mark.length).trim();
    if (last && last.text.length + 1 + text.length <= longestPiece) {
      last.text += ` ${text}`;
      last.endSeconds = until;
    } else spans.push({ startSeconds, endSeconds: until, text });
  });
  return spans.map((span) => ({ ...span, text: toOneLine(span.text).replace(/ (?=[.,;:?!])/g, '') }));
}

/** Spans in pieces of two rows, each as long as its words take of the whole. */
export const toTimedPieces = (spans: readonly Span[], language: LanguageCode): Span[] =>
  spans.flatMap(({ startSeconds, endSeconds, text }) => {
    const pieces = toPieces(text);
    const weights = pieces.map((piece) => estimateSeconds(piece, language));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    let from = startSeconds;
    return pieces.map((piece, index) => {
      const until = from + ((endSeconds - startSeconds) * (weights[index] ?? 0)) / whole;
      const span = { startSeconds: from, endSeconds: until, text: piece };
      from = until;
      return span;
    });
  });

/** Words without the numbers of sources, which nobody hears. */
const wordsOf = (content: readonly Inline[]): string => toOneLine(toPlain(toRuns(content, new Map())));

type Timed = NonNullable<Edition['script']>['cues'][number];
const startOf = ({ timing, heardAtSeconds }: Timed, heard: boolean): number =>
  heard ? (heardAtSeconds ?? timing.startSeconds) : timing.startSeconds;

/** Length of what follows the last line. */
const tailSeconds = ({ script }: Edition): number => {
  const cues = script?.cues ?? [];
  const last = cues.findLastIndex(({ cue }) => cue.type === 'line');
  return cues.slice(last + 1).reduce((sum, { timing }) => sum + timing.durationSeconds, 0);
};

/** Words in pieces of two rows, cut where a sentence or at least a breath ends if that is not too soon. */
function toPieces(words: string): string[] {
  const pieces: string[] = [];
  let rest = words;
  while (rest.length > longestPiece) {
    const room = rest.slice(0, longestPiece + 1);
    const ends = (pattern: RegExp) => [...room.matchAll(pattern)].map((match) => match.index + match[0].length).at(-1);
    const at = [/[.!?…]+["»)]*\s/g, /[,;:]\s/g, /\s/g]
      .map(ends)
      .find((end, strictness) => end !== undefined && end > (strictness < 2 ? longestPiece / 3 : 0));
    const cut = at ?? wholeLetters(rest, longestPiece);
    pieces.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

/** Never between the two halves of one letter. */
const wholeLetters = (text: string, length: number): number =>
  /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;

/** A piece in two rows of about the same length. */
export function toRows(text: string): string[] {
  if (text.length <= longestPiece / 2) return [text];
  const spaces = [...text.matchAll(/\s/g)].map((match) => match.index);
  const middle = text.length / 2;
  const [cut] = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return cut === undefined ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
}

function formatMoment(seconds: number, point: ',' | '.'): string {
  const whole = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value) % 60).padStart(2, '0');
  const hours = String(Math.floor(whole / 3_600_000)).padStart(2, '0');
  return `${hours}:${two(whole / 60_000)}:${two(whole / 1000)}${point}${String(whole % 1000).padStart(3, '0')}`;
}

export const formatSpan = ({ startSeconds, endSeconds }: Omit<Span, 'text'>, point: ',' | '.') =>
  `${formatMoment(startSeconds, point)} --> ${formatMoment(endSeconds, point)}`;

const named = ({ speaker, text }: Caption): string => (speaker === '' ? text : `${speaker}: ${text}`);

const wordJoiner = '\u2060';

/** Captions as SubRip. It has no escape for its tags and arrows: an invisible joiner keeps them from being any. */
export const toSrt = (edition: Edition): string =>
  toCaptions(edition, toSheet(edition))
    .map((caption, index) => {
      const rows = toRows(named(caption)).map((row) => row.replace(/<|\{|--(?=>)/g, `$&${wordJoiner}`));
      return [index + 1, formatSpan(caption, ','), ...rows, ''].join('\r\n');
    })
    .join('\r\n');

const vttEntities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
export const escapeVtt = (text: string) => text.replace(/[&<>]/g, (sign) => vttEntities[sign] ?? sign);

/** Captions as WebVTT: each named by its cue, with who speaks; what is not heard (notes, sources) in comments. */
export function toVtt(edition: Edition): string {
  const sheet = toSheet(edition);
  const note = (...lines: (string | undefined)[]) =>
    ['NOTE', ...lines.filter((line) => line !== undefined && line !== '').map((line) => toComment(line ?? ''))].join(
      '\n'
    );
  const captions = toCaptions(edition, sheet).map((caption) => {
    const id = caption.cue === undefined ? 'intro' : `c${caption.cue}.${caption.piece}`;
    const words = toRows(named(caption)).map(escapeVtt).join('\n');
    const speaker = sheet.cues.find(({ number }) => number === caption.cue)?.speaker ?? '';
    const voice = speaker === '' ? words : `<v ${escapeVtt(speaker)}>${words}`;
    return [id, formatSpan(caption, '.'), voice].join('\n');
  });
  const plain = toPlainLines(sheet.blocks, sheet.numbers);
  const parts = [
    'WEBVTT',
    note(
      sheet.draft && `${sheet.draft.mark}. ${sheet.draft.note}`,
      sheet.title,
      sheet.summary,
      sheet.station,
      sheet.facts,
      `${sheet.version} · ${sheet.licence}`
    ),
    note(...sheet.cast.map(({ name, about }) => `${name}: ${about}`)),
    ...captions,
    ...(plain.length > 0 ? [note(...plain.map(({ text }) => text))] : []),
    note(
      sheet.sources.length > 0 ? sheet.t('item.sources') : '',
      ...sheet.sources.map(({ label, title, detail }) => `${label} ${title} ${detail}`),
      sheet.sourcesNote
    )
  ];
  return `${parts.join('\n\n')}\n`;
}

export const toComment = (text: string): string => toOneLine(text).replaceAll('-->', `--${wordJoiner}>`);
