import * as v from 'valibot';
import { languageCodes, type LanguageCode } from './language.ts';
import type { BlankValues } from './fill.ts';

/** Kinds of Quechua a station may speak; our texts are in the first. */
export const quechuaVarieties = ['collao', 'chanka', 'other'] as const;

/** Offices near a station, in the order in which one of them fills the blank «office of the place». */
export const localOffices = ['demuna', 'cem', 'comisaria'] as const;
export type LocalOffice = (typeof localOffices)[number];

/** Codes of what can be wrong with a value; the words for them are in locales (station.problems). */
export type StationProblem =
  | 'not-json'
  | 'too-large'
  | 'foreign'
  | 'newer'
  | 'unknown'
  | 'missing'
  | 'not-text'
  | 'too-long'
  | 'invisible'
  | 'bad-value';

export interface StationIssue {
  /** Path of the field: `contacts.demuna.phone`; empty for the whole file. */
  field: string;
  problem: StationProblem;
  /** Longest length, where that is the problem. */
  max?: number;
}

const format = 'willakuy-station';
const version = 1;
const maxFileLength = 100_000;

/** Letters, marks, digits, signs and emoji; nothing that hides, reorders or ends a text. */
const isVisible = (text: string): boolean =>
  !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/u.test(
    text
  );

const text = (max: number) =>
  v.pipe(
    v.string('not-text'),
    v.check(isVisible, 'invisible'),
    v.transform((value) => value.normalize('NFC').trim()),
    v.check((value) => [...value].length <= max, `too-long ${max}`)
  );

const factor = v.pipe(v.number('bad-value'), v.minValue(0.5, 'bad-value'), v.maxValue(2, 'bad-value'));
const office = v.strictObject({ place: text(100), phone: text(30) });

/**
 * A station's own details, kept only on its device and written to a file when asked (`willakuy-station`). Every text may be
 * empty: then the blank stays a line to write on.
 */
const stationSchema = v.strictObject({
  format: v.literal(format, 'foreign'),
  version: v.literal(version, 'newer'),
  name: text(60),
  frequency: text(30),
  town: text(60),
  province: text(60),
  presenter: text(60),
  presenterTwo: text(60),
  program: text(60),
  /** When the programme begins (`HH:MM`, or empty) and how long it lasts. */
  slot: v.strictObject({
    start: v.pipe(v.string('not-text'), v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/, 'bad-value')),
    seconds: v.pipe(
      v.number('bad-value'),
      v.integer('bad-value'),
      v.minValue(15, 'bad-value'),
      v.maxValue(7200, 'bad-value')
    )
  }),
  quechua: v.picklist(quechuaVarieties, 'bad-value'),
  contacts: v.strictObject({ demuna: office, cem: office, comisaria: office }),
  /** Ids of the sounds of content/sounds.yaml that the station has of its own. */
  sounds: v.pipe(
    v.array(v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,40}$/, 'bad-value')), 'bad-value'),
    v.maxLength(100, 'bad-value')
  ),
  /** Music at hand, in the station's own words. */
  music: text(200),
  /** How much longer its announcers take than the embedded voice: 1.1 is a tenth longer. */
  readingFactor: v.strictObject({ es: factor, quz: factor })
});
export type Station = v.InferOutput<typeof stationSchema>;

export const emptyStation: Station = {
  format,
  version,
  name: '',
  frequency: '',
  town: '',
  province: '',
  presenter: '',
  presenterTwo: '',
  program: '',
  slot: { start: '', seconds: 1800 },
  quechua: 'collao',
  contacts: { demuna: { place: '', phone: '' }, cem: { place: '', phone: '' }, comisaria: { place: '', phone: '' } },
  sounds: [],
  music: '',
  readingFactor: { es: 1, quz: 1 }
};

/** A station from a value of unknown origin, or every field that is wrong. */
export function parseStation(
  value: unknown
): { station: Station; issues: [] } | { station: undefined; issues: StationIssue[] } {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format)
    return { station: undefined, issues: [{ field: '', problem: 'foreign' }] };
  const result = v.safeParse(stationSchema, value);
  if (result.success) return { station: result.output, issues: [] };
  return { station: undefined, issues: result.issues.map(toIssue) };
}

/** A station from the text of its file. */
export function parseStationFile(source: string): ReturnType<typeof parseStation> {
  if (source.length > maxFileLength) return { station: undefined, issues: [{ field: '', problem: 'too-large' }] };
  try {
    return parseStation(JSON.parse(source.replace(/^\uFEFF/, '')));
  } catch {
    return { station: undefined, issues: [{ field: '', problem: 'not-json' }] };
  }
}

function toIssue(issue: v.BaseIssue<unknown>): StationIssue {
  const field = (issue.path ?? []).map((step) => String(step.key)).join('.');
  if (issue.type === 'strict_object')
    return {
      field,
      problem: issue.expected === 'never' ? 'unknown' : issue.received === 'undefined' ? 'missing' : 'bad-value'
    };
  if (issue.received === 'undefined') return { field, problem: 'missing' };
  const [problem = 'bad-value', max] = issue.message.split(' ');
  return { field, problem: problem as StationProblem, ...(max === undefined ? {} : { max: Number(max) }) };
}

/** The file a station is exported to: readable, and the same for the same station. */
export const formatStation = (station: Station): string => `${JSON.stringify(station, null, 2)}\n`;

/** What a station fills in, by the id of the blank (content/blanks.yaml). What it has not given is not there. */
export function toBlankValues(station: Station): BlankValues {
  const near = localOffices
    .map((office) => station.contacts[office])
    .find(({ place, phone }) => place !== '' || phone !== '');
  const values: Record<string, string> = {
    // Our texts say «Radio» themselves.
    station: station.name.replace(/^radio\s+/i, ''),
    frequency: station.frequency,
    town: station.town,
    province: station.province,
    presenter: station.presenter,
    'presenter-two': station.presenterTwo,
    program: station.program,
    'local-office': near?.place ?? '',
    'local-phone': near?.phone ?? ''
  };
  return new Map(Object.entries(values).filter(([, value]) => value !== ''));
}

/** How a station signs what it prints: `Radio Pampa · 99,9 FM · Ocongate`. Empty when it has given none of it. */
export const stationLine = ({ name, frequency, town }: Station): string =>
  [name && `Radio ${name.replace(/^radio\s+/i, '')}`, frequency, town].filter(Boolean).join(' · ');

export const isReadingFactor = (value: unknown): value is number => v.is(factor, value);
export const withReadingFactor = (station: Station, language: LanguageCode, value: number): Station => ({
  ...station,
  readingFactor: { ...station.readingFactor, [language]: Math.round(Math.min(2, Math.max(0.5, value)) * 1000) / 1000 }
});
export const hasReadingFactor = ({ readingFactor }: Station): boolean =>
  languageCodes.some((code) => readingFactor[code] !== 1);
