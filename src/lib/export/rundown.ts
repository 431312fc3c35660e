import { findScript, type Catalog, type CatalogText } from '#lib/domain/catalog.ts';
import { languages } from '#lib/domain/language.ts';
import { formatTimeOfDay, startSecondsOf, type Rundown, type RundownItem, type Schedule } from '#lib/domain/rundown.ts';
import { formatClock } from '#lib/domain/timing.ts';
import type { KeysOf, TranslateOf } from '#lib/i18n/create-translate.ts';
import type words from '../../../locales/es/rundown.json';
import { toCalendar } from './calendar.ts';
import { toCsv } from './csv.ts';
import { toM3u8 } from './m3u8.ts';

export type RundownTranslate = TranslateOf<KeysOf<typeof words>>;

/** A rundown with its times, the library it draws on, and the words of one language. */
export interface RundownSheet {
  rundown: Rundown;
  schedule: Schedule;
  catalog: Catalog;
  t: RundownTranslate;
}

export interface RundownRow {
  number: number;
  start: string;
  duration: string;
  latest: string;
  kind: string;
  title: string;
  language: string;
  /** `audio/es/la-llamada-borrador.mp3`: where it stands in a pack and on the site. */
  audio: string;
  version: string;
  note: string;
}

/** What a sheet of the rundown says, line by line: the same for the page, the table and the print. */
export function toRundownRows({ rundown, schedule, catalog, t }: RundownSheet): RundownRow[] {
  const begin = startSecondsOf(rundown);
  return schedule.items.map(({ item, startSeconds, durationSeconds, backSeconds }, index) => {
    const text = scriptTextOf(item, catalog);
    return {
      number: index + 1,
      start: formatTimeOfDay(begin + startSeconds),
      duration: formatClock(durationSeconds),
      latest: formatTimeOfDay(begin + backSeconds),
      kind: t(`rundown.kinds.${item.kind}`),
      title: titleOf(item, t),
      language: item.script ? languages[item.script.language].name : '',
      audio: text?.audio?.url.slice(1) ?? '',
      version: text?.version ?? '',
      note: item.note
    };
  });
}

export const titleOf = (item: RundownItem, t: RundownTranslate): string =>
  item.title || t(`rundown.kinds.${item.kind}`);

export const scriptTextOf = ({ script }: RundownItem, catalog: Catalog): CatalogText | undefined =>
  script ? findScript(catalog, script.slug)?.texts[script.language] : undefined;

export function toRundownCsv(sheet: RundownSheet): string {
  const { t } = sheet;
  return toCsv(
    [
      t('rundown.columns.number'),
      t('rundown.columns.start'),
      t('rundown.columns.duration'),
      t('rundown.columns.latest'),
      t('rundown.columns.kind'),
      t('rundown.columns.title'),
      t('rundown.columns.language'),
      t('rundown.columns.audio'),
      t('rundown.columns.version'),
      t('rundown.columns.note')
    ],
    toRundownRows(sheet).map((row) => [
      row.number,
      row.start,
      row.duration,
      row.latest,
      row.kind,
      row.title,
      row.language,
      row.audio,
      row.version,
      row.note
    ])
  );
}

export const toRundownM3u8 = (sheet: RundownSheet): string =>
  toM3u8(
    sheet.schedule.items.map(({ item, durationSeconds }) => {
      const audio = scriptTextOf(item, sheet.catalog)?.audio;
      return {
        title: titleOf(item, sheet.t),
        seconds: audio?.seconds ?? durationSeconds,
        file: audio?.url.slice(1)
      };
    })
  );

/** The programme as one calendar event with its parts in the description; undefined while it has no day or hour. */
export function toRundownIcs(sheet: RundownSheet, station: string | undefined): string | undefined {
  const { rundown, t } = sheet;
  if (rundown.date === '' || rundown.start === '') return undefined;
  const title = [rundown.title || t('rundown.programme'), station].filter(Boolean).join(' · ');
  return toCalendar(title, [
    {
      id: `rundown-${rundown.date}-${rundown.start.replace(':', '')}`,
      title,
      description: toRundownRows(sheet)
        .map((row) => `${row.start} · ${row.duration} · ${row.kind} · ${row.title}`)
        .join('\n'),
      date: rundown.date,
      time: rundown.start,
      seconds: rundown.seconds
    }
  ]);
}
