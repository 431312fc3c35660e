import type { KeptCopy } from './kept-files.ts';

// How kept pages differ from those that come over the network: their file as it was verified stays as it is.

/** A number may have changed by then. */
const oldAfterDays = 90;
const dayMilliseconds = 86_400_000;

export const isOld = ({ savedOn }: Pick<KeptCopy, 'savedOn'>, now: number): boolean =>
  now - Date.parse(savedOn) >= oldAfterDays * dayMilliseconds;

/** Names the file that a link hands over, in its address: a browser asks no worker for a link with `download`. */
export const saveAsQuery = 'guardar-como';

/** A kept page: it says since when it is here, and its files can be had without a network. */
export const toKeptPage = (html: string, copy: KeptCopy, now: number): string =>
  html.replace('<main id="texto">', (start) => start + noteOf(copy, now)).replace(downloads, toPlainLink);

function noteOf(copy: KeptCopy, now: number): string {
  const { saved, old, renewPath, renew } = copy.notes;
  return isOld(copy, now)
    ? `<p class="note screen">${escape(old)} <a href="${renewPath}">${escape(renew)}</a></p>`
    : `<p class="tags screen">${escape(saved)}</p>`;
}

const downloads = /<a\b[^>]*\sdownload(?:="[^"]*")?[^>]*>/g;

function toPlainLink(link: string): string {
  const [, address] = /\shref="(\/[^"?#]+)"/.exec(link) ?? [];
  if (address === undefined) return link;
  const [, name] = /\sdownload="([^"]+)"/.exec(link) ?? [];
  const file = name ?? address.replace(/^.*\//, '');
  return link
    .replace(`href="${address}"`, `href="${address}?${saveAsQuery}=${encodeURIComponent(file)}"`)
    .replace(/\sdownload(?:="[^"]*")?/, ` data-download="${file}"`);
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * The page that answers for one that was not kept: in the language of its address and for the same readers where such a copy is
 * there. Copies come newest first.
 */
export function absentPathFor(path: string, copies: readonly KeptCopy[]): string | undefined {
  const [, language, area] = path.split('/');
  const likeness = ({ notes }: KeptCopy): number => {
    const [, otherLanguage, otherArea] = notes.absentPath.split('/');
    return (language === otherLanguage ? 2 : 0) + (area === otherArea ? 1 : 0);
  };
  return [...copies].sort((a, b) => likeness(b) - likeness(a))[0]?.notes.absentPath;
}
