import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import type { Edition } from '#lib/domain/edition.ts';
import { multiChoice, questionSet } from '#lib/domain/h5p.ts';
import { languages } from '#lib/domain/language.ts';
import { translateFor } from '#lib/i18n/translate.ts';
import { toArchive } from './archive.ts';
import { toCheckSheet, type CheckQuestion } from './check-sheet.ts';
import { toHtmlRuns } from './html-runs.ts';
import { element, escapeXml } from './xml.ts';

type Translate = ReturnType<typeof translateFor>;

type LibraryOf = typeof questionSet;
const nameOf = ({ machineName, majorVersion, minorVersion }: LibraryOf) =>
  `${machineName} ${majorVersion}.${minorVersion}`;
const dependencyOn = ({ machineName, majorVersion, minorVersion }: LibraryOf) => ({
  machineName,
  majorVersion,
  minorVersion
});

/** The questions before and after as H5P content; undefined where there are none. Same edition, same bytes. */
export function toH5p(edition: Edition): Uint8Array | undefined {
  const sheet = toCheckSheet(edition);
  if (!sheet) return undefined;
  const { language, item, version } = edition;
  const t = translateFor(language);
  const licence = { license: 'CC BY', licenseVersion: '4.0', authors: [{ name: 'Willakuy', role: 'Author' }] };
  const about = {
    title: sheet.title,
    language: languages[language].broadCode,
    defaultLanguage: languages[language].broadCode,
    mainLibrary: questionSet.machineName,
    embedTypes: ['iframe'],
    ...licence,
    authorComments: sheet.notes.join('\n'),
    preloadedDependencies: [questionSet, multiChoice].map(dependencyOn)
  };
  // What an answer rests on is read where H5P shows an author's comments.
  const introduction = [...sheet.intro, t('platforms.h5p.sources')];
  const content = {
    introPage: {
      showIntroPage: true,
      title: escapeXml(sheet.title),
      introduction: introduction.map((words) => element('p', {}, escapeXml(words))).join(''),
      startButtonText: t('platforms.h5p.start')
    },
    progressType: 'textual',
    passPercentage: 0,
    questions: sheet.questions.map((question) => ({
      library: nameOf(multiChoice),
      params: toMultiChoice(question, t),
      subContentId: toUuid(`${language}/${item.slug}/${version}/${question.id}`),
      metadata: { contentType: multiChoice.title, title: question.name, ...licence }
    })),
    texts: {
      prevButton: t('platforms.h5p.previous'),
      previous: t('platforms.h5p.previous'),
      nextButton: t('platforms.h5p.next'),
      next: t('platforms.h5p.next'),
      finishButton: t('platforms.h5p.finish'),
      submitButton: t('platforms.h5p.submit'),
      textualProgress: t('platforms.h5p.progress', { current: '@current', total: '@total' }),
      jumpToQuestion: t('platforms.h5p.progress', { current: '%d', total: '%total' }),
      questionLabel: t('platforms.h5p.question'),
      readSpeakerProgress: t('platforms.h5p.progress', { current: '@current', total: '@total' }),
      unansweredText: t('platforms.h5p.unanswered'),
      answeredText: t('platforms.h5p.answered'),
      currentQuestionText: t('platforms.h5p.current'),
      navigationLabel: t('platforms.h5p.questions'),
      questionSetInstruction: t('platforms.h5p.choose')
    },
    disableBackwardsNavigation: false,
    randomQuestions: false,
    endGame: {
      showResultPage: true,
      showSolutionButton: true,
      showRetryButton: true,
      noResultMessage: t('platforms.h5p.finished'),
      message: t('platforms.h5p.result'),
      amountCorrect: t('platforms.h5p.score', { points: '@finals', total: '@totals' }),
      scoreBarLabel: t('platforms.h5p.score', { points: '@finals', total: '@totals' }),
      scoreHeader: t('platforms.h5p.result'),
      overallFeedback: [{ from: 0, to: 100, feedback: '' }],
      solutionButtonText: t('platforms.h5p.solution'),
      retryButtonText: t('platforms.h5p.retry'),
      finishButtonText: t('platforms.h5p.finish'),
      submitButtonText: t('platforms.h5p.submit'),
      showAnimations: false,
      skippable: false,
      skipButtonText: t('platforms.h5p.next')
    },
    override: { checkButton: true }
  };
  return toArchive([
    { path: 'h5p.json', content: JSON.stringify(about) },
    { path: 'content/content.json', content: JSON.stringify(content) }
  ]);
}

const toMultiChoice = ({ words, answers }: CheckQuestion, t: Translate) => ({
  media: { disableImageZooming: false },
  question: element('p', {}, toHtmlRuns(words)),
  answers: answers.map((answer) => ({
    text: toHtmlRuns(answer.words),
    correct: answer.right,
    tipsAndFeedback: { tip: '', chosenFeedback: toHtmlRuns(answer.feedback), notChosenFeedback: '' }
  })),
  overallFeedback: [{ from: 0, to: 100, feedback: '' }],
  behaviour: {
    enableRetry: true,
    enableSolutionsButton: true,
    enableCheckButton: true,
    type: 'single',
    singlePoint: true,
    // In the order that the class has on paper.
    randomAnswers: false,
    showSolutionsRequiresInput: true,
    confirmCheckDialog: false,
    confirmRetryDialog: false,
    autoCheck: false,
    passPercentage: 100,
    showScorePoints: false
  },
  UI: {
    checkAnswerButton: t('platforms.h5p.check'),
    submitAnswerButton: t('platforms.h5p.submit'),
    showSolutionButton: t('platforms.h5p.solution'),
    tryAgainButton: t('platforms.h5p.retry'),
    tipsLabel: t('platforms.h5p.feedback'),
    scoreBarLabel: t('platforms.h5p.score', { points: ':num', total: ':total' }),
    tipAvailable: t('platforms.h5p.feedback'),
    feedbackAvailable: t('platforms.h5p.feedback'),
    readFeedback: t('platforms.h5p.feedback'),
    wrongAnswer: t('platforms.h5p.wrong'),
    correctAnswer: t('platforms.h5p.right'),
    shouldCheck: t('platforms.h5p.right'),
    shouldNotCheck: t('platforms.h5p.wrong'),
    noInput: t('platforms.h5p.answerFirst'),
    a11yCheck: t('platforms.h5p.check'),
    a11yShowSolution: t('platforms.h5p.solution'),
    a11yRetry: t('platforms.h5p.retry')
  },
  // No question asks twice, but the type wants its words.
  confirmCheck: dialog(t, 'platforms.h5p.finish'),
  confirmRetry: dialog(t, 'platforms.h5p.retry')
});

const dialog = (t: Translate, key: 'platforms.h5p.finish' | 'platforms.h5p.retry') => ({
  header: t(key),
  body: element('p', {}, escapeXml(t(key))),
  cancelLabel: t('platforms.h5p.cancel'),
  confirmLabel: t(key)
});

/** The same UUID for the same name (RFC 9562, version 8): H5P wants one for each part, a build must not change it. */
function toUuid(name: string): string {
  const hex = bytesToHex(sha256(utf8ToBytes(name)).slice(0, 16));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20)
  ].join('-');
}
