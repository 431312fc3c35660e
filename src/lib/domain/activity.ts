import { textOf, type Block, type Inline } from './document.ts';
import { issueAt, type Issue, type Place } from './issue.ts';
import type { SectionText } from './lesson.ts';

// Activities are written as text that also works on paper; this reads them, so that a phone can run them.

/** Cards to put where they belong: a list of bins (**name** and what it means), then a table: card, bin, why. */
export interface Sort {
  intro: Block[];
  bins: { name: string; content: Inline[] }[];
  /** `bin` counts from 0. */
  cards: { content: Inline[]; bin: number; why: Inline[]; at: Place }[];
}

/** A story in numbered scenes (`### 1. …`); a scene with a list lets one choose (`- I ask her → 3`), one without ends it. */
export interface Story {
  intro: Block[];
  scenes: Scene[];
}
export interface Scene {
  number: number;
  title: string;
  blocks: Block[];
  options: { content: Inline[]; to: number; at: Place }[];
  at: Place;
}

/** Questions (`### …`) with two or three answers; ✓ marks the right one, — what to say about it. */
export interface Quiz {
  intro: Block[];
  questions: Question[];
}
export interface Question {
  content: Inline[];
  answers: { content: Inline[]; right: boolean; feedback: Inline[]; at: Place }[];
  at: Place;
}

export interface Read<T> {
  activity: T;
  issues: Issue[];
}

const rule = 'bad-activity';

/** A section as cards to sort. */
export function toSort({ blocks, at }: Pick<SectionText, 'blocks' | 'at'>): Read<Sort> {
  const issues: Issue[] = [];
  const start = blocks.findIndex(({ type }) => type === 'list' || type === 'table');
  const list = blocks.find((block) => block.type === 'list');
  const table = blocks.find((block) => block.type === 'table');
  const bins = (list?.items ?? []).flatMap((item) => {
    const [block] = item;
    const content = block?.type === 'paragraph' ? block.content : [];
    const name = content.find((inline) => inline.type === 'strong');
    return name ? [{ name: binName(textOf(name.content)), content }] : [];
  });
  if (bins.length < 2)
    issues.push(
      issueAt(list?.at ?? at, rule, 'Faltan los grupos: una lista con dos o más, cada uno así: - **Nombre:** qué es.')
    );
  const cards = (table?.rows.slice(1) ?? []).map(([content = [], bin = [], why = []]) => ({
    content,
    bin: bins.findIndex(({ name }) => name === binName(textOf(bin))),
    why,
    at: content[0]?.at ?? table?.at ?? at
  }));
  if (cards.length < 3)
    issues.push(
      issueAt(
        table?.at ?? at,
        rule,
        'Faltan las tarjetas: una tabla con tres columnas (tarjeta, grupo, por qué) y tres filas o más.'
      )
    );
  for (const card of cards) {
    if (card.bin < 0)
      issues.push(
        issueAt(card.at, rule, `El grupo no es ninguno de la lista: ${bins.map(({ name }) => name).join(' · ')}.`)
      );
    if (textOf(card.why).trim() === '') issues.push(issueAt(card.at, rule, 'Falta el porqué en la tercera columna.'));
  }
  return { activity: { intro: blocks.slice(0, Math.max(0, start)), bins, cards }, issues };
}

const binName = (text: string): string => text.trim().replace(/[:.]$/, '');

/** A section as a story with choices. */
export function toStory({ blocks, at }: Pick<SectionText, 'blocks' | 'at'>): Read<Story> {
  const { intro, parts, issues } = cutAtHeadings(blocks);
  const scenes = parts.flatMap(({ heading, blocks: body, at: place }): Scene[] => {
    const [, number, title = ''] = /^(\d+)\.?\s+(.*)$/.exec(textOf(heading).trim()) ?? [];
    if (number === undefined) {
      issues.push(issueAt(place, rule, 'Cada escena lleva número y título, así: ### 1. La llamada.'));
      return [];
    }
    const last = body.at(-1);
    const options =
      last?.type === 'list' && !last.ordered ? last.items.flatMap((item) => toOption(item, last.at, issues)) : [];
    return [
      { number: Number(number), title, blocks: options.length > 0 ? body.slice(0, -1) : body, options, at: place }
    ];
  });
  return { activity: { intro, scenes }, issues: [...issues, ...checkStory(scenes, at)] };
}

const arrow = /^([\s\S]*?)\s*→\s*(\d+)\.?\s*$/;

function toOption(item: Block[], at: Place, issues: Issue[]): Scene['options'] {
  const [block] = item;
  const content = block?.type === 'paragraph' ? block.content : [];
  const last = content.at(-1);
  const [, words, to] = (last?.type === 'text' && arrow.exec(last.value)) || [];
  if (last?.type !== 'text' || words === undefined || to === undefined) {
    issues.push(
      issueAt(content[0]?.at ?? at, rule, 'Cada opción termina con una flecha y el número de su escena: → 3.')
    );
    return [];
  }
  const before = content.slice(0, -1);
  return [{ content: words === '' ? before : [...before, { ...last, value: words }], to: Number(to), at: last.at }];
}

