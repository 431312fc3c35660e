import type { Block } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { sourceAnchor } from '#lib/domain/reference.ts';
import { describeSource } from '#lib/i18n/format.ts';
import type { LessonForm } from '#lib/i18n/lesson-form.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toActivitiesHtml } from './activity-html.ts';
import { toBlockHtml, toInlineHtml, type HrefOf } from './html.ts';
import { toSheet } from './sheet.ts';
import { element, escapeXml } from './xml.ts';

/** A part of a lesson as markup that is HTML and XML at once. */
export interface LessonPart {
  /** `s-purpose`, which links can lead to. */
  id: string;
  title: string;
  html: string;
}

/** A claim leads to its source at the end of the same page; words and blanks stand as they are. */
const hrefIn =
  ({ sources }: Edition): HrefOf =>
  (reference) => {
    const anchor = sourceAnchor(reference);
    return sources.some((source) => source.anchor === anchor) ? `#${anchor}` : undefined;
  };

/** What a lesson says before its parts: draft mark, title, summary, facts. */
export function lessonHead(edition: Edition): string {
  const { draft, title, summary, facts, version } = toSheet(edition);
  return [
    ...(draft ? [element('p', {}, element('strong', { class: 'draft' }, escapeXml(draft.mark)))] : []),
    element('h1', {}, escapeXml(title)),
    element('p', { class: 'lead' }, escapeXml(summary)),
    ...(draft ? [element('p', { class: 'note' }, escapeXml(draft.note))] : []),
    element('p', { class: 'tags' }, escapeXml([facts, version].join(' · ')))
  ].join('\n');
}

/** Where a lesson belongs in school, by the official names. */
export const formHtml = ({ rows, note }: LessonForm): string =>
  rows.length === 0
    ? ''
    : element(
        'dl',
        { class: 'form' },
        ...rows.flatMap(({ label, values }) => [
          element('dt', {}, element('strong', {}, escapeXml(label))),
          ...values.map(({ words, means }) =>
            element('dd', {}, escapeXml(means === undefined ? words : `${words} (${means})`))
          )
        ])
      ) + element('p', { class: 'tags' }, escapeXml(note));

/** A lesson's parts in their order; what stands before the first heading is a part without a title. */
export function lessonParts(edition: Edition): LessonPart[] {
  const hrefOf = hrefIn(edition);
  const { blocks } = edition.text.document;
  const starts = blocks.flatMap((block, index) => (block.type === 'heading' && block.depth === 2 ? [index] : []));
  const first = blocks.slice(0, starts[0] ?? blocks.length);
  const parts = starts.map((start, index): LessonPart => {
    const heading = blocks[start] as Extract<Block, { type: 'heading' }>;
    const id = edition.sections[index]?.section?.id;
    return {
      id: `s-${id ?? index + 1}`,
      title: toInlineHtml(heading.content, hrefOf),
      html: toBlockHtml(blocks.slice(start + 1, starts[index + 1]), hrefOf)
    };
  });
  return [...(first.length > 0 ? [{ id: 's-0', title: '', html: toBlockHtml(first, hrefOf) }] : []), ...parts];
}

export const partHtml = ({ id, title, html }: LessonPart): string =>
  element('section', { id }, title === '' ? '' : element('h2', {}, title), html);

/** A lesson's activities for the one script that runs them; '' where it has none. */
export const activitiesHtml = (edition: Edition): string =>
  toActivitiesHtml(edition, { t: translateFor(edition.language), hrefOf: hrefIn(edition) });

/** Whom to ask, for whoever has just done the activities: the first lines that the lesson names. */
export function helpHtml({ sources, language }: Edition): string {
  const t = translateFor(language);
  const lines = sources.flatMap((source) =>
    source.type === 'contact' && source.contact.number ? [source.contact] : []
  );
  return element(
    'section',
    { class: 'alarm', 'aria-labelledby': 'pedir-ayuda' },
    element('h2', { id: 'pedir-ayuda' }, escapeXml(t('activity.help'))),
    element(
      'ul',
      {},
      ...lines.slice(0, 4).map(({ name, number, for: about }) => {
        const called = number && !name[language].includes(number) ? `: ${number}` : '';
        return element('li', {}, escapeXml(`${name[language]}${called}. ${about[language]}`));
      })
    )
  );
}

/** What a lesson rests on, in full: the packages have no other page to lead to. */
export function sourcesHtml(edition: Edition): string {
  const { sources, language } = edition;
  const t = translateFor(language);
  const { sourcesNote, licence, version } = toSheet(edition);
  return element(
    'section',
    { id: 'fuentes' },
    element('h2', {}, escapeXml(t('item.sources'))),
    sourcesNote === undefined ? '' : element('p', { class: 'tags' }, escapeXml(sourcesNote)),
    element(
      'ol',
      { class: 'sources' },
      ...sources.map((source) => {
        const { title, detail } = describeSource(source, language, t);
        return element(
          'li',
          { id: source.anchor },
          element('strong', {}, escapeXml(title)),
          ' ',
          element('span', { class: 'detail' }, escapeXml(detail))
        );
      })
    ),
    element('p', { class: 'tags' }, escapeXml(`${licence} · ${version} · ${languages[language].name}`))
  );
}
