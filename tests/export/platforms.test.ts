import { EpubCheck } from '@likecoin/epubcheck-ts';
import { parse as parseCsv } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { zipSync } from 'fflate';
import { parse as parseGift } from 'gift-pegjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Question } from '#lib/domain/activity.ts';
import { inlineRuns, textOf, type Inline } from '#lib/domain/document.ts';
import type { Edition } from '#lib/domain/edition.ts';
import { languageCodes, languages } from '#lib/domain/language.ts';
import { itemsOf } from '#lib/domain/library.ts';
import { toChannelTables } from '#lib/export/channel.ts';
import { platformFormats, platformsOf, type PlatformName } from '#lib/export/platforms.ts';
import { readAudioManifest } from '#lib/server/audio-manifest.ts';
import { readLibrary } from '#lib/server/library.ts';
import { platformMeans } from '#lib/server/platforms.ts';
import { editionIn } from '#lib/server/views.ts';
import { h5pProblems, openH5pPlatform, type H5pPlatform } from '../support/h5p-platform.ts';
import { unzip } from '../support/unzip.ts';
import { bare, questionsOf, withoutSpaces, wordsIn, wordsOf } from './read-back.ts';

const { library } = await readLibrary('content');
if (!library) throw new Error('la biblioteca no se puede leer');
const content = { library, audio: await readAudioManifest('static/audio') };
const means = platformMeans(content);

const lessons = itemsOf(library, 'lesson').flatMap((item) =>
  languageCodes.flatMap((code) => {
    const edition = item.texts[code] && editionIn(content, item, code);
    return edition ? [{ name: `${code}/${item.slug}`, edition }] : [];
  })
);
const withCheck = lessons.filter(({ edition }) => edition.lesson?.check);
/** One lesson in each language, read to its last word. */
const chosen = withCheck.filter(({ edition }) => edition.item.slug === 'una-oferta-de-trabajo');

let platform: H5pPlatform;
beforeAll(async () => {
  platform = await openH5pPlatform();
});
afterAll(() => platform.close());

async function write(edition: Edition, name: PlatformName): Promise<Uint8Array> {
  const written = await platformFormats.find((format) => format.name === name)?.write(edition, means);
  if (written === undefined) throw new Error(`${name} no se hizo`);
  return typeof written === 'string' ? new TextEncoder().encode(written) : written;
}
const decode = (bytes: Uint8Array | undefined) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
async function open(edition: Edition, name: PlatformName) {
  const files = new Map((await unzip(await write(edition, name))).map((entry) => [entry.name, entry.bytes]));
  return { names: [...files.keys()], text: (path: string) => decode(files.get(path)), files };
}

type Node = Record<string, unknown>;
/** XML as nested records. */
const readXml = (xml: string): Node =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false
  }).parse(xml, true) as Node;
/** All elements of a name, wherever they stand. */
function all(node: unknown, name: string): Node[] {
  if (Array.isArray(node)) return node.flatMap((one) => all(one, name));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    ...(key === name ? ([value].flat() as Node[]) : []),
    ...all(value, name)
  ]);
}
const attributes = (nodes: Node[], name: string) => nodes.map((node) => node[`@${name}`] as string);

it('has lessons with questions in every language', () => {
  expect(chosen.map(({ edition }) => edition.language)).toEqual([...languageCodes]);
  for (const { edition } of lessons)
    expect(platformsOf(edition).map(({ name }) => name)).toEqual(
      edition.lesson?.check ? ['html', 'epub', 'scorm', 'h5p', 'gift', 'qti'] : ['html', 'epub', 'scorm']
    );
});

