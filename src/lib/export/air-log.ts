import { airedInOldWords, type AirLog } from '#lib/domain/air-log.ts';
import type { Catalog } from '#lib/domain/catalog.ts';
import { languages } from '#lib/domain/language.ts';
import type { CampaignTranslate } from './campaign.ts';
import { toCsv } from './csv.ts';

/** What was aired, a line for each time, with what has been corrected since. Nobody who called is named. */
export function toAirLogCsv(log: AirLog, catalog: Catalog, t: CampaignTranslate): string {
  const outdated = new Map(airedInOldWords(log, catalog).map(({ entry, version }) => [entry, version ?? '']));
  return toCsv(
    [
      t('campaign.columns.date'),
      t('campaign.columns.time'),
      t('campaign.columns.script'),
      t('campaign.columns.language'),
      t('campaign.columns.version'),
      t('campaign.columns.since'),
      t('campaign.columns.note')
    ],
    log.entries.map((entry) => {
      const now = outdated.get(entry);
      const since = now === undefined ? '' : now === '' ? t('log.gone') : t('log.corrected', { version: now });
      return [entry.date, entry.time, entry.title, languages[entry.language].name, entry.version, since, entry.note];
    })
  );
}
