import { describe, expect, it } from 'vitest';
import {
  addItem,
  changeItem,
  emptyRundown,
  formatTimeOfDay,
  moveItem,
  parseItemLength,
  removeItem,
  rundownFile,
  sampleItems,
  scriptItem,
  toSchedule,
  type Rundown,
  type RundownItem
} from '#lib/domain/rundown.ts';
import { lengthsOf } from '#lib/domain/script-length.ts';
import { emptyStation } from '#lib/domain/station.ts';
import { catalogOf, script } from '../support/scripts.ts';

const testCatalog = catalogOf(
  script('la-llamada', { message: 'false-offers', format: 'microprograma', seconds: 280, heard: true }),
  script('cuna-oferta', { message: 'false-offers', seconds: 60, heard: true }),
  script('cuna-documentos', { message: 'documents', seconds: 60, heard: true }),
  script('cuna-estudiar', { message: 'school', seconds: 60, heard: true })
);

const lengthOf = lengthsOf(emptyStation);

type NewItem = Omit<RundownItem, 'id'>;

const part = (title: string, seconds: number, more: Partial<NewItem> = {}): NewItem => ({
  kind: 'talk',
  title,
  seconds,
  stretch: false,
  script: null,
  note: '',
  ...more
});
const contacts = part('Contactos', 30, { kind: 'contacts' });

const programme = (items: NewItem[], more: Partial<Rundown> = {}): Rundown => ({
  ...items.reduce((sum, item) => addItem(sum, item), emptyRundown),
  start: '06:30',
  seconds: 600,
  ...more
});
const titles = ({ items }: Rundown) => items.map(({ title }) => title);
const warnings = (rundown: Rundown) => toSchedule(rundown, testCatalog, lengthOf).warnings.map(({ code }) => code);

describe('a rundown', () => {
  it('says when everything begins, and by when it must for the programme to end on time', () => {
    const rundown = programme([part('Saludo', 60), part('Charla', 300), contacts]);
    const { items, totalSeconds } = toSchedule(rundown, testCatalog, lengthOf);
    expect(items.map(({ startSeconds }) => startSeconds)).toEqual([0, 60, 360]);
    // 390 s of 600: everything may wait 210 s.
    expect(totalSeconds).toBe(390);
    expect(items.map(({ backSeconds }) => backSeconds)).toEqual([210, 270, 570]);
  });

  it('lets one part take what time is left', () => {
    const rundown = programme([part('Saludo', 60), part('Música', 90, { kind: 'music', stretch: true }), contacts]);
    const { items, totalSeconds, warnings: found } = toSchedule(rundown, testCatalog, lengthOf);
    expect(items[1]?.durationSeconds).toBe(510);
    expect(totalSeconds).toBe(600);
    expect(items.map((one) => one.backSeconds - one.startSeconds)).toEqual([0, 0, 0]);
    expect(found).toEqual([]);
  });

  it('says what a producer would notice', () => {
    expect(warnings(programme([]))).toEqual(['empty']);
    expect(warnings(programme([part('Charla', 700), contacts]))).toEqual(['over', 'no-stretch', 'long-talk']);
    expect(warnings(programme([part('Charla', 100), contacts]))).toEqual(['under', 'no-stretch']);
    expect(warnings(programme([part('Charla', 590, { stretch: true }), part('Otra', 600)]))).toEqual([
      'over',
      'squeezed',
      'no-help'
    ]);
    expect(warnings(programme([part('Charla', 570), contacts], { start: '23:55' }))).toEqual(['past-midnight']);
    const twice = scriptItem(testCatalog, { slug: 'cuna-oferta', language: 'es' }, lengthOf);
    if (!twice) throw new Error('cuna-oferta');
    expect(warnings(programme([twice, twice, part('Música', 1, { stretch: true })]))).toEqual([
      'longer-audio',
      'same-again'
    ]);
    const lost = part('Perdido', 60, { kind: 'script', script: { slug: 'ya-no-existe', language: 'es' } });
    expect(warnings(programme([lost, part('Llamadas', 1, { kind: 'calls', stretch: true })]))).toEqual([
      'unknown-script',
      'calls-card'
    ]);
  });

  it('says when a script takes another time today, and how much longer its audio is', () => {
    const spot = scriptItem(testCatalog, { slug: 'cuna-oferta', language: 'quz' }, lengthOf);
    if (!spot) throw new Error('cuna-oferta');
    const rundown = programme([spot, part('Música', 60, { stretch: true })]);
    expect(toSchedule(rundown, testCatalog, lengthOf).warnings).toEqual([{ code: 'longer-audio', seconds: 3 }]);
    const slower = lengthsOf({ ...emptyStation, readingFactor: { es: 1, quz: 2 } });
    expect(toSchedule(rundown, testCatalog, slower).warnings).toContainEqual(
      expect.objectContaining({ code: 'other-length', seconds: 120 })
    );
    const byHand = changeItem(rundown, 1, { seconds: 45 });
    const { items, warnings: found } = toSchedule(byHand, testCatalog, lengthOf);
    expect(items[0]?.durationSeconds).toBe(45);
    expect(found).toContainEqual(expect.objectContaining({ code: 'other-length', seconds: 60 }));
  });

  it('moves, changes and removes parts by their own number, whatever their place', () => {
    const rundown = programme([part('a', 10), part('b', 20), part('c', 30)]);
    expect(titles(moveItem(rundown, 1, 2))).toEqual(['b', 'c', 'a']);
    expect(titles(moveItem(rundown, 3, 0))).toEqual(['c', 'a', 'b']);
    expect(titles(moveItem(rundown, 3, 99))).toEqual(['a', 'b', 'c']);
    expect(moveItem(rundown, 99, 0)).toEqual(rundown);
    expect(titles(removeItem(rundown, 2))).toEqual(['a', 'c']);
    expect(titles(addItem(rundown, part('d', 5), 2))).toEqual(['a', 'd', 'b', 'c']);
    // A number is never given twice, so that what is being edited stays what it was.
    expect(addItem(removeItem(rundown, 2), part('d', 5)).items.map(({ id }) => id)).toEqual([1, 3, 4]);
  });

  it('has one part that stretches at most', () => {
    const rundown = programme([part('a', 10, { stretch: true }), part('b', 20)]);
    const stretches = (one: Rundown) => one.items.map(({ stretch }) => stretch);
    expect(stretches(changeItem(rundown, 2, { stretch: true }))).toEqual([false, true]);
    expect(stretches(addItem(rundown, part('c', 5, { stretch: true })))).toEqual([false, false, true]);
  });

  it('takes a script for as long as the station reads it', () => {
    expect(
      scriptItem(
        testCatalog,
        { slug: 'cuna-oferta', language: 'quz' },
        lengthsOf({ ...emptyStation, readingFactor: { es: 1, quz: 1.1 } })
      )
    ).toMatchObject({
      title: 'cuna-oferta (quz)',
      seconds: 66,
      script: { slug: 'cuna-oferta', language: 'quz' }
    });
    expect(scriptItem(testCatalog, { slug: 'ya-no-existe', language: 'es' }, lengthOf)).toBeUndefined();
  });

  it('offers a programme to begin from that fills its time and ends with help', () => {
    const names = { script: '', music: 'm', 'station-id': 'i', talk: 't', panel: 'p', calls: 'l', contacts: 'c' };
    for (const seconds of [300, 600, 900, 1800, 3600]) {
      const items = sampleItems(testCatalog, { seconds, language: 'quz', lengthOf, titles: names });
      const rundown = programme(items, { seconds });
      expect(toSchedule(rundown, testCatalog, lengthOf).totalSeconds, `${seconds} s`).toBe(seconds);
      expect(rundown.items.at(-1)?.kind).toBe('contacts');
      expect(rundownFile.parse(rundown).issues).toEqual([]);
    }
  });

  it('writes hours and reads lengths as people do', () => {
    expect(formatTimeOfDay(23_400)).toBe('06:30:00');
    expect(formatTimeOfDay(86_400 + 61)).toBe('00:01:01');
    expect(['2:30', '2.5', '2,30', ' 3 ', '0:00', '61', '1:75', '', 'dos', '-1'].map(parseItemLength)).toEqual([
      150,
      125,
      150,
      180,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined
    ]);
  });
});

