import type { Edition } from '#lib/domain/edition.ts';
import type { Library } from '#lib/domain/library.ts';
import { itemPath } from '#lib/domain/paths.ts';
import type { FormRow, FormValue } from '#lib/domain/paper.ts';
import { formatClock } from '#lib/domain/timing.ts';
import type { ReadingTranslate } from './create-translate.ts';
import { formatDate } from './format.ts';

export interface LessonForm {
  rows: FormRow[];
  /** Where the official names come from, and when that was looked up. */
  note: string;
}

/** Where a lesson belongs in school and which episode it goes with, as rows of a form. Official names stay Spanish, with what they mean. */
export function toLessonForm(
  { item, lesson, language }: Edition,
  episode: Edition | undefined,
  { curriculum }: Library,
  t: ReadingTranslate
): LessonForm {
  if (item.kind !== 'lesson' || !lesson) return { rows: [], note: '' };
  const { place } = lesson;
  const said = (words: string): FormValue => ({ words, official: false });
  // Whoever reads Spanish needs no second name.
  const official = (words: string, means?: string): FormValue => ({
    words,
    official: true,
    means: language === 'es' ? undefined : means
  });
  const rows: FormRow[] = [
    {
      label: t('lesson.form.cycles'),
      values: place.cycles.map(({ id, grades }) => said(t('lesson.form.cycle', { id, grades: grades[language] })))
    },
    { label: t('lesson.form.ages'), values: [said(t('lesson.form.age', { age: item.ages.from }))] },
    { label: t('lesson.form.areas'), values: place.areas.map((name) => official(name)) },
    {
      label: t('lesson.form.competencies'),
      values: place.competencies.map(({ name, means }) => official(name, means[language]))
    },
    {
      label: t('lesson.form.capacities'),
      values: place.competencies.flatMap(({ capacities }) => capacities.map((name) => official(name)))
    },
    {
      label: t('lesson.form.approaches'),
      values: place.approaches.map(({ name, means }) => official(name, means[language]))
    },
    {
      label: t('lesson.form.tutoring'),
      values: [said(t('lesson.form.dimension', place.tutoring))]
    },
    { label: t('lesson.form.minutes'), values: [said(t('item.minutes', { minutes: item.minutes.join(' / ') }))] },
    {
      label: t('lesson.form.episode'),
      values: episode
        ? [
            {
              words: t('lesson.form.episodeLength', {
                title: episode.text.title,
                time: formatClock(episode.script?.seconds ?? 0)
              }),
              official: false,
              path: itemPath(language, episode.item)
            }
          ]
        : []
    }
  ];
  return {
    rows: rows.filter(({ values }) => values.length > 0),
    note: t('lesson.form.source', { source: curriculum.source, date: formatDate(curriculum.checkedOn) })
  };
}
