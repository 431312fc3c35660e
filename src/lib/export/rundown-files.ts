import { toCalendar } from './calendar.ts';
import { toCsv } from './csv.ts';
import { toM3u8 } from './m3u8.ts';
import { scriptTextOf, titleOf, toRundownRows, type RundownSheet } from './rundown.ts';

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
      t('rundown.columns.state'),
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
      row.draft,
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
        .map(({ start, duration, kind, title, draft }) =>
          [start, duration, kind, title, draft].filter(Boolean).join(' · ')
        )
        .join('\n'),
      date: rundown.date,
      time: rundown.start,
      seconds: rundown.seconds
    }
  ]);
}
