import * as v from 'valibot';
import { createDeviceFile, deviceClock, deviceInteger, deviceText, toVisible } from './device-file.ts';
import { languageCodes, type LanguageCode } from './language.ts';
import type { BlankValues } from './fill.ts';

/** Kinds of Quechua a station may speak; our texts are in the first. */
export const quechuaVarieties = ['collao', 'chanka', 'other'] as const;

/** Offices near a station, in the order in which one of them fills the blank «office of the place» (nearOffice). */
export const localOffices = ['demuna', 'cem', 'comisaria'] as const;
export type LocalOffice = (typeof localOffices)[number];

const format = 'willakuy-station';

const factor = v.pipe(v.number('bad-value'), v.minValue(0.5, 'bad-value'), v.maxValue(2, 'bad-value'));
const office = v.strictObject({ place: deviceText(100), phone: deviceText(30) });

/**
 * A station's own details, kept only on its device and written to a file when asked (`willakuy-station`). Every text may be
 * empty: then the blank stays a line to write on.
 */
export const stationFile = createDeviceFile({
  format,
  version: 1,
  maxLength: 100_000,
  schema: v.strictObject({
    format: v.literal(format, 'foreign'),
    version: v.literal(1, 'bad-value'),
    name: deviceText(60),
    frequency: deviceText(30),
    town: deviceText(60),
    province: deviceText(60),
    presenter: deviceText(60),
    presenterTwo: deviceText(60),
    program: deviceText(60),
    /** When the programme begins (`HH:MM`, or empty) and how long it lasts. */
    slot: v.strictObject({
      start: deviceClock,
      seconds: deviceInteger(15, 7200)
    }),
    quechua: v.picklist(quechuaVarieties, 'bad-value'),
    contacts: v.strictObject({ demuna: office, cem: office, comisaria: office }),
    /** Ids of the sounds of content/sounds.yaml that the station has of its own. */
    sounds: v.pipe(
      v.array(v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,40}$/, 'bad-value')), 'bad-value'),
      v.maxLength(100, 'bad-value')
    ),
    /** Music at hand, in the station's own words. */
    music: deviceText(200),
    /** How much longer its announcers take than the embedded voice: 1.1 is a tenth longer. */
    readingFactor: v.strictObject({ es: factor, quz: factor })
  })
});
export type Station = NonNullable<ReturnType<typeof stationFile.parse>['value']>;

export const emptyStation: Station = {
  format,
  version: 1,
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

/** The office that fills the blanks of any office: the first of which all is given, else the first of which anything is. */
const nearOffice = ({ contacts }: Station): LocalOffice | undefined =>
  localOffices.find((office) => contacts[office].place !== '' && contacts[office].phone !== '') ??
  localOffices.find((office) => contacts[office].place !== '' || contacts[office].phone !== '');

/** Fields of a station that fill a blank, by their path. */
export type BlankField =
  | 'name'
  | 'frequency'
  | 'town'
  | 'province'
  | 'program'
  | 'presenter'
  | 'presenterTwo'
  | `contacts.${LocalOffice}.${'place' | 'phone'}`;

/** The field in which a station fills a blank (content/blanks.yaml); undefined where it has none. */
export function fieldOfBlank(blank: string, station: Station): BlankField | undefined {
  const office = nearOffice(station) ?? 'demuna';
  const fields: Record<string, BlankField> = {
    station: 'name',
    frequency: 'frequency',
    town: 'town',
    province: 'province',
    presenter: 'presenter',
    'presenter-two': 'presenterTwo',
    program: 'program',
    'local-office': `contacts.${office}.place`,
    'local-phone': `contacts.${office}.phone`,
    'demuna-place': 'contacts.demuna.place',
    'demuna-phone': 'contacts.demuna.phone',
    'comisaria-phone': 'contacts.comisaria.phone'
  };
  return Object.hasOwn(fields, blank) ? fields[blank] : undefined;
}

/** What a station fills in, by the id of the blank (content/blanks.yaml). What it has not given is not there. */
export function toBlankValues(station: Station): BlankValues {
  const office = nearOffice(station);
  const near = office && station.contacts[office];
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
    'local-phone': near?.phone ?? '',
    'demuna-place': station.contacts.demuna.place,
    'demuna-phone': station.contacts.demuna.phone,
    'comisaria-phone': station.contacts.comisaria.phone
  };
  return new Map(
    Object.entries(values)
      .filter(([, value]) => value !== '')
      .map(([id, value]) => [id, toVisible(value)])
  );
}

/** How a station signs what it prints: `Radio Pampa · 99,9 FM · Ocongate`. Empty when it has given none of it. */
export const stationLine = ({ name, frequency, town }: Station): string =>
  toVisible([name && `Radio ${name.replace(/^radio\s+/i, '')}`, frequency, town].filter(Boolean).join(' · '));

export const isReadingFactor = (value: unknown): value is number => v.is(factor, value);
export const withReadingFactor = (station: Station, language: LanguageCode, value: number): Station => ({
  ...station,
  readingFactor: { ...station.readingFactor, [language]: Math.round(Math.min(2, Math.max(0.5, value)) * 1000) / 1000 }
});
export const hasReadingFactor = ({ readingFactor }: Station): boolean =>
  languageCodes.some((code) => readingFactor[code] !== 1);