describe('a rundown file', () => {
  const rundown = programme([part('Saludo', 60), contacts], { title: 'Sumaq paqarin', date: '2026-12-04' });

  it('reads back what it wrote', () => {
    expect(rundownFile.parseSource(rundownFile.toSource(rundown))).toEqual({ value: rundown, issues: [] });
  });

  it.each([
    ['not JSON', '{"format": ', [{ field: '', problem: 'not-json' }]],
    ['another file', '{"format":"willakuy-station","version":1}', [{ field: '', problem: 'foreign' }]],
    ['a newer one', '{"format":"willakuy-rundown","version":2}', [{ field: '', problem: 'newer' }]]
  ])('says what is wrong with %s', (_, source, issues) => {
    expect(rundownFile.parseSource(source)).toEqual({ value: undefined, issues });
  });

  it('takes a file whose parts share numbers or all stretch, and can go on from it', () => {
    const [first, second] = rundown.items.map((item) => ({ ...item, id: 7, stretch: true }));
    const { value } = rundownFile.parse({ ...rundown, items: [first, second] });
    expect(value?.items.map(({ id, stretch }) => [id, stretch])).toEqual([
      [1, true],
      [2, false]
    ]);
    const full = rundownFile.parse({ ...rundown, items: [{ ...first, id: 1_000_000 }] }).value;
    if (!full) throw new Error('1,000,000');
    expect(rundownFile.parse(addItem(full, part('d', 5))).issues).toEqual([]);
  });

  it('names every field that is wrong', () => {
    const spoiled = {
      ...rundown,
      seconds: 10,
      date: '2026-02-30',
      items: [{ ...rundown.items[0], title: 'a\u202Eb', seconds: 'mucho', script: { slug: '../x', language: 'en' } }]
    };
    expect(rundownFile.parse(spoiled).issues.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      'date bad-value',
      'seconds bad-value',
      'items.0.title invisible',
      'items.0.seconds bad-value',
      'items.0.script.slug bad-value',
      'items.0.script.language bad-value'
    ]);
  });
});
