import type { Airing, Campaign, CampaignSlot } from '#lib/domain/campaign.ts';
import { weekDayOf } from '#lib/domain/campaign.ts';
import { languages } from '#lib/domain/language.ts';
import type { LengthOf } from '#lib/domain/script-length.ts';
import { formatClock } from '#lib/domain/timing.ts';
import type { Key, KeysOf, TranslateOf } from '#lib/i18n/create-translate.ts';
import type words from '../../../locales/es/campaign.json';
import { toCalendar } from './calendar.ts';
import { toCsv } from './csv.ts';

export type CampaignTranslate = TranslateOf<Key | KeysOf<typeof words>>;

/** A campaign with its slots, how long the station takes for a text (lengthsOf), and the words of one language. */
export interface CampaignSheet {
  campaign: Campaign;
  slots: readonly CampaignSlot[];
  lengthOf: LengthOf;
  t: CampaignTranslate;
}

/** Every slot in a line, the empty ones too. Days and hours as spreadsheets read them. */
export const toCampaignCsv = ({ slots, lengthOf, t }: CampaignSheet): string =>
  toCsv(
    [
      t('campaign.columns.week'),
      t('campaign.columns.date'),
      t('campaign.columns.day'),
      t('campaign.columns.time'),
      t('campaign.columns.script'),
      t('campaign.columns.format'),
      t('campaign.columns.language'),
      t('campaign.columns.message'),
      t('campaign.columns.duration'),
      t('campaign.columns.version'),
      t('campaign.columns.state'),
      t('campaign.columns.aired')
    ],
    slots.map((slot) => [
      slot.week,
      slot.date,
      t(`campaign.days.${weekDayOf(slot.date)}`),
      slot.time,
      ...(slot.airing ? airingCells(slot.airing, lengthOf, t) : [t('campaign.empty'), '', '', '', '', '', '']),
      slot.aired ? t('campaign.yes') : ''
    ])
  );

const airingCells = ({ script, language, text }: Airing, lengthOf: LengthOf, t: CampaignTranslate) => [
  text.title,
  t(`formats.${script.format}`),
  languages[language].name,
  t(`messages.${script.message}`),
  formatClock(lengthOf(text, language)),
  text.version,
  text.draft ? t('item.draft') : ''
];

/**
 * Each slot as an event of its own; undefined where nothing airs. The same slot keeps its id whatever airs in it, so that a
 * second import changes the event.
 */
export function toCampaignIcs({ campaign, slots, lengthOf, t }: CampaignSheet, station?: string): string | undefined {
  const events = slots.flatMap(({ date, time, airing }) => {
    if (!airing) return [];
    const { script, language, text } = airing;
    const seconds = Math.max(1, Math.round(lengthOf(text, language)));
    return [
      {
        id: `campaign-${date}-${time.replace(':', '')}`,
        title: `${text.title} (${languages[language].name})`,
        description: [
          `${t(`formats.${script.format}`)} · ${formatClock(seconds)}`,
          t(`messages.${script.message}`),
          t('item.version', { hash: text.version }),
          ...(text.draft ? [t('item.draft')] : [])
        ].join('\n'),
        date,
        time,
        seconds
      }
    ];
  });
  if (events.length === 0) return undefined;
  return toCalendar([campaign.title || t('campaign.heading'), station].filter(Boolean).join(' · '), events);
}
