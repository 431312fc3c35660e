import { inlineRuns } from '#lib/domain/document.ts';
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
  /** What the class is told first. */
  intro: Run[][];
  questions: CheckQuestion[];
  /** Whether it is a draft, what its figures rest on, whom to call, version and licence: one paragraph each. */
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
  const contents = [
    ...inlineRuns(check.intro),
    ...check.questions.flatMap(({ content, answers }) => [
      content,
      ...answers.flatMap((answer) => [answer.content, answer.feedback])
    ])
  ];
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
    intro: [...inlineRuns(check.intro)].map((content) => toRuns(content, numbers)),
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
      ...(draft ? [draft.note] : []),
      ...cited.map((source, index) => `[${index + 1}] ${describe(source)}`),
      ...lines.map((source) => t('platforms.help', { contact: describe(source) })),
      `${licence} · ${version}`
    ]
  };
}
