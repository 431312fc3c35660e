import * as v from 'valibot';
import { createDeviceFile, deviceDate, deviceInteger, deviceText, isVisible } from './device-file.ts';
import { textOf, type Inline } from './document.ts';
import { languageCodes, type LanguageCode } from './language.ts';

const format = 'willakuy-takes';

/** Endings of the audio that a take may be, here and on the command line. */
export const takeExtensions = ['wav', 'mp3', 'ogg', 'opus'] as const;

const slug = v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,80}$/, 'bad-value'));
const hash = v.pipe(v.string('not-text'), v.regex(/^[0-9a-f]{64}$/, 'bad-value'));
const words = v.pipe(
  v.string('not-text'),
  v.check((value) => isVisible(value.replaceAll('\n', ' ')), 'invisible'),
  v.maxLength(3000, 'too-long 3000')
);

const takeSchema = v.strictObject({
  language: v.picklist(languageCodes, 'bad-value'),
  slug,
  /** Number of the line's cue when it was recorded; lines inserted later move it. */
  cue: deviceInteger(1, 5000),
  /** Id in the script's cast. */
  speaker: slug,
  /** The line as it stood before the person's eyes, with the station's details: once it is another, the take is stale. */
  words,
  seconds: v.pipe(v.number('bad-value'), v.minValue(0, 'bad-value'), v.maxValue(1800, 'bad-value')),
  /** LUFS, as recorded. */
  loudness: v.pipe(v.number('bad-value'), v.minValue(-120, 'bad-value'), v.maxValue(20, 'bad-value')),
  /** Some of it was too loud for the microphone. */
  clipped: v.boolean('bad-value'),
  recordedOn: deviceDate,
  /** Of the audio's bytes. */
  sha256: hash,
  /** Where the audio lies in the ZIP: below `audio/`, with no way out of it. */
  file: v.pipe(
    v.string('not-text'),
    v.regex(
      new RegExp(`^audio/[a-z0-9][a-z0-9-]{0,80}(?:/[a-z0-9][a-z0-9-]{0,80}){0,3}\\.(?:${takeExtensions.join('|')})$`),
      'bad-value'
    )
  )
});
/** One line as a person reads it. */
export type PersonTake = v.InferOutput<typeof takeSchema>;
export const isPersonTake = (value: unknown): value is PersonTake => v.is(takeSchema, value);

const creditSchema = v.strictObject({
  language: v.picklist(languageCodes, 'bad-value'),
  slug,
  speaker: slug,
  /** As the person wishes to be named; empty: not at all. */
  name: deviceText(80)
});
export type VoiceCredit = v.InferOutput<typeof creditSchema>;
export const creditsSchema = v.array(creditSchema);

/** `tomas.json` of a takes ZIP (`willakuy-takes`): what was recorded, of which words, and how its people wish to be named. */
export const takesFile = createDeviceFile({
  format,
  version: 1,
  maxLength: 4_000_000,
  schema: v.strictObject({
    format: v.literal(format, 'foreign'),
    version: v.literal(1, 'bad-value'),
    takes: v.pipe(v.array(takeSchema, 'bad-value'), v.maxLength(3000, 'bad-value')),
    credits: v.pipe(v.array(creditSchema, 'bad-value'), v.maxLength(1000, 'bad-value'))
  })
});
export type TakesFile = NonNullable<ReturnType<typeof takesFile.parse>['value']>;
export const toTakesFile = ({ takes, credits }: Pick<TakesFile, 'takes' | 'credits'>): TakesFile => ({
  format,
  version: 1,
  takes,
  credits
});

/** Where a take's audio lies: `audio/quz/la-llamada/007-1a2b3c4d.wav`. */
export const takeAudioPath = (
  { language, slug, cue, sha256 }: Pick<PersonTake, 'language' | 'slug' | 'cue' | 'sha256'>,
  extension: (typeof takeExtensions)[number] = 'wav'
): string => `audio/${language}/${slug}/${String(cue).padStart(3, '0')}-${sha256.slice(0, 8)}.${extension}`;

/** A line's words as a person reads them; a blank that nobody has filled in stands in brackets. */
export function lineWords(content: readonly Inline[]): string {
  const write = (inlines: readonly Inline[]): string =>
    inlines
      .map((inline) => {
        if (inline.type === 'text') return inline.value;
        if (inline.type === 'break') return ' ';
        const inner = write(inline.content);
        return inline.type === 'link' && inline.reference.scheme === 'blank'
          ? `[${textOf(inline.content).trim()}]`
          : inner;
      })
      .join('');
  return write(content).normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** What a script asks to be read: one of its lines. */
export interface LineToRead {
  cue: number;
  speaker: string;
  words: string;
}

export interface TakeMatches<T> {
  /** By the line's cue: its newest take of the very words it has now. */
  current: Map<number, T>;
  /** Lines whose words have changed since: to be heard again, or read again. */
  stale: Map<number, T>;
  /** Of lines that the script no longer has, and older ones of lines that have a newer. */
  left: T[];
}

/**
 * Which take belongs to which line of a script. Words decide, so that a take follows its line when others are put before
 * it; of lines that say the same, the cue decides. What is left is stale where its cue still is its speaker's.
 */
export function matchTakes<T extends Pick<PersonTake, 'cue' | 'speaker' | 'words' | 'recordedOn'>>(
  lines: readonly LineToRead[],
  takes: readonly T[]
): TakeMatches<T> {
  const current = new Map<number, T>();
  const stale = new Map<number, T>();
  // The newest first; of one day, the one that came last.
  const waiting = [...takes]
    .reverse()
    .sort((a, b) => (a.recordedOn < b.recordedOn ? 1 : a.recordedOn > b.recordedOn ? -1 : 0));
  const give = (to: Map<number, T>, line: LineToRead, fits: (take: T) => boolean) => {
    const index = current.has(line.cue) ? -1 : waiting.findIndex((take) => take.speaker === line.speaker && fits(take));
    const [take] = index < 0 ? [] : waiting.splice(index, 1);
    if (take) to.set(line.cue, take);
  };
  for (const line of lines) give(current, line, (take) => take.words === line.words && take.cue === line.cue);
  for (const line of lines) give(current, line, (take) => take.words === line.words);
  for (const line of lines) give(stale, line, (take) => take.cue === line.cue);
  return { current, stale, left: waiting };
}

/** Names of those who wish to be named, among the speakers of a text who are heard; each once. */
export const creditNames = (
  credits: readonly VoiceCredit[],
  { language, slug, speakers }: { language: LanguageCode; slug: string; speakers: readonly string[] }
): string[] => [
  ...new Set(
    speakers.flatMap((speaker) =>
      credits
        .filter((one) => one.language === language && one.slug === slug && one.speaker === speaker && one.name !== '')
        .map(({ name }) => name)
    )
  )
];

/** A take so much longer than its line that it must hold others too: a whole programme brought as one line. */
export const isOverlong = (seconds: number, expectedSeconds: number): boolean => seconds > 3 * expectedSeconds + 2;
