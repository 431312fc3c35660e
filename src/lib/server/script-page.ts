import type { Edition } from '#lib/domain/edition.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { itemPath, seriesPath } from '#lib/domain/paths.ts';
import type { Content } from './content.ts';
import { editionIn, toItemView, type ItemView, type UseLink } from './views.ts';

/** A script as the pages of its views show it. */
export interface ScriptPage {
  view: ItemView;
  edition: Edition;
  /** Where it is an episode of a serial. */
  episode: EpisodePlace | undefined;
}

export interface EpisodePlace {
  series: UseLink;
  episode: number;
  episodes: number;
  previous: UseLink | undefined;
  next: UseLink | undefined;
}

export function toScriptPage(content: Content, slug: string, language: LanguageCode): ScriptPage | undefined {
  const view = toItemView(content, 'script', slug, language);
  const edition = editionOf(content, slug, language);
  // The view has its own; the edition keeps only what its cues and notes are drawn from.
  return (
    view &&
    edition && {
      view: { ...view, sources: [], kit: [] },
      edition: { ...edition, recommendations: [] },
      episode: toEpisodePlace(content, slug, language)
    }
  );
}

const editionOf = (content: Content, slug: string, language: LanguageCode): Edition | undefined => {
  const item = content.library.items.find((one) => one.slug === slug);
  const edition = item && editionIn(content, item, language);
  return edition && withoutSource(edition);
};

/** The Markdown, the HTML and the other languages say the same again. */
const withoutSource = (edition: Edition): Edition => ({
  ...edition,
  item: { ...edition.item, texts: {} },
  text: { ...edition.text, source: '', html: '', document: { ...edition.text.document, blocks: [] } }
});

/** A script in every language; one that lacks a translation is there in the language it falls back to. */
export function toEditions(content: Content, slug: string): Record<LanguageCode, Edition> | undefined {
  const editions = languageCodes.flatMap((code): [LanguageCode, Edition][] => {
    const edition = editionOf(content, slug, code);
    return edition ? [[code, edition]] : [];
  });
  return editions.length === languageCodes.length
    ? (Object.fromEntries(editions) as Record<LanguageCode, Edition>)
    : undefined;
}

/** What whoever conducts needs beside a script: its message's kits, then those for any script. */
export function toKits(content: Content, { item }: Edition, language: LanguageCode): Edition[] {
  const kits = itemsOf(content.library, 'kit').filter((kit) => !isForSchool(kit));
  return [item.message, 'any']
    .flatMap((message) => kits.filter((kit) => kit.message === message))
    .flatMap(({ slug }) => editionOf(content, slug, language) ?? []);
}

export function toEpisodePlace({ library }: Content, slug: string, language: LanguageCode): EpisodePlace | undefined {
  const series = library.series.find(({ episodes }) => episodes.some(({ script }) => script === slug));
  if (!series) return undefined;
  const index = series.episodes.findIndex(({ script }) => script === slug);
  const linkTo = (at: number): UseLink | undefined => {
    const item = library.items.find((one) => one.slug === series.episodes[at]?.script);
    const title = item?.texts[language]?.title;
    return item && title !== undefined ? { path: itemPath(language, item), title } : undefined;
  };
  return {
    series: { path: seriesPath(language, series.id), title: series.title[language] },
    episode: index + 1,
    episodes: series.episodes.length,
    previous: linkTo(index - 1),
    next: linkTo(index + 1)
  };
}
