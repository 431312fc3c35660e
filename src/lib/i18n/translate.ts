import type { LanguageCode } from '#lib/domain/language.ts';
import { createTranslate, type ReadingTranslate } from './create-translate.ts';
import esActivity from '../../../locales/es/activity.json' with { type: 'json' };
import esClassroom from '../../../locales/es/classroom.json' with { type: 'json' };
import esFamily from '../../../locales/es/family.json' with { type: 'json' };
import esKeep from '../../../locales/es/keep.json' with { type: 'json' };
import esLesson from '../../../locales/es/lesson.json' with { type: 'json' };
import esPlatform from '../../../locales/es/platform.json' with { type: 'json' };
import esPrints from '../../../locales/es/prints.json' with { type: 'json' };
import esReading from '../../../locales/es/reading.json' with { type: 'json' };
import quzActivity from '../../../locales/quz/activity.json' with { type: 'json' };
import quzClassroom from '../../../locales/quz/classroom.json' with { type: 'json' };
import quzFamily from '../../../locales/quz/family.json' with { type: 'json' };
import quzKeep from '../../../locales/quz/keep.json' with { type: 'json' };
import quzLesson from '../../../locales/quz/lesson.json' with { type: 'json' };
import quzPlatform from '../../../locales/quz/platform.json' with { type: 'json' };
import quzPrints from '../../../locales/quz/prints.json' with { type: 'json' };
import quzReading from '../../../locales/quz/reading.json' with { type: 'json' };
import es from '../../../locales/es/ui.json' with { type: 'json' };
import quz from '../../../locales/quz/ui.json' with { type: 'json' };

export type { Key, Translate } from './create-translate.ts';

const translates: Record<LanguageCode, ReadingTranslate> = {
  es: createTranslate('es', {
    ...es,
    ...esActivity,
    ...esClassroom,
    ...esFamily,
    ...esKeep,
    ...esLesson,
    ...esPlatform,
    ...esPrints,
    ...esReading
  }),
  quz: createTranslate('quz', {
    ...quz,
    ...quzActivity,
    ...quzClassroom,
    ...quzFamily,
    ...quzKeep,
    ...quzLesson,
    ...quzPlatform,
    ...quzPrints,
    ...quzReading
  })
};

export const translateFor = (language: LanguageCode): ReadingTranslate => translates[language];
