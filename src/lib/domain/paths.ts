import type { Item } from './item.ts';
import { kindPaths } from './kind.ts';
import type { LanguageCode } from './language.ts';
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
      // All columns of a finding are explained in one place.
      return `${sitePath(language, 'estudio')}#${sourceAnchor({ scheme, id: id.split('.')[0] ?? id })}`;
    case 'recommendation':
      return `${sitePath(language, 'estudio')}#${id}`;
    case 'fact':
      return `${sitePath(language, 'fuentes')}#${sourceAnchor({ scheme, id })}`;
    case 'contact':
      return `${sitePath(language, 'ayuda')}#${sourceAnchor({ scheme, id })}`;
    case 'term':
      return `${sitePath(language, 'glosario')}#${sourceAnchor({ scheme, id })}`;
    case 'blank':
      return `#${sourceAnchor({ scheme, id })}`;
  }
}
/** Dials what stands first in a number: `113, opción 5` is 113. Undefined where there is no number. */
export function callUrl(words: string): string | undefined {
  const [number] = /\d[\d -]*\d/.exec(words) ?? [];
  return number && `tel:${number.replace(/\D/g, '')}`;
}
/** The same page in another language. */
export const inLanguage = (pathname: string, language: LanguageCode): string =>
  pathname.replace(/^\/[a-z]+(?=\/|$)/, `/${language}`);
