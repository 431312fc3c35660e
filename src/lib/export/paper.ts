import { inlineRuns, type Block, type Inline } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import type { Lesson, SectionText } from '#lib/domain/lesson.ts';
import type { Library } from '#lib/domain/library.ts';
import type { LessonPaper } from '#lib/domain/school-paths.ts';
import {
  nowhere,
  plainInlines,
  toHelpLines,
  toPaperBlocks,
  type Paper,
  type PaperBlock,
  type PaperSide
} from '#lib/domain/paper.ts';
import { formatReference } from '#lib/domain/reference.ts';
import { fitPaper } from '#lib/domain/paper-fit.ts';
import { sourcesOf, type Source } from '#lib/domain/sources.ts';
import { describeBriefly } from '#lib/i18n/format.ts';
import { toLessonForm } from '#lib/i18n/lesson-form.ts';
import type { ReadingTranslate } from '#lib/i18n/create-translate.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { licence } from './sheet.ts';

export interface PaperSource {
  library: Library;
  /** The lesson in the language one reads, then in the others. */
  editions: Edition[];
  /** The episode it goes with, in the first of these languages. */
  episode: Edition | undefined;
}

/** One of a lesson's papers, fitted to its sheets; undefined where there is no text. */
export function toPaper(
  name: LessonPaper,
  { library, editions, episode }: PaperSource
): Paper<LessonPaper> | undefined {
  const [front] = editions;
  if (!front) return undefined;
  const shown = name === 'sheet' ? editions : [front];
  const t = translateFor(front.language);
  const parts = name === 'teacher' ? teacherParts(front, episode, library, t) : [];
  const sources = sourcesOf(
    front.sources,
    parts.flatMap((part) => [...inlineRuns(part.filter(isText))])
  );
  const sides =
    name === 'teacher'
      ? parts.map((blocks, index) =>
          toSide(
            name,
            front,
            library,
            index === parts.length - 1 && sources.length > 0
              ? [...blocks, sourceBlock(sources, front.language, t)]
              : blocks
          )
        )
      : shown.map((edition) => toSide(name, edition, library, toPaperBlocks(wordsOf(name, edition))));
  return fitPaper({
    name,
    label: t(`lesson.pages.${name}`),
    sides,
    sources,
    draft: shown.some(({ draft }) => draft)
  });
}

const isText = (block: PaperBlock): block is Block =>
  block.type !== 'write' && block.type !== 'ticks' && block.type !== 'form' && block.type !== 'sources';

/** One side of a paper, before it is fitted to its sheet. */
export function toSide(name: LessonPaper, edition: Edition, library: Library, blocks: PaperBlock[]): PaperSide {
  const { language, text, draft, version } = edition;
  const t = translateFor(language);
  return {
    language,
    title: text.title,
    draftMark: draft ? t('item.draft') : undefined,
    label: t(`lesson.pages.${name}`),
    fields: name === 'sheet' ? [t('lesson.paper.name'), t('lesson.paper.date')] : [],
    blocks,
    helpTitle: t('lesson.paper.help'),
    help: toHelpLines(library.contacts, language),
    edge: `${licence} · ${t('item.version', { hash: version })}`,
    version,
    fit: { points: 9, roomMm: 0 }
  };
}

const sectionOf = ({ sections }: Edition, id: string): SectionText | undefined =>
  sections.find(({ section }) => section?.id === id);

/** What stands on a pupils' sheet or a poster; a lesson without key ideas has its board on the wall. */
const wordsOf = (name: 'sheet' | 'poster', edition: Edition): Block[] =>
  (name === 'sheet' ? sectionOf(edition, 'sheet') : (sectionOf(edition, 'ideas') ?? sectionOf(edition, 'board')))
    ?.blocks ?? [];

/** In the order in which a teacher needs them; what is not named here has a paper or page of its own. */
const teacherSections = [
  'purpose',
  'criteria',
  'materials',
  'before',
  'opening',
  'development',
  'closing',
  'board',
  'radio',
  'family',
  'adaptations'
];

/** The plan, then what to do when a pupil tells something, which stays at hand on a sheet of its own. */
function teacherParts(
  edition: Edition,
  episode: Edition | undefined,
  library: Library,
  t: ReadingTranslate
): PaperBlock[][] {
  const { lesson } = edition;
  const disclosure = sectionOf(edition, 'disclosure');
  const plan: PaperBlock[] = [
    { type: 'form', ...toLessonForm(edition, episode, library, t) },
    ...teacherSections.flatMap((id) => sectionBlocks(sectionOf(edition, id), t)),
    ...(lesson?.sort ? sectionBlocks(sectionOf(edition, 'sort'), t) : []),
    ...(lesson?.check ? checkAnswers(lesson.check, sectionOf(edition, 'check'), t) : [])
  ];
  return [plan, ...(disclosure ? [sectionBlocks(disclosure, t)] : [])];
}

function sectionBlocks(part: SectionText | undefined, t: ReadingTranslate): PaperBlock[] {
  if (!part) return [];
  const minutes = part.minutes.map((count) => t('lesson.paper.minutes', { minutes: count })).join(' / ');
  return [titleBlock(minutes === '' ? part.title : `${part.title} (${minutes})`), ...part.blocks];
}

const titleBlock = (words: string): Block => ({
  type: 'heading',
  depth: 2,
  content: plainInlines(words),
  at: nowhere
});

const row = (...words: (string | number)[]): Inline[][] => words.map((word) => plainInlines(String(word)));

/** Each question with its right answer and what to say about it. */
function checkAnswers(
  { questions }: NonNullable<Lesson['check']>,
  part: SectionText | undefined,
  t: ReadingTranslate
): PaperBlock[] {
  if (!part) return [];
  return [
    titleBlock(part.title),
    {
      type: 'table',
      at: part.at,
      rows: [
        row(t('lesson.paper.question'), t('lesson.paper.rightAnswer'), t('lesson.paper.why')),
        ...questions.map(({ content, answers }) => {
          const right = answers.find((answer) => answer.right);
          return [content, right?.content ?? [], right?.feedback ?? []];
        })
      ]
    }
  ];
}

function sourceBlock(sources: readonly Source[], language: LanguageCode, t: ReadingTranslate): PaperBlock {
  const { described, note } = describeBriefly(sources, language, translateFor(language));
  const notes = [sources.some(({ type }) => type === 'finding') && t('item.sourcesNote'), note];
  return {
    type: 'sources',
    title: t('item.sources'),
    note: notes.filter((one) => typeof one === 'string').join(' ') || undefined,
    letters: described.reduce((sum, { title, detail }) => sum + title.length + detail.length, 0)
  };
}

/** Number of each source of a paper, as printed behind its claims. */
export const toPaperNumbers = ({ sources }: Paper): ReadonlyMap<string, number> =>
  new Map(sources.map((source, index) => [formatReference(source.reference), index + 1]));

export const toPaperSources = ({ sources }: Paper, language: LanguageCode) =>
  describeBriefly(sources, language, translateFor(language)).described.map((words, index) => ({
    label: `[${index + 1}]`,
    ...words
  }));
