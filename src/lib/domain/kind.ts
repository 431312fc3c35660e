export const kinds = ['lesson', 'script', 'guide', 'kit'] as const;
export type Kind = (typeof kinds)[number];

/** Folder of each kind below content/, and of its pages in the site. */
export const kindFolders: Record<Kind, string> = {
  lesson: 'lessons',
  script: 'scripts',
  guide: 'guides',
  kit: 'kits'
};
export const kindPaths = {
  lesson: 'escuela',
  script: 'radio',
  guide: 'familia',
  kit: 'conducir'
} as const satisfies Record<Kind, string>;
