import { findScript, type Catalog, type CatalogText } from '#lib/domain/catalog.ts';
import { languages } from '#lib/domain/language.ts';
import { formatTimeOfDay, startSecondsOf, type Rundown, type RundownItem, type Schedule } from '#lib/domain/rundown.ts';
import { formatClock } from '#lib/domain/timing.ts';
import type { Key, KeysOf, TranslateOf } from '#lib/i18n/create-translate.ts';
import type words from '../../../locales/es/rundown.json';

export type RundownTranslate = TranslateOf<Key | KeysOf<typeof words>>;

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
  /** The mark of a text that nobody has reviewed, or empty. */
  draft: string;
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
      draft: text?.draft ? t('item.draft') : '',
      note: item.note
    };
  });
}

export const titleOf = (item: RundownItem, t: RundownTranslate): string =>
  item.title || t(`rundown.kinds.${item.kind}`);

export const scriptTextOf = ({ script }: RundownItem, catalog: Catalog): CatalogText | undefined =>
  script ? findScript(catalog, script.slug)?.texts[script.language] : undefined;
