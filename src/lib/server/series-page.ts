import type { LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { seriesPath } from '#lib/domain/paths.ts';
import type { Series } from '#lib/domain/series.ts';
import type { Content } from './content.ts';
import { toItemCards, type ItemCard } from './views.ts';

/** A serial as its page shows it. */
export interface SeriesView {
  path: string;
  series: Series;
  /** True while any of its episodes is a draft. */
  draft: boolean;
  episodes: { card: ItemCard & { slotSeconds: number }; recap: string | undefined; hook: string }[];
}

export function toSeriesView(content: Content, id: string, language: LanguageCode): SeriesView | undefined {
  const series = content.library.series.find((one) => one.id === id);
  if (!series) return undefined;
  const scripts = itemsOf(content.library, 'script');
  const cards = toItemCards(content, 'script', language);
  const episodes = series.episodes.flatMap(({ script, recap, hook }) => {
    const card = cards.find((one) => one.item.slug === script);
    const item = scripts.find((one) => one.slug === script);
    return card && item
      ? [{ card: { ...card, slotSeconds: item.durationSeconds }, recap: recap?.[language], hook: hook[language] }]
      : [];
  });
  return {
    path: seriesPath(language, id),
    series,
    draft: episodes.some(({ card }) => card.draft),
    episodes
  };
}
