import ICAL from 'ical.js';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { addEntry, emptyAirLog, toEntry, type AirLog } from '#lib/domain/air-log.ts';
import { campaignFile, changeSlot, createCampaign, toCampaignSlots, type Campaign } from '#lib/domain/campaign.ts';
import type { Catalog } from '#lib/domain/catalog.ts';
import { languageCodes, languages, type LanguageCode } from '#lib/domain/language.ts';
import { toAirLogCsv } from '#lib/export/air-log.ts';
import { toCampaignCsv, toCampaignIcs, type CampaignSheet, type CampaignTranslate } from '#lib/export/campaign.ts';
import { lengthsOf } from '#lib/domain/script-length.ts';
import { emptyStation } from '#lib/domain/station.ts';
import { createTranslate } from '#lib/i18n/create-translate.ts';
import { toCatalog } from '#lib/server/catalog.ts';
import { readLibrary } from '#lib/server/library.ts';
import { readFileSync } from 'node:fs';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');
const catalog = toCatalog({ library, audio: {} } as Parameters<typeof toCatalog>[0]);

const wordsOf = (code: LanguageCode): CampaignTranslate => {
  const read = (name: string) => JSON.parse(readFileSync(`locales/${code}/${name}.json`, 'utf8')) as object;
  return createTranslate(code, { ...read('ui'), ...read('campaign') });
};
const sheetOf = (campaign: Campaign, code: LanguageCode = 'es', log: AirLog = emptyAirLog): CampaignSheet => ({
  campaign,
  slots: toCampaignSlots(campaign, catalog, log.entries),
  lengthOf: lengthsOf(emptyStation),
  t: wordsOf(code)
});
const plan = (change: Partial<Campaign> = {}): Campaign => ({ ...createCampaign('2026-12-07'), ...change });

