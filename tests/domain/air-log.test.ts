import { describe, expect, it } from 'vitest';
import {
  addEntry,
  airedInOldWords,
  airLogFile,
  emptyAirLog,
  isFull,
  removeEntry,
  restoreEntry,
  toEntry,
  type AirLog,
  type AirLogEntry
} from '#lib/domain/air-log.ts';
import { catalogOf, script } from '../support/scripts.ts';

const aired = (date: string, time = '06:30', change: Partial<AirLogEntry> = {}): Omit<AirLogEntry, 'id'> => ({
  date,
  time,
  slug: 'cuna-oferta',
  language: 'quz',
  version: '0000abcd',
  title: 'Llulla llamk’ay',
  note: '',
  ...change
});
const logOf = (...entries: Omit<AirLogEntry, 'id'>[]): AirLog => entries.reduce(addEntry, emptyAirLog);
const readBack = (log: AirLog) => airLogFile.parseSource(airLogFile.toSource(log));

describe('an air log', () => {
  it('shows the newest first, whatever the order in which it was written', () => {
    const log = logOf(aired('2026-12-07', '18:30'), aired('2026-12-09', ''), aired('2026-12-07', '06:30'));
    expect(log.entries.map(({ date, time }) => `${date} ${time}`)).toEqual([
      '2026-12-09 ',
      '2026-12-07 18:30',
      '2026-12-07 06:30'
    ]);
  });

  it('shows the newest first when a file had it otherwise', () => {
    const entries = [...logOf(aired('2026-12-07'), aired('2026-12-09')).entries].reverse();
    expect(airLogFile.parse({ ...emptyAirLog, entries }).value?.entries.map(({ date }) => date)).toEqual([
      '2026-12-09',
      '2026-12-07'
    ]);
  });

  it('takes an entry out and puts it back where it was', () => {
    const log = logOf(aired('2026-12-07'), aired('2026-12-08'), aired('2026-12-09'));
    const [, middle] = log.entries;
    if (!middle) throw new Error('faltan emisiones');
    const without = removeEntry(log, middle.id);
    expect(without.entries).toHaveLength(2);
    expect(restoreEntry(without, middle)).toEqual(log);
  });

  it('gives an entry that comes back a number of its own when its old one is taken', () => {
    const log = logOf(aired('2026-12-07'));
    const [entry] = log.entries;
    if (!entry) throw new Error('falta la emisión');
    const other = addEntry(removeEntry(log, entry.id), aired('2026-12-08'));
    expect(new Set(restoreEntry(other, entry).entries.map(({ id }) => id)).size).toBe(2);
  });

  it('goes to a file and comes back, full and with the longest texts there can be', () => {
    const long = aired('2026-12-07', '06:30', { slug: 'x'.repeat(80), title: 'ñ'.repeat(100), note: '"'.repeat(120) });
    const log = {
      ...emptyAirLog,
      entries: Array.from({ length: 5000 }, (_, index) => ({ ...long, id: 5000 - index }))
    };
    expect(isFull(log)).toBe(true);
    expect(readBack(log)).toEqual({ value: log, issues: [] });
  });

  it('takes no more than it can read back', () => {
    const entries = Array.from({ length: 5000 }, (_, index) => ({ ...aired('2026-12-07'), id: index + 1 }));
    const full = { ...emptyAirLog, entries };
    expect(addEntry(full, aired('2026-12-08'))).toBe(full);
    const oneLess = removeEntry(full, 17);
    expect(readBack(addEntry(oneLess, aired('2026-12-08'))).issues).toEqual([]);
  });

  it('can go on after a file with the largest number there is', () => {
    const log = { ...emptyAirLog, entries: [{ ...aired('2026-12-07'), id: 1_000_000 }] };
    expect(readBack(addEntry(log, aired('2026-12-08'))).issues).toEqual([]);
  });
});

describe('an entry', () => {
  const catalog = catalogOf(script('cuna-oferta', { message: 'false-offers', version: '12345678' }));

  it('notes the version of the words as they are', () => {
    const entry = toEntry(catalog, { date: '2026-12-07', time: '06:30', slug: 'cuna-oferta', language: 'es' });
    expect(entry).toEqual({
      date: '2026-12-07',
      time: '06:30',
      slug: 'cuna-oferta',
      language: 'es',
      version: '12345678',
      title: 'cuna-oferta (es)',
      note: ''
    });
  });

  it('is none where there is no such text', () => {
    expect(toEntry(catalog, { date: '2026-12-07', time: '06:30', slug: 'otra', language: 'es' })).toBeUndefined();
  });
});

describe('after a text is corrected', () => {
  const before = catalogOf(script('cuna-oferta', { message: 'false-offers', version: '11111111' }));
  const log = ['2026-12-07', '2026-12-08'].reduce((sum, date) => {
    const entry = toEntry(before, { date, time: '06:30', slug: 'cuna-oferta', language: 'es' });
    return entry ? addEntry(sum, entry) : sum;
  }, emptyAirLog);

  it('nothing is listed while the words are the same', () => {
    expect(airedInOldWords(log, before)).toEqual([]);
  });

  it('what was aired in the old words is listed with the version of today', () => {
    const corrected = catalogOf(script('cuna-oferta', { message: 'false-offers', version: '22222222' }));
    const again = toEntry(corrected, { date: '2026-12-09', time: '06:30', slug: 'cuna-oferta', language: 'es' });
    const listed = airedInOldWords(again ? addEntry(log, again) : log, corrected);
    expect(listed.map(({ entry, version }) => [entry.date, entry.version, version])).toEqual([
      ['2026-12-08', '11111111', '22222222'],
      ['2026-12-07', '11111111', '22222222']
    ]);
  });

  it('what was taken away is listed without one', () => {
    expect(airedInOldWords(log, catalogOf()).map(({ version }) => version)).toEqual([undefined, undefined]);
  });
});

describe('the file of an air log', () => {
  const [entry] = logOf(aired('2026-12-07')).entries;
  const issuesOf = (change: object) =>
    airLogFile
      .parse({ ...emptyAirLog, entries: [{ ...entry, ...change }] })
      .issues.map(({ field, problem }) => `${field} ${problem}`);

  it.each<[string, object, string]>([
    ['a day that does not exist', { date: '2026-13-01' }, 'entries.0.date bad-value'],
    ['an hour that does not exist', { time: '6:30' }, 'entries.0.time bad-value'],
    ['a path for a script', { slug: '../../x' }, 'entries.0.slug bad-value'],
    ['a version that is none', { version: 'v1' }, 'entries.0.version bad-value'],
    ['a note that is too long', { note: 'x'.repeat(121) }, 'entries.0.note too-long'],
    ['a note with NUL', { note: 'a\u0000b' }, 'entries.0.note invisible'],
    ['the name of who called', { caller: 'Rosa' }, 'entries.0.caller unknown']
  ])('with %s is refused, and the field named', (_fault, fault, issue) => {
    expect(issuesOf(fault)).toEqual([issue]);
  });

  it('with two entries of one number is refused', () => {
    const { issues } = airLogFile.parse({ ...emptyAirLog, entries: [entry, entry] });
    expect(issues).toEqual([{ field: 'entries.1.id', problem: 'bad-value' }]);
  });
});
