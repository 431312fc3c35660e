import type { Cycle } from '#lib/domain/curriculum.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { languages, type LanguageCode } from '#lib/domain/language.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toPlainCsv, toCsv } from './csv.ts';
import { toSheet } from './sheet.ts';

/** What a file of a lesson is to whoever looks into the channel. */
export type ChannelFileUse = 'page' | 'book' | 'print' | 'audio';

export interface ChannelLesson {
  edition: Edition;
  files: { use: ChannelFileUse; fileName: string; title: string; draft: boolean }[];
}

export interface Channel {
  language: LanguageCode;
  lessons: readonly ChannelLesson[];
}

/** `willakuy-quz-borrador`: the folder with the lessons, beside which its tables stand. */
export const channelFolder = ({ language, lessons }: Channel): string =>
  ['willakuy', language, ...(isDraft(lessons) ? ['borrador'] : [])].join('-');

/** `01-una-oferta-de-trabajo`: programs take folders in the order of their names. */
export const lessonFolderName = (channel: Channel, { edition }: ChannelLesson): string =>
  `${String(channel.lessons.findIndex((lesson) => lesson.edition === edition) + 1).padStart(2, '0')}-${edition.item.slug}`;

const isDraft = (lessons: readonly ChannelLesson[]): boolean => lessons.some(({ edition }) => edition.draft);

/** Nobody can own it, so no other channel can be taken for ours. */
const sourceDomain = 'willakuy.invalid';

/** Kolibri's names for levels (le-utils, labels/levels). */
const levels: Record<Cycle, string> = { V: 'UPPER_PRIMARY', VI: 'LOWER_SECONDARY', VII: 'UPPER_SECONDARY' };

/**
 * Tables and words beside a channel's folder: Channel.csv and Content.csv as Learning Equality's ricecooker (LineCook) reads
 * them, with just its columns; what it has no column for (age, grades, areas) in the descriptions and in Lecciones.csv.
 */
export function toChannelTables(channel: Channel): { path: string; content: string }[] {
  const { language, lessons } = channel;
  const t = translateFor(language);
  const folder = channelFolder(channel);
  const code = languages[language].broadCode;
  const draft = isDraft(lessons);
  const mark = (title: string, marked: boolean) => (marked ? `${t('item.draft')} · ${title}` : title);
  const note = draft ? `${t('platforms.channel.draft')} ` : '';
  const described = lessons.map((lesson) => ({ lesson, about: describe(lesson.edition) }));
  return [
    {
      path: 'Channel.csv',
      content: toPlainCsv(
        ['Title', 'Description', 'Domain', 'Source ID', 'Language', 'Thumbnail'],
        [
          [
            mark(t('platforms.channel.title'), draft),
            `${note}${t('platforms.channel.description')}`,
            sourceDomain,
            `willakuy-${language}`,
            code,
            ''
          ]
        ]
      )
    },
    {
      path: 'Content.csv',
      content: toPlainCsv(
        [
          'Path *',
          'Title *',
          'Source ID',
          'Description',
          'Author',
          'Language',
          'License ID *',
          'License Description',
          'Copyright Holder',
          'Thumbnail'
        ],
        described.flatMap(({ lesson, about }) => {
          const { edition, files } = lesson;
          const { slug } = edition.item;
          const place = `${folder}/${lessonFolderName(channel, lesson)}`;
          const row = (path: string, title: string, id: string, marked = edition.draft) => [
            path,
            mark(title, marked),
            id,
            `${edition.draft ? note : ''}${about.line}`,
            'Willakuy',
            code,
            'CC BY',
            '',
            'Willakuy',
            ''
          ];
          return [
            row(place, about.title, slug),
            ...files.map(({ use, fileName, title, draft: marked }) =>
              row(`${place}/${fileName}`, t(`platforms.channel.${use}`, { title }), `${slug}-${use}`, marked)
            )
          ];
        })
      )
    },
    {
      path: 'Lecciones.csv',
      content: toCsv(
        columns.map((column) => t(`platforms.channel.columns.${column}`)),
        described.map(({ lesson, about }) =>
          columns.map((column) => (column === 'folder' ? lessonFolderName(channel, lesson) : about.values[column]))
        )
      )
    },
    {
      path: 'LEEME.txt',
      content: [
        mark(t('platforms.channel.title'), draft),
        '',
        ...(draft ? [t('platforms.channel.draft'), ''] : []),
        t('platforms.channel.description'),
        '',
        t('platforms.channel.readMe', { folder }),
        ''
      ].join('\r\n')
    }
  ];
}

const columns = [
  'lesson',
  'title',
  'language',
  'state',
  'version',
  'age',
  'cycles',
  'grades',
  'levels',
  'areas',
  'competencies',
  'minutes',
  'folder'
] as const;

function describe(edition: Edition) {
  const { item, language, lesson } = edition;
  const t = translateFor(language);
  const { title, summary, draft } = toSheet(edition);
  const cycles = lesson?.place.cycles ?? [];
  const grades = cycles.map((cycle) => cycle.grades[language]).join('; ');
  const areas = lesson?.place.areas.join('; ') ?? '';
  const minutes = item.kind === 'lesson' ? item.minutes.join(' / ') : '';
  const age = item.ages.from;
  return {
    title,
    line: t('platforms.channel.lesson', { summary, grades, age, minutes, areas }),
    values: {
      lesson: item.slug,
      title,
      // The language itself: only Kolibri has to do with less.
      language,
      state: draft?.mark ?? '',
      version: edition.version,
      age,
      cycles: cycles.map(({ id }) => id).join('; '),
      grades,
      levels: cycles.map(({ id }) => levels[id]).join('; '),
      areas,
      competencies: lesson?.place.competencies.map(({ name }) => name).join('; ') ?? '',
      minutes
    }
  };
}