function checkStory(scenes: Scene[], at: Place): Issue[] {
  if (scenes.length < 3) return [issueAt(at, rule, 'La historia necesita tres escenas o más.')];
  const issues: Issue[] = [];
  const byNumber = new Map(scenes.map((scene) => [scene.number, scene]));
  scenes.forEach((scene, index) => {
    if (scene.number !== index + 1)
      issues.push(issueAt(scene.at, rule, `Las escenas van numeradas en orden: esta es la ${index + 1}.`));
    for (const option of scene.options)
      if (!byNumber.has(option.to)) issues.push(issueAt(option.at, rule, `No hay una escena ${option.to}.`));
    if (scene.options.length === 1)
      issues.push(
        issueAt(scene.at, rule, 'Una sola opción no es una decisión: ponga dos, o ninguna si la historia termina.')
      );
  });
  if (issues.length > 0) return issues;
  const reached = new Set([1]);
  for (const number of reached) for (const { to } of byNumber.get(number)?.options ?? []) reached.add(to);
  const ending = new Set(scenes.filter(({ options }) => options.length === 0).map(({ number }) => number));
  for (let grows = true; grows;) {
    const size = ending.size;
    for (const { number, options } of scenes) if (options.some(({ to }) => ending.has(to))) ending.add(number);
    grows = ending.size > size;
  }
  for (const scene of scenes) {
    if (!reached.has(scene.number))
      issues.push(issueAt(scene.at, rule, 'Ninguna decisión lleva a esta escena. Enlácela o quítela.'));
    if (!ending.has(scene.number))
      issues.push(issueAt(scene.at, rule, 'Desde esta escena la historia no termina nunca.'));
  }
  return issues;
}

/** A section as questions for before and after. */
export function toQuiz({ blocks, at }: Pick<SectionText, 'blocks' | 'at'>): Read<Quiz> {
  const { intro, parts, issues } = cutAtHeadings(blocks);
  const questions = parts.map(({ heading, blocks: body, at: place }): Question => {
    const list = body.length === 1 && body[0]?.type === 'list' ? body[0] : undefined;
    const answers = (list?.items ?? []).map((item) => toAnswer(item, list?.at ?? place));
    if (answers.length < 2 || answers.length > 3)
      issues.push(issueAt(place, rule, 'Bajo la pregunta va solo una lista con dos o tres respuestas.'));
    else if (answers.filter(({ right }) => right).length !== 1)
      issues.push(issueAt(place, rule, 'Marque con ✓ una respuesta, y solo una.'));
    for (const answer of answers)
      if (textOf(answer.feedback).trim() === '' || textOf(answer.content).trim() === '')
        issues.push(issueAt(answer.at, rule, 'Tras la respuesta y una raya ( — ) va qué decir a quien la eligió.'));
    return { content: heading, answers, at: place };
  });
  if (questions.length < 4 || questions.length > 6)
    issues.push(issueAt(at, rule, `Hay ${questions.length} preguntas; van de cuatro a seis.`));
  const positions = questions.map(({ answers }) => answers.findIndex(({ right }) => right));
  if (questions.length > 1 && new Set(positions).size === 1)
    issues.push(
      issueAt(at, rule, 'La respuesta marcada está siempre en el mismo lugar: se acierta sin pensar. Cambie el orden.')
    );
  return { activity: { intro, questions }, issues };
}

function toAnswer(item: Block[], at: Place): Question['answers'][number] {
  const [block] = item;
  const content = block?.type === 'paragraph' ? block.content : [];
  const first = content[0];
  const right = first?.type === 'text' && /^\s*✓/.test(first.value);
  const said: Inline[] = right
    ? [{ ...first, value: first.value.replace(/^\s*✓\s*/, '') }, ...content.slice(1)]
    : content;
  const cut = said.findIndex((inline) => inline.type === 'text' && inline.value.includes(' — '));
  const dash = said[cut];
  if (dash?.type !== 'text') return { content: said, right, feedback: [], at: first?.at ?? at };
  const [before = '', ...after] = dash.value.split(' — ');
  return {
    content: [...said.slice(0, cut), { ...dash, value: before }],
    right,
    feedback: [{ ...dash, value: after.join(' — ') }, ...said.slice(cut + 1)],
    at: first?.at ?? at
  };
}

interface Part {
  heading: Inline[];
  blocks: Block[];
  at: Place;
}

/** Blocks cut at their third-level headings. */
function cutAtHeadings(blocks: readonly Block[]): { intro: Block[]; parts: Part[]; issues: Issue[] } {
  const intro: Block[] = [];
  const parts: Part[] = [];
  for (const block of blocks) {
    if (block.type === 'heading' && block.depth === 3) parts.push({ heading: block.content, blocks: [], at: block.at });
    else (parts.at(-1)?.blocks ?? intro).push(block);
  }
  return { intro, parts, issues: [] };
}
