import type { LanguageCode } from '#lib/domain/language.ts';
import type { DeskRoom } from '#lib/domain/paths.ts';
import type { Key, KeysOf, TranslateOf } from '#lib/i18n/create-translate.ts';
import { createLightTranslate } from '#lib/i18n/light-translate.ts';
import { loadWords } from '#lib/i18n/load.ts';
import type campaign from '../../../locales/es/campaign.json';
import type desk from '../../../locales/es/desk.json';
import type pack from '../../../locales/es/pack.json';
import type record from '../../../locales/es/record.json';
import type rundown from '../../../locales/es/rundown.json';
import type script from '../../../locales/es/script.json';
import type station from '../../../locales/es/station.json';
import type voice from '../../../locales/es/voice.json';

type DeskWords = typeof desk &
  typeof station &
  typeof script &
  typeof record &
  typeof rundown &
  typeof campaign &
  typeof pack &
  typeof voice;
export type DeskKey = Key | KeysOf<DeskWords>;
export type DeskTranslate = TranslateOf<DeskKey>;

/** The voice's words come with the voice (HearScript.svelte). */
type WordFile = 'desk' | 'voice' | Exclude<DeskRoom, 'home'>;

/** What each room says besides the site's words: a phone loads no others. */
const roomFiles: Record<DeskRoom, readonly WordFile[]> = {
  home: ['desk'],
  station: ['desk', 'station'],
  script: ['desk', 'station', 'script'],
  record: ['desk', 'script', 'record'],
  rundown: ['desk', 'rundown'],
  campaign: ['desk', 'campaign'],
  pack: ['desk', 'pack', 'rundown', 'campaign']
};

const files: Record<LanguageCode, Record<WordFile, () => Promise<{ default: object }>>> = {
  es: {
    desk: () => import('../../../locales/es/desk.json'),
    station: () => import('../../../locales/es/station.json'),
    script: () => import('../../../locales/es/script.json'),
    record: () => import('../../../locales/es/record.json'),
    rundown: () => import('../../../locales/es/rundown.json'),
    campaign: () => import('../../../locales/es/campaign.json'),
    pack: () => import('../../../locales/es/pack.json'),
    voice: () => import('../../../locales/es/voice.json')
  },
  quz: {
    desk: () => import('../../../locales/quz/desk.json'),
    station: () => import('../../../locales/quz/station.json'),
    script: () => import('../../../locales/quz/script.json'),
    record: () => import('../../../locales/quz/record.json'),
    rundown: () => import('../../../locales/quz/rundown.json'),
    campaign: () => import('../../../locales/quz/campaign.json'),
    pack: () => import('../../../locales/quz/pack.json'),
    voice: () => import('../../../locales/quz/voice.json')
  }
};

/** Every word that a room says in one language: the site's, and its own. */
export const loadDeskTranslate = (language: LanguageCode, room: DeskRoom): Promise<DeskTranslate> =>
  loadTranslateOf(language, roomFiles[room]);

/** The site's words in one language, and those of some files. */
export async function loadTranslateOf(language: LanguageCode, names: readonly WordFile[]): Promise<DeskTranslate> {
  const [site, ...own] = await Promise.all([
    loadWords(language),
    ...names.map(async (file) => (await files[language][file]()).default)
  ]);
  return createLightTranslate(language, Object.assign({}, site, ...own) as object);
}
