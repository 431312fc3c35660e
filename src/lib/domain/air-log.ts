import * as v from 'valibot';
import { findScript, type Catalog } from './catalog.ts';
import { createDeviceFile, deviceClock, deviceDate, deviceInteger, deviceText } from './device-file.ts';
import { languageCodes } from './language.ts';

const format = 'willakuy-air-log';
const mostEntries = 5000;
const largestId = 1_000_000;
const longestTitle = 100;

const entrySchema = v.strictObject({
  id: deviceInteger(1, largestId),
  date: deviceDate,
  time: deviceClock,
  slug: v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,80}$/, 'bad-value')),
  language: v.picklist(languageCodes, 'bad-value'),
  /** Short hash of the words that were read. */
  version: v.pipe(v.string('not-text'), v.regex(/^[0-9a-f]{8}$/, 'bad-value')),
  title: deviceText(longestTitle),
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
    entries: v.pipe(
      v.array(entrySchema, 'bad-value'),
      v.maxLength(mostEntries, 'bad-value'),
      v.rawCheck(({ dataset, addIssue }) => {
        if (!dataset.typed) return;
        const seen = new Set<number>();
        dataset.value.forEach((entry, index) => {
          if (seen.has(entry.id))
            addIssue({
              message: 'bad-value',
              path: [
                { type: 'array', origin: 'value', input: dataset.value, key: index, value: entry },
                { type: 'object', origin: 'value', input: entry, key: 'id', value: entry.id }
              ]
            });
          seen.add(entry.id);
        });
      }),
      v.transform((entries) => [...entries].sort(newestFirst))
    )
  }),
  // As many entries as there may be, each as long as it may be.
  maxLength: 6_000_000
});
export type AirLog = NonNullable<ReturnType<typeof airLogFile.parse>['value']>;

export const emptyAirLog: AirLog = { format, version: 1, entries: [] };

const momentOf = ({ date, time }: Pick<AirLogEntry, 'date' | 'time'>): string => `${date}T${time}`;
const newestFirst = (a: AirLogEntry, b: AirLogEntry): number => {
  const [first, second] = [momentOf(a), momentOf(b)];
  return first === second ? b.id - a.id : first < second ? 1 : -1;
};

export const isFull = ({ entries }: AirLog): boolean => entries.length >= mostEntries;

/** With one entry more; the newest stand first. A log that is full stays as it is. */
export const addEntry = (log: AirLog, entry: Omit<AirLogEntry, 'id'>): AirLog =>
  restoreEntry(log, { ...entry, id: freeId(log) });

/** With an entry back that was taken out. */
export function restoreEntry(log: AirLog, entry: AirLogEntry): AirLog {
  if (isFull(log)) return log;
  const id = log.entries.some((one) => one.id === entry.id) ? freeId(log) : entry.id;
  return { ...log, entries: [...log.entries, { ...entry, id }].sort(newestFirst) };
}

/** The next number; the smallest free one where a file had the largest there may be. */
function freeId({ entries }: AirLog): number {
  const ids = new Set(entries.map(({ id }) => id));
  const next = entries.reduce((largest, { id }) => Math.max(largest, id), 0) + 1;
  if (next <= largestId) return next;
  let free = 1;
  while (ids.has(free)) free += 1;
  return free;
}

export const removeEntry = (log: AirLog, id: number): AirLog => ({
  ...log,
  entries: log.entries.filter((entry) => entry.id !== id)
});

/** An entry about a text of the library as it stands now; undefined where there is no such text. */
export function toEntry(
  catalog: Catalog,
  {
    date,
    time,
    slug,
    language,
    note = ''
  }: Pick<AirLogEntry, 'date' | 'time' | 'slug' | 'language'> & { note?: string }
): Omit<AirLogEntry, 'id'> | undefined {
  const text = findScript(catalog, slug)?.texts[language];
  const title = [...(text?.title ?? '')].slice(0, longestTitle).join('');
  return text && { date, time, slug, language, version: text.version, title, note };
}

export interface OutdatedEntry {
  entry: AirLogEntry;
  /** Version of the words as they are now; undefined where the text has been taken away. */
  version: string | undefined;
}

/** What was aired in words that have since been corrected or taken away. */
export const airedInOldWords = (log: AirLog, catalog: Catalog): OutdatedEntry[] =>
  log.entries.flatMap((entry) => {
    const version = findScript(catalog, entry.slug)?.texts[entry.language]?.version;
    return version === entry.version ? [] : [{ entry, version }];
  });
