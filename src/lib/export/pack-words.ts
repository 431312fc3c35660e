import type { Key, KeysOf, TranslateOf } from '#lib/i18n/create-translate.ts';
import type pack from '../../../locales/es/pack-file.json';
import type rundown from '../../../locales/es/rundown.json';
import type desk from '../../../locales/es/desk.json';
import type station from '../../../locales/es/station.json';

/** Every word that a pack says. */
export type PackTranslate = TranslateOf<
  Key | KeysOf<typeof desk> | KeysOf<typeof station> | KeysOf<typeof rundown> | KeysOf<typeof pack>
>;
