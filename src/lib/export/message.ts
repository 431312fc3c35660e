import type { Edition } from '#lib/domain/edition.ts';
import { withoutWriting } from '#lib/domain/writing-line.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toPlainLines } from './plain-blocks.ts';
import { toSheet } from './sheet.ts';

/**
 * A guide as a message that is handed on: its words, where they come from, and no address. Lines are as long as the
 * telephone makes them; a byte-order mark and CRLF help old ones read the letters.
 */
export function toMessage(edition: Edition): string {
  const t = translateFor(edition.language);
  const { draft, title, summary, licence } = toSheet(edition);
  const words = toPlainLines(withoutWriting(edition.text.document.blocks), new Map()).map(({ type, text }) =>
    type === 'heading' ? `\n${text.toLocaleUpperCase('es')}` : text
  );
  const sources = new Set(
    edition.sources.flatMap((source) =>
      source.type === 'fact' ? [source.fact.source.title] : source.type === 'finding' ? [t('send.study')] : []
    )
  );
  const lines = [
    title.toLocaleUpperCase('es'),
    summary,
    ...words,
    ...(sources.size > 0 ? ['', `${t('item.sources')}: ${[...sources].join('; ')}.`] : []),
    ...(draft ? ['', `${draft.mark}. ${draft.note}`] : []),
    licence
  ];
  return `\uFEFF${lines.join('\n').replaceAll('\n', '\r\n')}\r\n`;
}
