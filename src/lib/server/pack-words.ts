import { languageCodes, type LanguageCode } from '#lib/domain/language.ts';
import type { PackTranslate } from '#lib/export/pack-words.ts';
import { createTranslate } from '#lib/i18n/create-translate.ts';
import esDesk from '../../../locales/es/desk.json' with { type: 'json' };
import esPack from '../../../locales/es/pack-file.json' with { type: 'json' };
import esRundown from '../../../locales/es/rundown.json' with { type: 'json' };
import esStation from '../../../locales/es/station.json' with { type: 'json' };
import es from '../../../locales/es/ui.json' with { type: 'json' };
import quzDesk from '../../../locales/quz/desk.json' with { type: 'json' };
import quzPack from '../../../locales/quz/pack-file.json' with { type: 'json' };
import quzRundown from '../../../locales/quz/rundown.json' with { type: 'json' };
import quzStation from '../../../locales/quz/station.json' with { type: 'json' };
import quz from '../../../locales/quz/ui.json' with { type: 'json' };

const files: Record<LanguageCode, object> = {
  es: { ...es, ...esDesk, ...esStation, ...esRundown, ...esPack },
  quz: { ...quz, ...quzDesk, ...quzStation, ...quzRundown, ...quzPack }
};

/** Every word that a pack says, in every language. */
export const packWords = Object.fromEntries(
  languageCodes.map((code) => [code, createTranslate(code, files[code])])
) as Record<LanguageCode, PackTranslate>;
