import type { Edition } from '#lib/domain/edition.ts';
import { formatReference } from '#lib/domain/reference.ts';
import { sourcesOf } from '#lib/domain/sources.ts';
import { describeSource } from '#lib/i18n/format.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toRuns, toSheet, type Run } from './sheet.ts';

/** The questions before and after as other platforms take them: they travel without their page, and say all the same. */
export interface CheckSheet {
  /** `BORRADOR · Una oferta de trabajo: antes y después`, without the mark where it is none. */
  title: string;
  /** What whoever answers is told first, in paragraphs: what to do, whether it is a draft, whom to call. */
  intro: string[];
  questions: CheckQuestion[];
  /** What the questions rest on, what is known of the lines, licence and version: for the teacher, one paragraph each. */
  notes: string[];
}

export interface CheckQuestion {
  /** `p1` */
  id: string;
  /** `BORRADOR · Una oferta de trabajo 1` */
  name: string;
  words: Run[];
  answers: { id: string; words: Run[]; right: boolean; feedback: Run[] }[];
}

/** Undefined where a text has no questions. */
export function toCheckSheet(edition: Edition): CheckSheet | undefined {
  const check = edition.lesson?.check;
  if (!check) return undefined;
  const { language } = edition;
  const t = translateFor(language);
  const { draft, title, version, licence } = toSheet(edition);
  const contents = check.questions.flatMap(({ content, answers }) => [
    content,
    ...answers.flatMap((answer) => [answer.content, answer.feedback])
  ]);
  const cited = sourcesOf(edition.sources, contents);
  const numbers = new Map(cited.map(({ reference }, index) => [formatReference(reference), index + 1]));
  const describe = (source: Edition['sources'][number]) => {
    const { title, detail } = describeSource(source, language, t);
    return `${title}. ${detail}`.replace('..', '.');
  };
  const lines = edition.sources.filter((source) => source.type === 'contact' && source.contact.number !== undefined);
  const named = [draft?.mark, title].filter(Boolean).join(' · ');
  return {
    title: t('platforms.checkTitle', { title: named }),
    intro: [
      t('platforms.checkIntro'),
      ...(draft ? [draft.note] : []),
      ...(lines.length > 0
        ? [
            t('platforms.help', {
              contact: lines.map((source) => describeSource(source, language, t).title).join('; ')
            })
          ]
        : [])
    ],
    questions: check.questions.map(({ content, answers }, index) => ({
      id: `p${index + 1}`,
      name: `${named} ${index + 1}`,
      words: toRuns(content, numbers),
      answers: answers.map((answer, place) => ({
        id: `r${place + 1}`,
        words: toRuns(answer.content, numbers),
        right: answer.right,
        feedback: toRuns(answer.feedback, numbers)
      }))
    })),
    notes: [
      ...cited.map((source, index) => `[${index + 1}] ${describe(source)}`),
      ...lines.map(describe),
      `${licence} · ${version}`
    ]
  };
}
