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

/** Words that only prerendered reading pages and their files say: no browser loads them. */
export const readingWords = {
  es: {
    ...esActivity,
    ...esClassroom,
    ...esFamily,
    ...esKeep,
    ...esLesson,
    ...esPlatform,
    ...esPrints,
    ...esReading
  },
  quz: {
    ...quzActivity,
    ...quzClassroom,
    ...quzFamily,
    ...quzKeep,
    ...quzLesson,
    ...quzPlatform,
    ...quzPrints,
    ...quzReading
  }
};