describe.each(chosen)('$name', ({ edition }) => {
  it('is the same file twice, in every format', async () => {
    for (const { name } of platformsOf(edition))
      expect(Buffer.from(await write(edition, name)).equals(Buffer.from(await write(edition, name))), name).toBe(true);
  });

  it('says every word of the lesson and of its sources in the page and in the book', async () => {
    const page = wordsIn((await open(edition, 'html')).text('index.html'));
    const book = wordsIn((await open(edition, 'epub')).text('libro/leccion.xhtml'));
    const claims = edition.sources.flatMap((source) =>
      source.type === 'fact' ? [source.fact.claim[edition.language]] : []
    );
    for (const run of inlineRuns(edition.text.document.blocks)) expect(book, textOf(run)).toContain(wordsOf(run));
    // The page has the activities that a phone runs in the place of their text, answers last.
    const { sort, story, check } = edition.lesson ?? {};
    const shown = [
      ...edition.sections
        .filter(({ section }) => !['sort', 'story', 'check'].includes(section?.id ?? ''))
        .flatMap(({ blocks }) => [...inlineRuns(blocks)]),
      ...(sort ? [...inlineRuns(sort.intro), ...sort.bins.map((bin) => bin.content)] : []),
      ...(sort?.cards ?? []).flatMap((card) => [card.content, card.why]),
      ...(story?.scenes ?? []).flatMap((scene) => [
        ...inlineRuns(scene.blocks),
        ...scene.options.map((option) => option.content)
      ]),
      ...(check?.questions ?? []).flatMap(({ content, answers }) => [
        content,
        ...answers.flatMap((answer) => [answer.content, answer.feedback])
      ])
    ];
    for (const run of shown) expect(page, textOf(run)).toContain(wordsOf(run));
    for (const words of claims.map(withoutSpaces))
      expect([page.includes(words), book.includes(words)]).toEqual([true, true]);
    for (const text of [page, book]) {
      expect(text.includes('BORRADOR')).toBe(edition.draft);
      expect(text).toContain(withoutSpaces(`CC BY 4.0`));
      expect(text).toContain(edition.version);
    }
  });

  it('has its radio episode in the book, each phrase marked while it is heard', async () => {
    const episode = await means.readEpisode(edition);
    if (!episode?.heard) throw new Error('falta static/audio: ejecute «npm run audio»');
    const { text, files } = await open(edition, 'epub');
    const chapter = text('libro/radio.xhtml');
    const spoken = wordsIn(chapter);
    for (const { cue } of episode.edition.script?.cues ?? [])
      if (cue.type === 'line') expect(spoken).toContain(wordsOf(cue.content));
    expect(Buffer.from(files.get('libro/radio.mp3') ?? []).equals(Buffer.from(episode.heard.mp3))).toBe(true);

    const clips = all(readXml(text('libro/radio.smil')), 'par').map((par) => {
      const [from, to] = ['clipBegin', 'clipEnd'].map((name) =>
        Number.parseFloat(attributes(all(par, 'audio'), name)[0] ?? '')
      );
      const id = attributes(all(par, 'text'), 'src')[0]?.split('#')[1] ?? '';
      return { from, to, words: wordsIn(new RegExp(`id="${id}">(.*?)</`).exec(chapter)?.[1] ?? '') };
    });
    // From the first second to the last, one after the other.
    expect(clips[0]?.from).toBe(0);
    clips.slice(1).forEach(({ from }, index) => expect(from).toBe(clips[index]?.to));
    const { seconds, lines } = episode.heard.timings;
    expect(clips.at(-1)?.to).toBe(seconds);
    const durations = all(readXml(text('libro/libro.opf')), 'meta').filter(
      (meta) => meta['@property'] === 'media:duration'
    );
    expect(durations.map((meta) => meta['#text'])).toEqual([`${seconds.toFixed(2)}s`, `${seconds.toFixed(2)}s`]);
    // Every phrase of the audio is marked from its own second on.
    for (const phrase of lines.flatMap(({ phrases }) => phrases).slice(1)) {
      const clip = clips.find(({ from }) => from === Number(phrase.startSeconds.toFixed(2)));
      if (clip) expect(clip.words).toBe(withoutSpaces(phrase.text));
    }
    expect(clips.length).toBeGreaterThanOrEqual(lines.length);
  });
});