function readTable(csv: string): Record<string, string>[] {
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const { data, errors } = Papa.parse<Record<string, string>>(csv.slice(1), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}
function readCalendar(ics: string | undefined) {
  const calendar = new ICAL.Component(ICAL.parse(ics ?? '') as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  return { name: calendar.getFirstPropertyValue('x-wr-calname'), events };
}

describe.each(languageCodes)('the plan of a campaign, in %s', (code) => {
  const sheet = sheetOf(plan({ title: 'Vacaciones; con coma, y «comillas» \\ ñ' }), code);
  const { t } = sheet;

  it('is a table with a line for each slot', () => {
    const rows = readTable(toCampaignCsv(sheet));
    expect(rows).toHaveLength(24);
    for (const [index, { date, time, airing }] of sheet.slots.entries())
      expect(rows[index]).toMatchObject({
        [t('campaign.columns.date')]: date,
        [t('campaign.columns.time')]: time,
        [t('campaign.columns.script')]: airing?.text.title,
        [t('campaign.columns.language')]: airing && languages[airing.language].name,
        [t('campaign.columns.message')]: airing && t(`messages.${airing.script.message}`),
        [t('campaign.columns.version')]: airing?.text.version,
        [t('campaign.columns.state')]: airing?.text.draft ? 'BORRADOR' : ''
      });
  });

  it('is a calendar with an event for each slot, at the hour of the station', () => {
    const { name, events } = readCalendar(toCampaignIcs(sheet, 'Radio Pampa'));
    expect(name).toBe('Vacaciones; con coma, y «comillas» \\ ñ · Radio Pampa');
    expect(events).toHaveLength(24);
    for (const [index, { date, time, airing }] of sheet.slots.entries()) {
      const event = events[index];
      expect(event?.startDate.toString()).toBe(`${date}T${time}:00`);
      expect(event?.startDate.zone.tzid).toBe('floating');
      expect(event?.duration.toSeconds()).toBe(Math.round(airing?.text.seconds ?? 0));
      expect(event?.summary).toBe(airing && `${airing.text.title} (${languages[airing.language].name})`);
      expect(event?.description).toContain(airing?.text.version);
      expect(event?.description).toContain(airing && t(`messages.${airing.script.message}`));
      expect(event?.description.includes('BORRADOR')).toBe(airing?.text.draft);
    }
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(24);
  });

  it('is the same file twice', () => {
    expect(toCampaignIcs(sheetOf(sheet.campaign, code))).toBe(toCampaignIcs(sheet));
    expect(toCampaignCsv(sheetOf(sheet.campaign, code))).toBe(toCampaignCsv(sheet));
  });
});

it('a slot keeps the id of its event whatever airs in it', () => {
  const key = '2026-12-09T18:30';
  const idOf = (campaign: Campaign) =>
    readCalendar(toCampaignIcs(sheetOf(campaign))).events.find(({ startDate }) => startDate.toString() === `${key}:00`)
      ?.uid;
  const changed = changeSlot(plan(), key, { slug: 'la-llamada', language: 'es' });
  expect(idOf(plan())).toBeDefined();
  expect(idOf(changed)).toBe(idOf(plan()));
});

it('a slot left empty is a line of the table and no event', () => {
  const sheet = sheetOf(changeSlot(plan(), '2026-12-07T06:30', null));
  expect(readTable(toCampaignCsv(sheet))[0]).toMatchObject({ Hora: '06:30', Guion: 'Vacío', Versión: '' });
  expect(readCalendar(toCampaignIcs(sheet)).events).toHaveLength(23);
});

it('a plan in which nothing airs is no calendar', () => {
  expect(toCampaignIcs(sheetOf(plan({ formats: ['vox-pop'], languages: ['quz'] })))).toBeDefined();
  const nothing: Catalog = { ...catalog, scripts: [] };
  expect(toCampaignIcs({ ...sheetOf(plan()), slots: toCampaignSlots(plan(), nothing) })).toBeUndefined();
});

it('the longest campaign goes whole into one calendar', () => {
  const times = Array.from({ length: 12 }, (_, hour) => `${String(hour + 8).padStart(2, '0')}:00`);
  const sheet = sheetOf(plan({ weeks: 12, days: [1, 2, 3, 4, 5, 6, 7], times, start: '2027-12-27' }));
  expect(readCalendar(toCampaignIcs(sheet)).events).toHaveLength(12 * 7 * 12);
  expect(sheet.slots.at(-1)?.date).toBe('2028-03-19');
});

describe('the words of a station', () => {
  it.each(['=1+1', '@SUM(A1)', '<b>x</b>', '../../x', 'BEGIN:VEVENT', 'a;b,c\\n', '🚌'])(
    '%s stay words in a calendar',
    (title) => {
      const { name, events } = readCalendar(toCampaignIcs(sheetOf(plan({ title })), title));
      expect(name).toBe(`${title} · ${title}`);
      expect(events).toHaveLength(24);
    }
  );

  it.each(['=cmd|calc', '+1', '-1', '@x'])('%s is not calculated by a spreadsheet', (note) => {
    const entry = toEntry(catalog, { date: '2026-12-07', time: '06:30', slug: 'la-llamada', language: 'es', note });
    if (!entry) throw new Error('falta el guion');
    expect(readTable(toAirLogCsv(addEntry(emptyAirLog, entry), catalog, wordsOf('es')))[0]?.Nota).toBe(`'${note}`);
  });

  it.each(['a\nb', 'a\rEND:VCALENDAR', 'a\u202Eb', 'a\u0000'])('%j never gets that far', (title) => {
    expect(campaignFile.parse(plan({ title })).issues).toEqual([{ field: 'title', problem: 'invisible' }]);
  });
});

it('the air log is a table that says what has been corrected since', () => {
  const note = { date: '2026-12-07', time: '06:30', language: 'quz' as const };
  const log = ['la-llamada', 'cuna-oferta', 'un-ano-mas'].reduce((sum, slug) => {
    const entry = toEntry(catalog, { ...note, slug });
    return entry ? addEntry(sum, entry) : sum;
  }, emptyAirLog);
  const corrected: Catalog = {
    ...catalog,
    scripts: catalog.scripts
      .filter(({ slug }) => slug !== 'un-ano-mas')
      .map((script) =>
        script.slug === 'la-llamada' && script.texts.quz
          ? { ...script, texts: { ...script.texts, quz: { ...script.texts.quz, version: '99999999' } } }
          : script
      )
  };
  const t = wordsOf('es');
  const rows = readTable(toAirLogCsv(log, corrected, t));
  expect(rows.map((row) => row[t('campaign.columns.since')])).toEqual([
    t('log.gone'),
    '',
    t('log.corrected', { version: '99999999' })
  ]);
  expect(Object.keys(rows[0] ?? {})).toEqual(['Fecha', 'Hora', 'Guion', 'Idioma', 'Versión', 'Después', 'Nota']);
});
