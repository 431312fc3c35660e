import type { Cycle } from './curriculum.ts';
import type { Item } from './item.ts';
import { kindPaths } from './kind.ts';
import { languages, type LanguageCode } from './language.ts';
import type { PrintFile } from './print.ts';
import { sourceAnchor, type Reference } from './reference.ts';

/** Every page's address, in one place: pages, exports and library.json all link with these. */
export const sitePages = [
  'radio',
  'escuela',
  'familia',
  'estudio',
  'fuentes',
  'ayuda',
  'glosario',
  'conducir'
] as const;
export type SitePage = (typeof sitePages)[number];

export const homePath = (language: LanguageCode): string => `/${language}/`;
export const sitePath = (language: LanguageCode, page: SitePage): string => `/${language}/${page}/`;
export const itemPath = (language: LanguageCode, item: Pick<Item, 'kind' | 'slug'>): string =>
  `/${language}/${kindPaths[item.kind]}/${item.slug}/`;

/** What the telephone keeps of a visit: every page of families leads there. */
export const tracesPath = (language: LanguageCode): string =>
  itemPath(language, { kind: 'guide', slug: 'en-este-celular' });

/** A guide to hand on: its words, its audio and a picture, without a link. The files lie below it. */
export const sendPath = (language: LanguageCode, slug: string): string =>
  `${sitePath(language, 'familia')}${slug}/enviar/`;

/** Where a family keeps the guides on its telephone, and takes them off again. */
export const keepPath = (language: LanguageCode): string => `${sitePath(language, 'familia')}guardar/`;

/** Exports stand beside their page: `/es/radio/la-llamada.docx`. */
export const exportPath = (language: LanguageCode, item: Pick<Item, 'kind' | 'slug'>, extension: string): string =>
  `/${language}/${kindPaths[item.kind]}/${item.slug}.${extension}`;

/** Ways to lay out one script, by the last part of its address; `full` (control and locution) is the script's own page. */
export const scriptViews = {
  full: '',
  control: 'tecnico/',
  locution: 'literario/',
  prompter: 'atril/',
  bilingual: 'dos-lenguas/',
  kit: 'conducir/'
} as const;
export type ScriptView = keyof typeof scriptViews;
export const scriptViewNames = Object.keys(scriptViews) as ScriptView[];

export const scriptViewPath = (language: LanguageCode, item: Pick<Item, 'kind' | 'slug'>, view: ScriptView): string =>
  `${itemPath(language, item)}${scriptViews[view]}`;

/** A lesson's pages, by the last part of their address; `plan` is the lesson's own. */
export const lessonViews = {
  plan: '',
  /** For the pupils: one sheet, its back in the other language. */
  sheet: 'hoja/',
  /** For the teacher: the plan on paper. */
  teacher: 'docente/',
  poster: 'afiche/',
  activities: 'actividades/',
  /** Questions before and after, with the totals of the class. */
  check: 'antes-y-despues/',
  slides: 'diapositivas/'
} as const;
export type LessonViewName = keyof typeof lessonViews;

export const lessonViewPath = (
  language: LanguageCode,
  item: Pick<Item, 'kind' | 'slug'>,
  view: LessonViewName
): string => `${itemPath(language, item)}${lessonViews[view]}`;

/** Those that are papers: to print, and as files beside their page. */
export const lessonPapers = ['sheet', 'teacher', 'poster'] as const satisfies readonly LessonViewName[];
export type LessonPaper = (typeof lessonPapers)[number];

/** `hoja`: a paper by the last part of its address. */
export const lessonPaperSlug = (paper: LessonPaper): string => lessonViews[paper].slice(0, -1);
/** The paper at an address. */
export const lessonPaperAt = (slug: string): LessonPaper | undefined =>
  lessonPapers.find((paper) => lessonPaperSlug(paper) === slug);

/** A paper's file: `/es/escuela/mis-documentos/hoja.pdf`. */
export const lessonPaperPath = (
  language: LanguageCode,
  item: Pick<Item, 'kind' | 'slug'>,
  paper: LessonPaper,
  extension: string
): string => `${itemPath(language, item)}${lessonPaperSlug(paper)}.${extension}`;

/** The lessons of a cycle in their order, week by week. */
export const cyclePath = (language: LanguageCode, cycle: Cycle): string =>
  `${sitePath(language, 'escuela')}camino/${cycleSlug(cycle)}/`;
