import type { Place } from '../issue.ts';
import type { ItemText } from '../item.ts';

/**
 * What a reader sees of a text, at the same offsets as in its file: title, summary and body, with everything else
 * (other front matter, link targets, the scene a choice leads to, marks of emphasis) blanked out.
 */
export function proseOf({ source }: ItemText): string {
  const end = source.indexOf('\n---', 4) + 4;
  const head = source.slice(0, end).replace(/^.*$/gm, (line) => {
    const [, key = '', value = ''] = /^((?:title|summary):\s*)(.*)$/.exec(line) ?? [];
    return key === '' ? blank(line) : blank(key) + value;
  });
  const body = source
    .slice(end)
    .replace(/\]\([a-z]+:[^)\s]*(?:\s+"[^"\n]*")?\)/g, blank)
    .replace(/→ *\d+\.?$/gm, blank)
    .replace(/[[*_|#]/g, ' ');
  return head + body;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** The place in its file of an offset in a text. */
export function placeInText({ file, source }: ItemText, offset: number): Place {
  const before = source.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
