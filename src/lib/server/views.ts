import type { AudioEntry } from '#lib/domain/audio.ts';
import { slateSeconds, toEdition, type Edition } from '#lib/domain/edition.ts';
import { textIn, type Item } from '#lib/domain/item.ts';
import type { Kind } from '#lib/domain/kind.ts';
import { isForSchool } from '#lib/domain/kit.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { exportPath, itemPath } from '#lib/domain/paths.ts';
import { exportFileName, formatsOf, type ExportExtension } from '#lib/export/formats.ts';
import { withScrollingTables } from '#lib/export/html.ts';
import { escapeXml } from '#lib/export/xml.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import type { Content } from './content.ts';

/** An item as a list shows it. */
export interface ItemCard {
  item: Item;
  path: string;
  title: string;
  summary: string;
  /** The language its words are in: not the page's where a translation is missing. */
  textLanguage: LanguageCode;
  draft: boolean;
  audio: AudioEntry | undefined;
}

/** An item as its own page shows it. */
export interface ItemView extends ItemCard, Pick<Edition, 'version' | 'sources' | 'recommendations' | 'kit'> {
  /** Length of a script. */
  seconds: number | undefined;
  /** How much later its audio says its lines: 0 for what has none. */
  slateSeconds: number;
  /** Body of a lesson; scripts are drawn from their cues, kits from their parts, guides from their cards. */
  html: string;
  review: { by: string; on: string } | undefined;
  exports: ExportLink[];
}

/** A file of an item to take away. */
export interface ExportLink {
  extension: ExportExtension;
  path: string;
  /** As what it is stored. */
  name: string;
}

/** An item's text in a language, or in the one it falls back to, as an edition. */
export function editionIn(content: Content, item: Item, language: LanguageCode): Edition | undefined {
  const text = textIn(item, language);
  return text && toEdition(content.library, item, text, content.audio[`${text.language}/${item.slug}`]);
}

const toCard = (content: Content, { item, text, draft }: Edition, language: LanguageCode): ItemCard => ({
  // The words travel once, as the view's own fields.
  item: { ...item, texts: {} },
  path: itemPath(language, item),
  title: text.title,
  summary: text.summary,
  textLanguage: text.language,
  draft,
  audio: content.audio[`${text.language}/${item.slug}`]
});

export const toItemCards = (content: Content, kind: Kind, language: LanguageCode): ItemCard[] =>
  itemsOf(content.library, kind).flatMap((item) => {
    const edition = editionIn(content, item, language);
    return edition ? [toCard(content, edition, language)] : [];
  });

export function toItemView(content: Content, kind: Kind, slug: string, language: LanguageCode): ItemView | undefined {
  const item = content.library.items.find((one) => one.kind === kind && one.slug === slug);
  const edition = item && editionIn(content, item, language);
  if (!edition) return undefined;
  const { text, version, sources, recommendations, kit } = edition;
  const { by, on } = text.review;
  return {
    ...toCard(content, edition, language),
    version,
    sources,
    recommendations,
    kit,
    seconds: edition.script?.seconds,
    slateSeconds: slateSeconds(edition),
    html:
      item.kind === 'lesson'
        ? withScrollingTables(withSectionIds(text.html, edition.sections), translateFor(language)) +
          protocolLink(content, language)
        : '',
    review: by !== null && on !== null ? { by, on } : undefined,
    exports: toExportLinks(edition, language)
  };
}

export const toExportLinks = (edition: Edition, language: LanguageCode): ExportLink[] =>
  formatsOf(edition.item.kind).map(({ extension }) => ({
    extension,
    path: exportPath(language, edition.item, extension),
    name: exportFileName(edition, extension)
  }));

/** Below what to do if a pupil tells something, which ends a lesson: the whole of it, on one sheet. */
function protocolLink({ library }: Content, language: LanguageCode): string {
  const links = toUseLinks(itemsOf(library, 'kit').filter(isForSchool), language);
  const t = translateFor(language);
  return links
    .map(
      ({ path, title }) =>
        `<p class="screen">${t('classroom.protocol.sheet')} <a href="${path}">${escapeXml(title)}</a></p>`
    )
    .join('');
}

/** A lesson's headings named by their section, so that a link or the print sheet can point at them. */
function withSectionIds(html: string, sections: Edition['sections']): string {
  let next = 0;
  return html.replaceAll('<h2>', () => {
    const id = sections[next++]?.section?.id;
    return id === undefined ? '<h2>' : `<h2 id="s-${id}">`;
  });
}

/** Items that use a reference, as links. */
export interface UseLink {
  path: string;
  title: string;
}

export const toUseLinks = (items: Item[] | undefined, language: LanguageCode): UseLink[] =>
  (items ?? []).flatMap((item) => {
    const text = textIn(item, language);
    return text ? [{ path: itemPath(language, item), title: text.title }] : [];
  });
