import { parse as parseCsv } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import es from '../../locales/es/rundown.json' with { type: 'json' };
import ui from '../../locales/es/ui.json' with { type: 'json' };
import { addItem, emptyRundown, scriptItem, toSchedule, type Rundown } from '#lib/domain/rundown.ts';
import { lengthsOf } from '#lib/domain/script-length.ts';
import { emptyStation } from '#lib/domain/station.ts';
import { toCsv } from '#lib/export/csv.ts';
import { toRundownCsv, toRundownIcs, toRundownM3u8 } from '#lib/export/rundown-files.ts';
import type { RundownSheet, RundownTranslate } from '#lib/export/rundown.ts';
import { createLightTranslate } from '#lib/i18n/light-translate.ts';
import { catalogOf, script } from '../support/scripts.ts';

const testCatalog = catalogOf(
  script('la-llamada', { message: 'false-offers', format: 'microprograma', seconds: 280, heard: true }),
  script('cuna-oferta', { message: 'false-offers', seconds: 60, heard: true }),
  script('cuna-documentos', { message: 'documents', seconds: 60, heard: true }),
  script('cuna-estudiar', { message: 'school', seconds: 60, heard: true })
);

const lengthOf = lengthsOf(emptyStation);
const t = createLightTranslate<Parameters<RundownTranslate>[0]>('es', { ...ui, ...es });

function sheetOf(titles: string[], more: Partial<Rundown> = {}): RundownSheet {
  const spot = scriptItem(testCatalog, { slug: 'cuna-oferta', language: 'es' }, lengthOf);
  if (!spot) throw new Error('cuna-oferta');
  const rundown = [
    ...titles.map((title) => ({
      kind: 'talk' as const,
      title,
      seconds: 60,
      stretch: false,
      script: null,
      note: `nota de ${title}`
    })),
    spot
  ].reduce<Rundown>((sum, item) => addItem(sum, item), {
    ...emptyRundown,
    title: 'Sumaq; tuta, «x» \\',
    date: '2026-12-04',
    start: '06:30',
    ...more
  });
  return { rundown, schedule: toSchedule(rundown, testCatalog, lengthOf), catalog: testCatalog, t };
}

/** What people may type that a file format would take for something else. */
const hostile = [
  '=1+1',
  "=cmd|'/c calc'!A0",
  '+51 984 000 000',
  '@SUM(A1)',
  '-2',
  '<script>alert(1)</script>',
  'a,"b";c',
  'END:VEVENT',
  '../../etc/passwd',
  '#EXTINF:1,x',
  "niña 👩🏽‍🌾 ñ'usñu"
];

describe('the table of a rundown', () => {
  const rows = (sheet: RundownSheet): string[][] => parseCsv(toRundownCsv(sheet), { bom: true });

  it('has a row for each part with its hours, audio and version', () => {
    const [head, first, second] = rows(sheetOf(['Saludo']));
    expect(head).toContain('A más tardar');
    expect(first).toEqual([
      '1',
      '06:30:00',
      '1:00',
      '06:58:00',
      'Conversación',
      'Saludo',
      '',
      '',
      '',
      '',
      'nota de Saludo'
    ]);
    expect(second?.slice(5, 9)).toEqual([
      'cuna-oferta (es)',
      'Castellano',
      'audio/es/cuna-oferta-borrador.mp3',
      '0000abcd'
    ]);
  });

  it('marks a draft, in the calendar too', () => {
    const draft = scriptItem(testCatalog, { slug: 'cuna-oferta', language: 'quz' }, lengthOf);
    if (!draft) throw new Error('cuna-oferta');
    const rundown = addItem(sheetOf(['Saludo']).rundown, draft);
    const sheet = { ...sheetOf([]), rundown, schedule: toSchedule(rundown, testCatalog, lengthOf) };
    expect(rows(sheet).map((row) => row[9])).toEqual(['Estado', '', '', 'BORRADOR']);
    expect(toRundownIcs(sheet, '')?.replaceAll(/\r\n[\t ]/g, '')).toMatch(/cuna-oferta \(quz\) · BORRADOR/);
  });

  it('keeps hostile words as words that no spreadsheet calculates', () => {
    const read = rows(sheetOf(hostile))
      .slice(1, -1)
      .map((row) => row[5] ?? '');
    expect(read.map((cell) => cell.replace(/^'/, ''))).toEqual(hostile.map((cell) => cell.replace(/^'/, '')));
    for (const cell of read) expect(cell).not.toMatch(/^[=+@\-\t\r]/);
  });

  it('leaves numbers numbers', () => {
    expect(toCsv(['a'], [[-2], ['-2']])).toBe('\uFEFFa\r\n-2\r\n"\'-2"\r\n');
  });
});

describe('the calendar of a rundown', () => {
  const eventOf = (source: string) =>
    new ICAL.Event(new ICAL.Component(ICAL.parse(source) as never).getFirstSubcomponent('vevent') ?? undefined);

  it('is one event at the station’s own hour, its parts in the description', () => {
    const event = eventOf(toRundownIcs(sheetOf(hostile), 'Radio Pampa') ?? '');
    expect(event.summary).toBe('Sumaq; tuta, «x» \\ · Radio Pampa');
    expect(event.startDate.toString()).toBe('2026-12-04T06:30:00');
    expect(event.startDate.zone.tzid).toBe('floating');
    expect(event.duration.toSeconds()).toBe(1800);
    const lines = event.description.split('\n');
    expect(lines).toHaveLength(hostile.length + 1);
    hostile.forEach((title, index) => expect(lines[index]).toContain(title));
  });

  it('is the same for the same rundown, and none without a day', () => {
    const sheet = sheetOf(['Saludo']);
    expect(toRundownIcs(sheet, undefined)).toBe(toRundownIcs(sheet, undefined));
    expect(toRundownIcs(sheetOf([], { date: '' }), undefined)).toBeUndefined();
    expect(toRundownIcs(sheetOf([], { start: '' }), undefined)).toBeUndefined();
  });
});

describe('the playlist of a rundown', () => {
  it('lists the audio there is, and remarks what has none', () => {
    expect(toRundownM3u8(sheetOf(['Saludo'])).split('\r\n')).toEqual([
      '#EXTM3U',
      '#EXTENC:UTF-8',
      '# Saludo',
      '#EXTINF:63,cuna-oferta (es)',
      'audio/es/cuna-oferta-borrador.mp3',
      ''
    ]);
  });

  it('takes no title for an instruction or a file', () => {
    const lines = toRundownM3u8(sheetOf(hostile)).split('\r\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['audio/es/cuna-oferta-borrador.mp3']);
    expect(lines.filter((line) => line.startsWith('#EXTINF'))).toHaveLength(1);
  });
});
