export interface PlaylistEntry {
  title: string;
  seconds: number;
  /** Path of the audio from where the list stands; undefined for what has none: it stays as a remark. */
  file: string | undefined;
}

/** A playlist in UTF-8 for the station's player. What has no audio stands as a remark, so that nobody forgets it. */
export const toM3u8 = (entries: readonly PlaylistEntry[]): string =>
  [
    '#EXTM3U',
    '#EXTENC:UTF-8',
    ...entries.flatMap(({ title, seconds, file }) =>
      file === undefined ? [`# ${title}`] : [`#EXTINF:${Math.round(seconds)},${title}`, file]
    ),
    ''
  ].join('\r\n');
