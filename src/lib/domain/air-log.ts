import * as v from 'valibot';
import { findScript, type Catalog } from './catalog.ts';
import { createDeviceFile, deviceClock, deviceDate, deviceInteger, deviceText } from './device-file.ts';
import { languageCodes } from './language.ts';

const format = 'willakuy-air-log';

const entrySchema = v.strictObject({
  id: deviceInteger(1, 1_000_000),
  date: deviceDate,
  time: deviceClock,
  slug: v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,80}$/, 'bad-value')),
  language: v.picklist(languageCodes, 'bad-value'),
  /** Short hash of the words that were read. */
  version: v.pipe(v.string('not-text'), v.regex(/^[0-9a-f]{8}$/, 'bad-value')),
  title: deviceText(100),
  /** For the station itself; nobody who called is named. */
  note: deviceText(120)
});
export type AirLogEntry = v.InferOutput<typeof entrySchema>;

/** What a station has aired: what, when, which version. */
export const airLogFile = createDeviceFile({
  format,
  version: 1,
  schema: v.strictObject({
    format: v.literal(format, 'foreign'),
    version: v.literal(1, 'bad-value'),
    entries: v.pipe(v.array(entrySchema, 'bad-value'), v.maxLength(5000, 'bad-value'))
  }),
  maxLength: 2_000_000
});
export type AirLog = NonNullable<ReturnType<typeof airLogFile.parse>['value']>;

export const emptyAirLog: AirLog = { format, version: 1, entries: [] };

/** With one entry more; the newest stand first. */
export function addEntry(log: AirLog, entry: Omit<AirLogEntry, 'id'>): AirLog {
  const id = log.entries.reduce((largest, one) => Math.max(largest, one.id), 0) + 1;
  const moment = ({ date, time }: Pick<AirLogEntry, 'date' | 'time'>) => `${date}T${time}`;
  return {
    ...log,
    entries: [...log.entries, { ...entry, id }].sort((a, b) => moment(b).localeCompare(moment(a)) || b.id - a.id)
  };
}

export const removeEntry = (log: AirLog, id: number): AirLog => ({
  ...log,
  entries: log.entries.filter((entry) => entry.id !== id)
});

/** What was aired in words that have since been corrected or taken away. */
export const airedInOldWords = (log: AirLog, catalog: Catalog): AirLogEntry[] =>
  log.entries.filter(({ slug, language, version }) => findScript(catalog, slug)?.texts[language]?.version !== version);
