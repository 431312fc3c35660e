import type { Question, Quiz, Sort, Story } from '#lib/domain/activity.ts';
import { inlineRuns, type Inline } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { letterOf } from '#lib/domain/play.ts';
import { sourcesOf, type Source } from '#lib/domain/sources.ts';
import type { ReadingTranslate } from '#lib/i18n/create-translate.ts';
import { toBlockHtml, toInlineHtml, type HrefOf } from './html.ts';
import { element, escapeXml } from './xml.ts';

/** Sections of a lesson that can be played. */
export const activitySections = ['sort', 'story', 'check'];

export interface ActivityMeans {
  t: ReadingTranslate;
  hrefOf: HrefOf;
}

/**
 * A lesson's activities as HTML for `<main>`, headings from the second level; '' where it has none. They are read, printed and cut
 * out as they stand, answers last; components/lesson/activities.ts makes them run, styles/activity.css draws both. Each tells that
 * it is done by the event `willakuy:done` with `{ activity, right, total }` (a story has nothing to get right: 0 of 0).
 */
export function toActivitiesHtml(edition: Edition, means: ActivityMeans): string {
  const { sort, story, check } = edition.lesson ?? {};
  const titleOf = (id: string) => edition.sections.find(({ section }) => section?.id === id)?.title ?? '';
  const parts = [
    sort && sortHtml(sort, titleOf('sort'), means),
    story && storyHtml(story, titleOf('story'), means),
    check && quizHtml(check, means)
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : [...parts, keyHtml(edition, titleOf('sort'), means)].join('\n');
}

/** What sections of a lesson rest on. */
export const sectionSources = ({ sections, sources }: Edition, ids: readonly string[]): Source[] =>
  sourcesOf(
    sources,
    inlineRuns(sections.filter(({ section }) => ids.includes(section?.id ?? '')).flatMap(({ blocks }) => blocks))
  );

/** One activity with the words that its script says. */
const activity = (
  name: string,
  { id, title, words }: { id: string; title: string; words: Record<string, string> },
  ...content: string[]
): string =>
  element(
    'section',
    { class: 'act', id, 'aria-labelledby': `${id}-t`, 'data-activity': name, 'data-words': JSON.stringify(words) },
    element('h2', { id: `${id}-t` }, escapeXml(title)),
    ...content
  );

/** Words with places that the script fills in: `{at}`. */
const places = { at: '{at}', total: '{total}', right: '{right}' };

function sortHtml({ intro, bins, cards }: Sort, title: string, { t, hrefOf }: ActivityMeans): string {
  const words = {
    step: t('activity.sort.step', places),
    choose: t('activity.sort.choose'),
    yes: t('activity.sort.yes'),
    again: t('activity.sort.again'),
    next: t('activity.next'),
    finish: t('activity.finish'),
    end: t('activity.sort.end', places),
    talk: t('activity.sort.talk'),
    restart: t('activity.restart')
  };
  return activity(
    'sort',
    { id: 'tarjetas', title, words },
    toBlockHtml(intro, hrefOf),
    element(
      'ul',
      { class: 'bins' },
      ...bins.map(({ name, content }) => element('li', { 'data-name': name }, toInlineHtml(content, hrefOf)))
    ),
    element('p', { class: 'still' }, escapeXml(t('activity.sort.cut'))),
    element(
      'ol',
      { class: 'deck cut' },
      ...cards.map(({ content, bin }) =>
        element(
          'li',
          { class: 'step', 'data-right': bin },
          element('div', { class: 'front' }, toInlineHtml(content, hrefOf))
        )
      )
    )
  );
}

function storyHtml({ intro, scenes }: Story, title: string, { t, hrefOf }: ActivityMeans): string {
  const words = { back: t('activity.story.back'), restart: t('activity.restart'), end: t('activity.story.end') };
  const options = (scene: Story['scenes'][number]) =>
    scene.options.length === 0
      ? element('p', { class: 'still' }, element('strong', {}, escapeXml(t('activity.story.stop'))))
      : element(
          'ul',
          { class: 'options' },
          ...scene.options.map(({ content, to }) =>
            element(
              'li',
              {},
              element(
                'a',
                { href: `#escena-${to}`, 'data-to': to },
                plain(content),
                element('span', { class: 'still' }, ` → ${escapeXml(t('activity.story.to', { number: to }))}`)
              )
            )
          )
        );
  return activity(
    'story',
    { id: 'historia', title, words },
    toBlockHtml(intro, hrefOf),
    element('p', { class: 'still' }, escapeXml(t('activity.story.how'))),
    ...scenes.map((scene) =>
      element(
        'section',
        { class: 'scene', id: `escena-${scene.number}` },
        element('h3', {}, `${scene.number}. ${escapeXml(scene.title)}`),
        toBlockHtml(scene.blocks, hrefOf, 4),
        options(scene)
      )
    )
  );
}

function quizHtml({ questions }: Quiz, { t, hrefOf }: ActivityMeans): string {
  const words = {
    step: t('activity.quiz.step', places),
    choose: t('activity.quiz.choose'),
    again: t('activity.quiz.again'),
    next: t('activity.next'),
    finish: t('activity.finish'),
    end: t('activity.quiz.end', places),
    talk: t('activity.quiz.talk'),
    restart: t('activity.restart')
  };
  return activity(
    'quiz',
    { id: 'preguntas', title: t('activity.quiz.title'), words },
    element('p', {}, escapeXml(t('activity.quiz.lead'))),
    element(
      'ol',
      { class: 'deck' },
      ...questions.map((question) =>
        element(
          'li',
          { class: 'step', 'data-right': rightOf(question) },
          element('h3', { class: 'front' }, toInlineHtml(question.content, hrefOf)),
          element(
            'ol',
            { class: 'answers', type: 'A' },
            ...question.answers.map(({ content }) => element('li', {}, toInlineHtml(content, hrefOf)))
          )
        )
      )
    )
  );
}

/** Answers stand after all activities, on paper on a sheet of their own; the script says them from here. */
function keyHtml({ lesson }: Edition, sortTitle: string, means: ActivityMeans): string {
  const lists = [
    lesson?.sort && keyList('sort', sortTitle, sortKey(lesson.sort, means)),
    lesson?.check && keyList('quiz', means.t('activity.quiz.title'), quizKey(lesson.check, means))
  ].filter((list) => list !== undefined);
  return lists.length === 0 ? '' : keySection(means, ...lists);
}

/** The answers to a lesson's questions, with what to say about each; on paper on a sheet of their own. */
export const toQuizKeyHtml = (check: Quiz, means: ActivityMeans): string =>
  keySection(means, element('ol', {}, ...quizKey(check, means)));

const keySection = ({ t }: ActivityMeans, ...content: string[]): string =>
  element(
    'section',
    { class: 'key', 'aria-labelledby': 'respuestas' },
    element('h2', { id: 'respuestas' }, escapeXml(t('activity.key'))),
    ...content
  );

const keyList = (name: string, title: string, entries: string[]): string =>
  element('h3', {}, escapeXml(title)) + element('ol', { 'data-key': name }, ...entries);

const whyHtml = (content: Inline[], { hrefOf }: ActivityMeans): string =>
  element('span', { class: 'why' }, toInlineHtml(content, hrefOf));

const sortKey = ({ bins, cards }: Sort, means: ActivityMeans): string[] =>
  cards.map(({ bin, why }) =>
    element('li', {}, element('strong', {}, `${escapeXml(bins[bin]?.name ?? '')}.`), ' ', whyHtml(why, means))
  );

const quizKey = ({ questions }: Quiz, means: ActivityMeans): string[] =>
  questions.map((question) =>
    element(
      'li',
      {},
      element('strong', {}, letterOf(rightOf(question))),
      element(
        'ol',
        { type: 'A' },
        ...question.answers.map(({ right, feedback }) => element('li', {}, right ? '✓ ' : '', whyHtml(feedback, means)))
      )
    )
  );

/** Words inside a link or button, where no other may stand. */
const plain = (content: readonly Inline[]): string => toInlineHtml(content, () => undefined);

const rightOf = ({ answers }: Question): number => answers.findIndex(({ right }) => right);
