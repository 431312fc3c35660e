import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fs as openServer, H5PConfig, H5PPlayer, type IUser } from '@lumieducation/h5p-server';

/** A field of a content type, as its semantics.json has it. */
interface Field {
  name: string;
  type: 'text' | 'number' | 'boolean' | 'select' | 'group' | 'list' | 'library';
  optional?: boolean;
  /** HTML that a text may have, besides paragraphs; a text without is plain. */
  tags?: string[];
  options?: string[];
  fields?: Field[];
  field?: Field;
}

const text = (name: string, tags?: string): Field => ({ name, type: 'text', ...(tags && { tags: tags.split(' ') }) });
const texts = (names: string): Field[] => names.split(' ').map((name) => text(name));
const flags = (names: string): Field[] => names.split(' ').map((name) => ({ name, type: 'boolean' }));
const number = (name: string): Field => ({ name, type: 'number' });
const oneOf = (name: string, options: string): Field => ({ name, type: 'select', options: options.split(' ') });
const group = (name: string, ...fields: Field[]): Field => ({ name, type: 'group', fields });
const list = (name: string, field: Field): Field => ({ name, type: 'list', field });
const optional = (field: Field): Field => ({ ...field, optional: true });

/** A group of one field: its value stands in the group's place. */
const overallFeedback = group(
  'overallFeedback',
  optional(list('overallFeedback', group('overallFeedback', number('from'), number('to'), optional(text('feedback')))))
);
const dialog = (name: string): Field =>
  group(name, text('header'), text('body', 'strong em del u code'), ...texts('cancelLabel confirmLabel'));

interface ContentType {
  machineName: string;
  majorVersion: number;
  minorVersion: number;
  fields: Field[];
}

/**
 * The two types as they are published (semantics.json of h5p-question-set 1.21.13 and h5p-multi-choice 1.16.27), in our
 * words: names, kinds and tags of what content may hold. Pictures, videos and what only old content has are left out:
 * ours has none.
 */
const contentTypes: readonly ContentType[] = [
  {
    machineName: 'H5P.QuestionSet',
    majorVersion: 1,
    minorVersion: 21,
    fields: [
      group(
        'introPage',
        ...flags('showIntroPage'),
        optional(text('title', 'sub sup strong em code')),
        optional(text('introduction', 'p sub sup strong em code')),
        optional(text('startButtonText'))
      ),
      oneOf('progressType', 'textual dots'),
      number('passPercentage'),
      list('questions', { name: 'question', type: 'library', options: ['H5P.MultiChoice 1.16'] }),
      group(
        'texts',
        text('textualProgress', 'strong em code'),
        ...texts('prevButton previous nextButton next finishButton submitButton jumpToQuestion questionLabel'),
        ...texts('readSpeakerProgress unansweredText answeredText currentQuestionText navigationLabel'),
        ...texts('questionSetInstruction')
      ),
      ...flags('disableBackwardsNavigation').map(optional),
      ...flags('randomQuestions'),
      optional(number('poolSize')),
      group(
        'endGame',
        ...flags('showResultPage showSolutionButton showRetryButton showAnimations skippable'),
        optional(text('noResultMessage')),
        text('message', 'strong em code'),
        ...texts('amountCorrect scoreBarLabel scoreHeader solutionButtonText retryButtonText finishButtonText'),
        ...texts('submitButtonText skipButtonText'),
        overallFeedback
      ),
      optional(
        group(
          'override',
          ...flags('checkButton').map(optional),
          optional(oneOf('showSolutionButton', 'on off')),
          optional(oneOf('retryButton', 'on off'))
        )
      )
    ]
  },
  {
    machineName: 'H5P.MultiChoice',
    majorVersion: 1,
    minorVersion: 16,
    fields: [
      group(
        'media',
        optional({ name: 'type', type: 'library', options: [] }),
        ...flags('disableImageZooming').map(optional)
      ),
      text('question', 'strong em sub sup h2 h3 pre code'),
      list(
        'answers',
        group(
          'answer',
          text('text', 'strong em sub sup code'),
          ...flags('correct'),
          optional(
            group(
              'tipsAndFeedback',
              optional(text('tip', 'p br strong em a code')),
              optional(text('chosenFeedback', 'strong em sub sup a code')),
              optional(text('notChosenFeedback', 'strong em sub sup a code'))
            )
          )
        )
      ),
      overallFeedback,
      group(
        'UI',
        ...texts('checkAnswerButton submitAnswerButton showSolutionButton a11yCheck a11yShowSolution a11yRetry'),
        ...texts('tryAgainButton tipsLabel scoreBarLabel tipAvailable feedbackAvailable readFeedback').map(optional),
        ...texts('wrongAnswer correctAnswer shouldCheck shouldNotCheck noInput').map(optional)
      ),
      optional(
        group(
          'behaviour',
          ...flags('enableRetry enableSolutionsButton enableCheckButton showSolutionsRequiresInput').map(optional),
          oneOf('type', 'auto multi single'),
          ...flags('singlePoint randomAnswers confirmCheckDialog confirmRetryDialog autoCheck showScorePoints'),
          number('passPercentage')
        )
      ),
      dialog('confirmCheck'),
      dialog('confirmRetry')
    ]
  }
];

