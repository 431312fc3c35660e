import { weekDayOf } from '#lib/domain/campaign.ts';
import type { DeskTranslate } from './words.ts';
import { formatDate } from '#lib/i18n/format.ts';

/** `lun 7 dic 2026, 06:30`; without the hour where there is none. */
export const formatMoment = ({ date, time }: { date: string; time: string }, t: DeskTranslate): string =>
  [`${t(`campaign.shortDays.${weekDayOf(date)}`)} ${formatDate(date)}`, ...(time === '' ? [] : [time])].join(', ');
