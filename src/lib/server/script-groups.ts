import { formats, type Format } from '#lib/domain/kind.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import type { Content } from './content.ts';
import { toEpisodePlace } from './script-page.ts';
import { toItemCards, type ItemCard } from './views.ts';

/** Scripts that a station looks for together. */
export interface ScriptGroup {
  /** Anchor of the group on its page. */
  id: string;
  format: Format;
  /** Spots are looked for by their length. */
  slotSeconds: number | undefined;
  scripts: {
    card: ItemCard;
    /** The slot it fills. */
    seconds: number;
    series: { path: string; title: string; episode: number; episodes: number } | undefined;
  }[];
}

/** The scripts by format, in the order of the formats; spots by length, serials in the order of their episodes. */
export function toScriptGroups(content: Content, language: LanguageCode): ScriptGroup[] {
  const cards = new Map(toItemCards(content, 'script', language).map((card) => [card.item.slug, card]));
  const groups = new Map<string, ScriptGroup>();
  const scripts = itemsOf(content.library, 'script').sort(
    (a, b) =>
      formats.indexOf(a.format) - formats.indexOf(b.format) ||
      (a.format === 'spot' ? a.durationSeconds - b.durationSeconds : 0) ||
      (a.series?.id ?? '').localeCompare(b.series?.id ?? '') ||
      (a.series?.episode ?? 0) - (b.series?.episode ?? 0)
  );
  for (const { slug, format, durationSeconds } of scripts) {
    const card = cards.get(slug);
    if (!card) continue;
    const slotSeconds = format === 'spot' ? durationSeconds : undefined;
    const id = slotSeconds === undefined ? format : `${format}-${slotSeconds}`;
    const group = groups.get(id) ?? { id, format, slotSeconds, scripts: [] };
    groups.set(id, group);
    const place = toEpisodePlace(content, slug, language);
    group.scripts.push({
      card,
      seconds: durationSeconds,
      series: place && { ...place.series, episode: place.episode, episodes: place.episodes }
    });
  }
  return [...groups.values()];
}