const nameOf = ({ machineName, majorVersion, minorVersion }: Omit<ContentType, 'fields'>): string =>
  `${machineName} ${majorVersion}.${minorVersion}`;
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What content has that its type does not know, lacks that it asks for, or has in another kind than it takes. */
export function h5pProblems(library: string, params: unknown, at = library): string[] {
  const type = contentTypes.find((one) => nameOf(one) === library);
  return type ? inFields(type.fields, params, at) : [`${at}: no type ${library}`];
}

function inFields(fields: readonly Field[], params: unknown, at: string): string[] {
  if (!isRecord(params)) return [`${at}: not an object`];
  const known = new Set(fields.map(({ name }) => name));
  return [
    ...Object.keys(params).flatMap((name) => (known.has(name) ? [] : [`${at}.${name}: unknown`])),
    ...fields.flatMap((field) => {
      const value = params[field.name];
      if (value === undefined) return field.optional ? [] : [`${at}.${field.name}: missing`];
      return inValue(field, value, `${at}.${field.name}`);
    })
  ];
}

function inValue(field: Field, value: unknown, at: string): string[] {
  const [only, ...others] = field.fields ?? [];
  const { field: inner } = field;
  const fits = (does: boolean): string[] => (does ? [] : [`${at}: not ${field.type}`]);
  switch (field.type) {
    case 'text':
      return fits(typeof value === 'string');
    case 'select':
      return fits(typeof value === 'string' && (field.options ?? []).includes(value));
    case 'number':
    case 'boolean':
      return fits(typeof value === field.type);
    case 'group':
      return only && others.length === 0 ? inValue(only, value, at) : inFields(field.fields ?? [], value, at);
    case 'list':
      if (!Array.isArray(value) || value.length === 0 || !inner) return fits(false);
      return value.flatMap((one: unknown, index) => inValue(inner, one, `${at}[${index}]`));
    case 'library':
      if (!isRecord(value) || typeof value['library'] !== 'string') return fits(false);
      return (field.options ?? []).includes(value['library'])
        ? h5pProblems(value['library'], value['params'], `${at}.params`)
        : [`${at}: ${value['library']} does not belong here`];
  }
}

/** What a platform made of a package. */
export interface Taken {
  title: string;
  mainLibrary: string;
  /** The types that h5p.json asks for. */
  declared: string[];
  /** As content.json had it. */
  sent: unknown;
  /** What is handed to the players, after the platform took out all that a type does not allow. */
  shown: unknown;
}

export interface H5pPlatform {
  /** @throws what the platform says of a package that it does not take */
  take: (h5p: Uint8Array) => Promise<Taken>;
  close: () => Promise<void>;
}

/** A platform that is not ours (Lumi's H5P server), with nothing installed but the two types; it asks no network. */
export async function openH5pPlatform(): Promise<H5pPlatform> {
  const folder = await mkdtemp(path.join(tmpdir(), 'willakuy-h5p-'));
  const at = (name: string) => path.join(folder, name);
  for (const name of ['libraries', 'temporary', 'content']) await mkdir(at(name));
  for (const { fields, ...library } of contentTypes) {
    const place = at(`libraries/${library.machineName}-${library.majorVersion}.${library.minorVersion}`);
    await mkdir(place);
    const about = { title: library.machineName, patchVersion: 0, runnable: 1, ...library };
    await writeFile(path.join(place, 'library.json'), JSON.stringify(about));
    await writeFile(path.join(place, 'semantics.json'), JSON.stringify(fields));
  }
  const config = new H5PConfig(undefined, { setFinishedEnabled: false, contentUserStateSaveInterval: false });
  const editor = openServer(config, at('libraries'), at('temporary'), at('content'));
  const player = new H5PPlayer(editor.libraryStorage, editor.contentStorage, config);
  player.setRenderer((model) => model);
  const user: IUser = { id: '1', name: 'Docente', email: 'docente@escuela.invalid', type: 'local' };
  return {
    take: async (h5p) => {
      const { metadata, parameters } = await editor.uploadPackage(Buffer.from(h5p), user);
      const main = metadata?.preloadedDependencies.find(({ machineName }) => machineName === metadata.mainLibrary);
      if (!metadata || !main) throw new Error('h5p.json does not say the version of its main library');
      const sent: unknown = structuredClone(parameters);
      const mainLibrary = nameOf(main);
      // @ts-expect-error Its types are made without strict null checks: new content has no identifier yet.
      const id: string = await editor.saveOrUpdateContent(undefined, parameters, metadata, mainLibrary, user);
      const model = await player.render(id, user);
      const content = model.integration.contents[`cid-${id}`];
      return {
        title: content.metadata.title,
        mainLibrary,
        declared: metadata.preloadedDependencies.map(nameOf),
        sent,
        shown: JSON.parse(content.jsonContent)
      };
    },
    close: () => rm(folder, { recursive: true, force: true })
  };
}
