import { textOf, type Inline } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { Cue } from '#lib/domain/radio.ts';
import { formatReference } from '#lib/domain/reference.ts';
import { formatClock } from '#lib/domain/timing.ts';
import { describeSource } from '#lib/i18n/format.ts';
import { translateFor } from '#lib/i18n/translate.ts';

const controlWidth = 26;
const locutionWidth = 56;

/**
 * A script as plain text in two columns, control and locution, numbered and timed, for any editor or printer.
 * Lines end in CRLF and the text begins with a byte-order mark: old Windows editors need both.
 */
export function toTxt(edition: Edition): string {
  const { text, item, script, language, draft, version } = edition;
  const t = translateFor(language);
  const head = [
    ...(draft ? [t('item.draft'), ''] : []),
    text.title.toLocaleUpperCase('es'),
    ...wrap(text.summary, 92),
    '',
    [
      item.kind === 'script' ? t('item.slot', { time: formatClock(item.durationSeconds) }) : '',
      script ? t('item.estimated', { time: formatClock(script.seconds) }) : '',
      t('item.version', { hash: version })
    ]
      .filter(Boolean)
      .join(' · '),
    '',
    `${t('item.cast')}:`,
    ...(script?.cast ?? []).flatMap((member) =>
      wrap(`${member.name[language]}: ${member.about[language]}`, 88).map((line) => `  ${line}`)
    ),
    ''
  ];
  const columns = row('', '', t('item.control'), t('item.locution').toLocaleUpperCase('es'));
  const numbers = new Map(edition.sources.map((source, index) => [formatReference(source.reference), index + 1]));
  const body = (script?.cues ?? []).flatMap(({ cue, timing }) => {
    const [left, right] = columnsOf(cue, language, numbers, t);
    const leftLines = wrap(left, controlWidth);
    const rightLines = wrap(right, locutionWidth);
    const height = Math.max(leftLines.length, rightLines.length);
    return [
      ...Array.from({ length: height }, (_, index) =>
        row(
          index === 0 ? String(cue.number) : '',
          index === 0 ? formatClock(timing.startSeconds) : '',
          leftLines[index] ?? '',
          rightLines[index] ?? ''
        )
      ),
      ''
    ];
  });
  const notes = edition.sources.flatMap((source, index) => {
    const { title, detail } = describeSource(source, language, t);
    return wrap(`[${index + 1}] ${title}. ${detail}`.replace('..', '.'), 92);
  });
  const lines = [
    ...head,
    columns,
    '',
    ...body,
    `${t('item.sources')}:`,
    ...notes,
    '',
    ...wrap(t('item.sourcesNote'), 92)
  ];
  return `\uFEFF${lines.map((line) => line.trimEnd()).join('\r\n')}\r\n`;
}

const row = (number: string, time: string, left: string, right: string): string =>
  `${number.padStart(3)} ${time.padStart(5)}  ${left.padEnd(controlWidth)}  ${right}`;

function columnsOf(
  cue: Cue,
  language: Edition['language'],
  numbers: Map<string, number>,
  t: ReturnType<typeof translateFor>
): [string, string] {
  if (cue.type === 'control') return [cue.text, ''];
  if (cue.type === 'pause') return [t('item.pause', { seconds: cue.seconds }), ''];
  if (cue.type === 'open') return [t('item.open', { time: formatClock(cue.seconds) }), spoken(cue.content, numbers)];
  const how = cue.direction ? `(${cue.direction}) ` : '';
  return ['', `${cue.speaker.name[language]}: ${how}${spoken(cue.content, numbers)}`];
}

/** Words with a number in brackets behind each claim, and a line to write on for each blank. */
function spoken(content: Inline[], numbers: Map<string, number>): string {
  return content
    .map((inline) => {
      if (inline.type === 'text') return inline.value;
      if (inline.type === 'break') return ' ';
      const words = inline.type === 'link' ? textOf(inline.content) : spoken(inline.content, numbers);
      if (inline.type !== 'link') return words;
      if (inline.reference.scheme === 'blank') return `______________ (${words})`;
      const number = numbers.get(formatReference(inline.reference));
      return number === undefined ? words : `${words} [${number}]`;
    })
    .join('');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length > 0 ? lines : [''];
}