export const cycleSlug = (cycle: Cycle): string => cycle.toLowerCase();

/** What families can print, all together. */
export const printsPath = (language: LanguageCode): string => `/${language}/${kindPaths.print}/`;
/** `/es/familia/para-imprimir/hoja-doblada/dos-lenguas.pdf` */
export const printFilePath = (language: LanguageCode, print: Pick<Item, 'kind' | 'slug'>, file: PrintFile): string =>
  `${itemPath(language, print)}${file}.pdf`;

/** A guide by the number that is said on the radio, typed on a cheap telephone and drawn as a QR code: `/1`, `/11`. */
export const shortCode = (language: LanguageCode, { order }: Pick<Item, 'order'>): string =>
  String(order).repeat(languages[language].codeTimes);
export const shortPath = (code: string): string => `/${code}`;
/** Where a short address leads: to the guide's audio. */
export const hearPath = (language: LanguageCode, guide: Pick<Item, 'kind' | 'slug'>): string =>
  `${itemPath(language, guide)}#${hearAnchor}`;
export const hearAnchor = 'oir';

/** The poster with a guide's short address, to print. */
export const codePosterPath = (language: LanguageCode, { slug }: Pick<Item, 'slug'>): string =>
  `${printsPath(language)}escuchar/${slug}/`;
export const codeSizes = ['a4', 'a6'] as const;
export type CodeSize = (typeof codeSizes)[number];
/** `/es/familia/para-imprimir/escuchar/revisar-un-trabajo/a6.pdf` */
export const codePosterFilePath = (language: LanguageCode, guide: Pick<Item, 'slug'>, size: CodeSize): string =>
  `${codePosterPath(language, guide)}${size}.pdf`;

/** A serial: who is in it, and its episodes in order. */
export const seriesPath = (language: LanguageCode, id: string): string => `${sitePath(language, 'radio')}series/${id}/`;

/** Rooms of the radio desk, where a station works with its own details. They need JavaScript. */
export const deskRooms = {
  home: '',
  station: 'radio/',
  script: 'guion/',
  record: 'grabar/',
  rundown: 'escaleta/',
  campaign: 'campana/',
  pack: 'paquete/'
} as const;
export type DeskRoom = keyof typeof deskRooms;
export const deskRoomNames = Object.keys(deskRooms) as DeskRoom[];
/** The room that stands at an address. */
export const deskRoomAt = (pathname: string): DeskRoom | undefined =>
  deskRoomNames.find((room) => pathname.endsWith(`/mesa/${deskRooms[room]}`));
export const deskPath = (language: LanguageCode, room: DeskRoom): string => `/${language}/mesa/${deskRooms[room]}`;
/** A script in the desk. The slug is in the query, so that one page serves them all, offline too. */
export const deskScriptPath = (language: LanguageCode, slug: string): string =>
  `${deskPath(language, 'script')}?g=${slug}`;

/** Recording a script's lines on the desk; `text` is the language that is read, the page's own where it is not given. */
export const deskRecordPath = (language: LanguageCode, slug: string, text: LanguageCode = language): string =>
  `${deskPath(language, 'record')}?guion=${slug}&idioma=${text}`;

/** The embedded voice for browsers (static/voice), each file named by its hash. */
export const voiceFolder = '/voice/';
/** Its licence and the way to its source. */
export const voiceLicencePath = `${voiceFolder}LICENSE.txt`;

/** Where a source is explained in full. */
export function sourcePath(language: LanguageCode, { scheme, id }: Reference): string {
  switch (scheme) {
    case 'finding':
      return `${sitePath(language, 'estudio')}#${id.split('.')[0]}`;
    case 'recommendation':
      return `${sitePath(language, 'estudio')}#${id}`;
    case 'fact':
      return `${sitePath(language, 'fuentes')}#${id}`;
    case 'contact':
      return `${sitePath(language, 'ayuda')}#${id}`;
    case 'term':
      return `${sitePath(language, 'glosario')}#${id}`;
    case 'blank':
      return `#${sourceAnchor({ scheme, id })}`;
  }
}

/** The same page in another language. */
export const inLanguage = (pathname: string, language: LanguageCode): string =>
  pathname.replace(/^\/[a-z]+(?=\/|$)/, `/${language}`);