describe.each(lessons)('$name', ({ edition }) => {
  it('is a valid EPUB with what its readers need to know of it', async () => {
    const bytes = await write(edition, 'epub');
    const report = await EpubCheck.validate(bytes);
    expect(report.messages).toEqual([]);
    const { names, text } = await open(edition, 'epub');
    // The first file, stored as it is: what a reader knows an EPUB by.
    expect(names[0]).toBe('mimetype');
    expect(Buffer.from(bytes.subarray(30, 58)).toString()).toBe('mimetypeapplication/epub+zip');
    const book = readXml(text('libro/libro.opf'));
    expect(all(book, 'dc:language')).toEqual([languages[edition.language].htmlLang]);
    expect(String(all(book, 'dc:title')[0]).startsWith('BORRADOR · ')).toBe(edition.draft);
    const properties = attributes(all(book, 'meta'), 'property');
    for (const name of [
      'accessMode',
      'accessModeSufficient',
      'accessibilityFeature',
      'accessibilityHazard',
      'accessibilitySummary'
    ])
      expect(properties).toContain(`schema:${name}`);
  });

  it('is a folder that asks nobody for anything, and a SCORM package that names all of it', async () => {
    for (const name of ['html', 'scorm'] as const) {
      const { names, text } = await open(edition, name);
      expect(names).toContain('index.html');
      const page = text('index.html');
      const asked = [...page.matchAll(/\s(?:src|href|action)="([^"#][^"]*)"/g)].map((match) => match[1]);
      expect(asked.filter((path) => !names.includes(path ?? ''))).toEqual([]);
      for (const file of names.filter((one) => /\.(?:js|css)$/.test(one)))
        expect(text(file)).not.toMatch(/https?:|url\(|@import|fetch\(|localStorage/);
      const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
      for (const [, id] of page.matchAll(/\shref="#([^"]+)"/g)) expect(ids, id).toContain(id);
      if (name === 'html') continue;
      const manifest = readXml(text('imsmanifest.xml'));
      expect(attributes(all(manifest, 'file'), 'href').sort()).toEqual(
        names.filter((file) => file !== 'imsmanifest.xml').sort()
      );
      // As adlcp_rootv1p2 and imscp_rootv1p1p2 have it.
      const [resource] = all(manifest, 'resource');
      expect(resource).toMatchObject({ '@type': 'webcontent', '@adlcp:scormtype': 'sco', '@href': 'index.html' });
      expect(attributes(all(manifest, 'item'), 'identifierref')).toEqual([resource?.['@identifier']]);
      expect(attributes(all(manifest, 'organizations'), 'default')).toEqual(
        attributes(all(manifest, 'organization'), 'identifier')
      );
      expect([all(manifest, 'schema')[0], all(manifest, 'schemaversion')[0]]).toEqual(['ADL SCORM', '1.2']);
    }
  });
});

it('sees what is wrong with an EPUB', async () => {
  const [first] = chosen;
  if (!first) throw new Error('falta la lección');
  const files = Object.fromEntries(
    (await unzip(await write(first.edition, 'epub'))).map(({ name, bytes }) => [name, new Uint8Array(bytes)])
  );
  const smil = decode(files['libro/radio.smil']).replace('radio.xhtml#c2-1"', 'radio.xhtml#nadie"');
  const spoilt = zipSync({ ...files, 'libro/radio.smil': new TextEncoder().encode(smil) }, { level: 0 });
  expect((await EpubCheck.validate(spoilt)).messages.length).toBeGreaterThan(0);
});

/** Questions whose words are signs that the formats use themselves. */
function hostile(edition: Edition): Edition {
  const signs = ' {a} ~b =c #d e:f \\g & <h> "i" %50% -> // $CATEGORY ';
  const more = (content: Inline[], sign = signs): Inline[] => {
    const at = content[0]?.at ?? { file: 'x', line: 1, column: 1 };
    return [...content, { type: 'text', value: sign, at }];
  };
  const check = edition.lesson?.check;
  if (!edition.lesson || !check) return edition;
  const questions = check.questions.map((question): Question => ({
    ...question,
    content: more(question.content),
    answers: question.answers.map((answer) => ({
      ...answer,
      content: more(answer.content),
      feedback: more(answer.feedback, `${signs}fin.`)
    }))
  }));
  return { ...edition, lesson: { ...edition.lesson, check: { ...check, questions } } };
}

const asked = [
  ...withCheck,
  ...chosen.map(({ name, edition }) => ({ name: `${name} with signs`, edition: hostile(edition) }))
];
describe.each(asked)('questions of $name', ({ edition }) => {
  const expected = questionsOf(edition);
  const plain = (text: string) => withoutSpaces(bare(text));

  it('come back from GIFT', async () => {
    const read = parseGift(decode(await write(edition, 'gift')));
    expect(read.map(({ type }) => type)).toEqual(['Category', ...expected.map(() => 'MC'), 'Description']);
    const questions = read.flatMap((question) => (question.type === 'MC' ? [question] : []));
    expect(
      questions.map(({ stem, choices }) => ({
        words: plain(stem.text),
        answers: choices.map(({ text, isCorrect, feedback }) => ({
          words: plain(text.text),
          right: isCorrect,
          feedback: plain(feedback?.text ?? '')
        }))
      }))
    ).toEqual(JSON.parse(JSON.stringify(expected).replaceAll('->', '→')));
    expect(new Set(questions.map(({ id }) => id)).size).toBe(expected.length);
    for (const { title } of questions) expect(title?.startsWith('BORRADOR')).toBe(edition.draft);
  });

  it('come back from QTI, where each answer is scored and answered', async () => {
    const { names, text } = await open(edition, 'qti');
    const manifest = readXml(text('imsmanifest.xml'));
    expect(['imsmanifest.xml', ...attributes(all(manifest, 'file'), 'href')].sort()).toEqual(names.toSorted());
    const order = attributes(all(readXml(text('test.xml')), 'assessmentItemRef'), 'href');
    expect(order.map((href) => readItem(text(href)))).toEqual(expected);
  });

  it('come back from a platform that takes H5P and has only its two types', async () => {
    const { names } = await open(edition, 'h5p');
    expect(names).toEqual(['h5p.json', 'content/content.json']);
    const { title, mainLibrary, declared, sent, shown } = await platform.take(await write(edition, 'h5p'));
    expect(title.startsWith('BORRADOR')).toBe(edition.draft);
    expect(h5pProblems(mainLibrary, sent)).toEqual([]);
    // It takes out what a type does not allow, and writes quotation marks plain.
    expect(JSON.stringify(shown)).toBe(JSON.stringify(sent).replaceAll('&quot;', String.raw`\"`));
    const set = shown as H5pContent;
    expect(declared).toEqual(['H5P.QuestionSet 1.21', ...new Set(set.questions.map(({ library }) => library))]);
    expect(
      set.questions.map(({ params }) => ({
        words: wordsIn(params.question),
        answers: params.answers.map((answer) => ({
          words: wordsIn(answer.text),
          right: answer.correct,
          feedback: wordsIn(answer.tipsAndFeedback.chosenFeedback)
        }))
      }))
    ).toEqual(expected);
    expect(new Set(set.questions.map(({ subContentId }) => subContentId)).size).toBe(expected.length);
    // No word of theirs stays English.
    const words = JSON.stringify([set.texts, set.questions[0]?.params.UI]);
    expect(words).not.toMatch(/\b(?:Check|Show|Retry|Question|Answer|Finish|platforms\.)\b/);
  });
});

describe('a platform that takes H5P', () => {
  const faults: [string, (about: string, content: string) => [about: string, content: string], RegExp][] = [
    ['another version of a type', (about, content) => [about.replace(':21', ':22'), content], /1\.22/],
    [
      'a licence that H5P has no name for',
      (about, content) => [about.replace('"CC BY"', '"libre"'), content],
      /h5p\.json/
    ],
    ['no language', (about, content) => [about.replace(/"language":"\w+",/, ''), content], /h5p\.json/],
    ['content that is no JSON', (about, content) => [about, content.slice(1)], /content\.json/],
    ['a question of another type', (about, content) => [about, content.replace('Choice 1.16', 'Choice 1.99')], /1\.99/],
    [
      'a field that no type has',
      (about, content) => [about, content.replace('"correct":', '"right":')],
      /right: unknown/
    ],
    ['a field left out', (about, content) => [about, content.replace(/"correct":\w+,/, '')], /correct: missing/],
    [
      'a value of another kind',
      (about, content) => [about, content.replace(/"correct":(\w+)/, '"correct":"$1"')],
      /boolean/
    ],
    [
      'HTML that a type does not allow',
      (about, content) => [about, content.replace('"text":"', '"text":"<h1>a</h1>')],
      /<h1>/
    ]
  ];
  it.each(faults)('sees %s', async (_, spoil, said) => {
    const [first] = chosen;
    if (!first) throw new Error('falta la lección');
    const { text } = await open(first.edition, 'h5p');
    const whole = [text('h5p.json'), text('content/content.json')] as const;
    const [about, content] = spoil(...whole);
    expect([about, content]).not.toEqual(whole);
    const encode = (words: string) => new TextEncoder().encode(words);
    const spoilt = zipSync({ 'h5p.json': encode(about), 'content/content.json': encode(content) });
    const findings = await platform.take(spoilt).then(
      ({ mainLibrary, sent, shown }) => [
        ...h5pProblems(mainLibrary, sent),
        ...(JSON.stringify(sent) === JSON.stringify(shown) ? [] : [JSON.stringify(sent)])
      ],
      (error: unknown) => [JSON.stringify(error, Object.getOwnPropertyNames(error))]
    );
    expect(findings.join('\n')).toMatch(said);
  });
});

interface H5pContent {
  texts: Record<string, string>;
  questions: {
    library: string;
    subContentId: string;
    params: {
      question: string;
      answers: { text: string; correct: boolean; tipsAndFeedback: { chosenFeedback: string } }[];
      UI: Record<string, string>;
    };
  }[];
}

/** An item as a delivery system runs it: what each choice sets by the item's own response processing. */
function readItem(xml: string) {
  const item = readXml(xml);
  const inner = (name: string): Map<string, string> =>
    new Map(
      [...xml.matchAll(new RegExp(`<${name}[^>]* identifier="([^"]+)"[^>]*>(.*?)</${name}>`, 'g'))].map((m) => [
        m[1] ?? '',
        m[2] ?? ''
      ])
    );
  const correct = all(all(item, 'correctResponse'), 'value');
  const [condition] = all(item, 'responseCondition');
  const scoreWhen = (branch: string) => all(all(all(condition, branch), 'setOutcomeValue'), 'baseValue')[0]?.['#text'];
  expect([scoreWhen('responseIf'), scoreWhen('responseElse')]).toEqual(['1', '0']);
  const feedback = inner('modalFeedback');
  return {
    words: wordsIn(/<prompt>(.*?)<\/prompt>/.exec(xml)?.[1] ?? ''),
    answers: [...inner('simpleChoice')].map(([id, words]) => ({
      words: wordsIn(words),
      right: correct.length === 1 && String(correct[0]) === id,
      feedback: wordsIn(feedback.get(id) ?? '')
    }))
  };
}

it.each(languageCodes)('the channel of %s has just the columns that ricecooker asks for', (language) => {
  const channel = {
    language,
    lessons: lessons
      .filter(({ edition }) => edition.language === language)
      .map(({ edition }) => ({
        edition,
        files: [{ use: 'page' as const, fileName: '1-x.html.zip', title: edition.text.title, draft: edition.draft }]
      }))
  };
  const tables = new Map(toChannelTables(channel).map(({ path, content }) => [path, content]));
  const read = (name: string) =>
    parseCsv<Record<string, string>>(tables.get(name) ?? '', { columns: true, bom: name === 'Lecciones.csv' });
  const [about, ...others] = read('Channel.csv');
  expect(others).toEqual([]);
  expect(Object.keys(about ?? {})).toEqual(['Title', 'Description', 'Domain', 'Source ID', 'Language', 'Thumbnail']);
  expect(about?.['Language']).toBe(language === 'es' ? 'es' : 'qu');
  const rows = read('Content.csv');
  expect(Object.keys(rows[0] ?? {})).toEqual(
    'Path *,Title *,Source ID,Description,Author,Language,License ID *,License Description,Copyright Holder,Thumbnail'.split(
      ','
    )
  );
  expect(rows).toHaveLength(channel.lessons.length * 2);
  for (const row of rows) {
    expect(row).toMatchObject({
      'License ID *': 'CC BY',
      'Copyright Holder': 'Willakuy',
      Language: about?.['Language']
    });
    expect(row['Title *']).toMatch(/^BORRADOR · /);
    // Kolibri cuts what is longer; a line end in a cell would be a new row for ricecooker.
    expect((row['Description'] ?? '').length).toBeLessThanOrEqual(400);
    expect(Object.values(row).join('')).not.toMatch(/[\r\n\uFEFF]/);
  }
  expect(new Set(rows.map((row) => row['Source ID'])).size).toBe(rows.length);
  expect(read('Lecciones.csv')).toHaveLength(channel.lessons.length);
});
