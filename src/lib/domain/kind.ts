export const kinds = ['lesson', 'script', 'guide', 'kit', 'print'] as const;
export type Kind = (typeof kinds)[number];

/** Folder of each kind below content/, and of its pages in the site. */
export const kindFolders: Record<Kind, string> = {
  lesson: 'lessons',
  script: 'scripts',
  guide: 'guides',
  kit: 'kits',
  print: 'prints'
};
export const kindPaths = {
  lesson: 'escuela',
  script: 'radio',
  guide: 'familia',
  kit: 'conducir',
  /** Papers that families take away. */
  print: 'familia/para-imprimir'
} as const satisfies Record<Kind, string>;

export const messages = ['false-offers', 'documents', 'school'] as const;
export type Message = (typeof messages)[number];

/** What a station airs, in the words of the trade: `panel` is an interview or panel guide, `call-in` a programme of calls. */
export const formats = ['spot', 'microprograma', 'drama', 'panel', 'call-in', 'vox-pop'] as const;
export type Format = (typeof formats)[number];
