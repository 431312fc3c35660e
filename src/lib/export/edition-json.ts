import type { Edition } from '#lib/domain/edition.ts';

const format = 'willakuy-edition';
const version = 1;

/**
 * An edition as JSON: every cue, time, claim and source. The desk reads it back, so that what it makes in the browser is
 * what the build makes. The words are in `text.document` and, for scripts, in `script.cues`.
 */
export const toEditionJson = (edition: Edition): string =>
  `${JSON.stringify({ format, version, licence: 'CC BY 4.0', edition: withoutSource(edition) })}\n`;

/** The Markdown and the page's HTML say the same again, and weigh as much. */
const withoutSource = (edition: Edition): Edition => ({
  ...edition,
  item: { ...edition.item, texts: {} },
  text: { ...edition.text, source: '', html: '' }
});

/**
 * The edition in such a file of our own build.
 *
 * @throws when it is none, or one of another version.
 */
export function readEditionJson(source: string): Edition {
  const file = JSON.parse(source) as { format?: unknown; version?: unknown; edition?: Edition };
  if (file.format !== format || file.version !== version || !file.edition)
    throw new Error(`No es un texto de Willakuy (${format} ${version}).`);
  return file.edition;
}
