import type { Edition } from '#lib/domain/edition.ts';
import { languages } from '#lib/domain/language.ts';
import { toArchive } from './archive.ts';
import { toCheckSheet, type CheckQuestion, type CheckSheet } from './check-sheet.ts';
import { toHtmlRuns } from './html-runs.ts';
import { element, escapeXml } from './xml.ts';

const qti = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
const packaging = 'http://www.imsglobal.org/xsd/imscp_v1p1';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * The questions before and after as an IMS QTI 2.1 content package: a manifest, a test and one item for each question,
 * with what to say about each answer. Undefined where there are none. Same edition, same bytes.
 */
export function toQti(edition: Edition): Uint8Array | undefined {
  const sheet = toCheckSheet(edition);
  if (!sheet) return undefined;
  const language = languages[edition.language].htmlLang;
  const { slug } = edition.item;
  return toArchive([
    { path: 'imsmanifest.xml', content: toManifest(sheet, `${slug}-${edition.language}`) },
    { path: 'test.xml', content: toTest(sheet, { slug, language }) },
    ...sheet.questions.map((question) => ({ path: `${question.id}.xml`, content: toItem(question, language) }))
  ]);
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

function toManifest({ questions }: CheckSheet, identifier: string): string {
  const file = (path: string) => element('file', { href: path });
  return `${declaration}${element(
    'manifest',
    {
      xmlns: packaging,
      'xmlns:xsi': instance,
      identifier: `willakuy-${identifier}`,
      'xsi:schemaLocation': `${packaging} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd`
    },
    element('metadata', {}, element('schema', {}, 'QTIv2.1 Package'), element('schemaversion', {}, '1.0.0')),
    element('organizations', {}),
    element(
      'resources',
      {},
      element(
        'resource',
        { identifier: 'test', type: 'imsqti_test_xmlv2p1', href: 'test.xml' },
        file('test.xml'),
        ...questions.map(({ id }) => element('dependency', { identifierref: id }))
      ),
      ...questions.map(({ id }) =>
        element('resource', { identifier: id, type: 'imsqti_item_xmlv2p1', href: `${id}.xml` }, file(`${id}.xml`))
      )
    )
  )}\n`;
}

const schema = { xmlns: qti, 'xmlns:xsi': instance, 'xsi:schemaLocation': `${qti} ${qti}.xsd` };

function toTest(
  { title, intro, questions, notes }: CheckSheet,
  { slug, language }: { slug: string; language: string }
) {
  const rubric = (view: 'candidate' | 'tutor', paragraphs: string[]) =>
    element(
      'rubricBlock',
      { view, 'xml:lang': language },
      ...paragraphs.map((words) => element('p', {}, escapeXml(words)))
    );
  return `${declaration}${element(
    'assessmentTest',
    { ...schema, identifier: `willakuy-${slug}`, title },
    element(
      'outcomeDeclaration',
      { identifier: 'SCORE', cardinality: 'single', baseType: 'float' },
      element('defaultValue', {}, element('value', {}, '0'))
    ),
    element(
      'testPart',
      { identifier: 'parte', navigationMode: 'nonlinear', submissionMode: 'individual' },
      element('itemSessionControl', { maxAttempts: 0, showFeedback: 'true' }),
      element(
        'assessmentSection',
        { identifier: 'preguntas', title, visible: 'true' },
        rubric('candidate', intro),
        rubric('tutor', notes),
        ...questions.map(({ id }) => element('assessmentItemRef', { identifier: id, href: `${id}.xml` }))
      )
    ),
    element(
      'outcomeProcessing',
      {},
      element(
        'setOutcomeValue',
        { identifier: 'SCORE' },
        element('sum', {}, element('testVariables', { variableIdentifier: 'SCORE' }))
      )
    )
  )}\n`;
}

function toItem({ id, name, words, answers }: CheckQuestion, language: string): string {
  const variable = (identifier: string) => element('variable', { identifier });
  const value = (words: string, baseType: string) => element('baseValue', { baseType }, words);
  return `${declaration}${element(
    'assessmentItem',
    { ...schema, identifier: id, title: name, adaptive: 'false', timeDependent: 'false', 'xml:lang': language },
    element(
      'responseDeclaration',
      { identifier: 'RESPONSE', cardinality: 'single', baseType: 'identifier' },
      element(
        'correctResponse',
        {},
        ...answers.filter(({ right }) => right).map((answer) => element('value', {}, answer.id))
      )
    ),
    element(
      'outcomeDeclaration',
      { identifier: 'SCORE', cardinality: 'single', baseType: 'float' },
      element('defaultValue', {}, element('value', {}, '0'))
    ),
    element('outcomeDeclaration', { identifier: 'FEEDBACK', cardinality: 'single', baseType: 'identifier' }),
    element(
      'itemBody',
      {},
      element(
        'choiceInteraction',
        { responseIdentifier: 'RESPONSE', shuffle: 'false', maxChoices: 1 },
        element('prompt', {}, toHtmlRuns(words)),
        ...answers.map((answer) => element('simpleChoice', { identifier: answer.id }, toHtmlRuns(answer.words)))
      )
    ),
    element(
      'responseProcessing',
      {},
      element(
        'responseCondition',
        {},
        element(
          'responseIf',
          {},
          element('match', {}, variable('RESPONSE'), element('correct', { identifier: 'RESPONSE' })),
          element('setOutcomeValue', { identifier: 'SCORE' }, value('1', 'float'))
        ),
        element('responseElse', {}, element('setOutcomeValue', { identifier: 'SCORE' }, value('0', 'float')))
      ),
      // What is said is named like the answer that it is said about.
      element('setOutcomeValue', { identifier: 'FEEDBACK' }, variable('RESPONSE'))
    ),
    ...answers.map((answer) =>
      element(
        'modalFeedback',
        { outcomeIdentifier: 'FEEDBACK', identifier: answer.id, showHide: 'show' },
        toHtmlRuns(answer.feedback)
      )
    )
  )}\n`;
}
