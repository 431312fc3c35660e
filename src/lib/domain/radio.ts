import { textOf, type Block, type Document, type Inline } from './document.ts';
import { issueAt, type Issue, type Place } from './issue.ts';
import type { CastMember } from './item.ts';
import type { LanguageCode } from './language.ts';
import type { Sound, SoundAction, SoundVocabulary } from './sound.ts';

/** One numbered step of a script, as the operator and the talent follow it. */
export type Cue = ControlCue | LineCue | PauseCue | OpenCue;

interface CueBase {
  /** Counts from 1 over all cues. */
  number: number;
  at: Place;
}
export interface ControlCue extends CueBase {
  type: 'control';
  /** As written after `CONTROL:`. */
  text: string;
  sound: Sound;
  seconds: number;
  /** True where the script itself gives the seconds. */
  secondsGiven: boolean;
  actions: SoundAction[];
}
export interface LineCue extends CueBase {
  type: 'line';
  speaker: CastMember;
  /** How it is said: `cálida`. */
  direction: string | undefined;
  content: Inline[];
}
export interface PauseCue extends CueBase {
  type: 'pause';
  seconds: number;
}

/** Time in which people speak in their own words: a guest's answer, calls, voices from the street. */
export interface OpenCue extends CueBase {
  type: 'open';
  seconds: number;
  /** What it is for, as the presenter reads it to herself. */
  content: Inline[];
}

interface ScriptContext {
  language: LanguageCode;
  cast: CastMember[];
  sounds: SoundVocabulary;
}

/** A script's file: its cues up to the first heading, then what is for whoever conducts (content/kit-sections.yaml). */
export function cutScript(document: Document): { cues: Block[]; notes: Block[] } {
  const first = document.blocks.findIndex((block) => block.type === 'heading');
  const end = first < 0 ? document.blocks.length : first;
  return { cues: document.blocks.slice(0, end), notes: document.blocks.slice(end) };
}

const longestOpenSeconds = 1800;

/**
 * The cues of a radio script: `CONTROL:` lines for the operator, `**NAME:**` lines for the talent, `PAUSA:` silences,
 * `ESPACIO, 90 s:` for people speaking in their own words. A paragraph that is none of these, or names a
 * speaker or a sound nobody knows, is reported and left out.
 */
export function toCues(document: Document, context: ScriptContext): { cues: Cue[]; issues: Issue[] } {
  const cues: Cue[] = [];
  const issues: Issue[] = [];
  const report = (at: Place, rule: string, message: string) => issues.push(issueAt(at, rule, message));
  const next = () => cues.length + 1;

  for (const block of cutScript(document).cues) {
    if (block.type !== 'paragraph') {
      report(
        block.at,
        'not-a-cue',
        'Un guion lleva solo CONTROL:, **NOMBRE:**, PAUSA: y ESPACIO, un párrafo por cada uno.'
      );
      continue;
    }
    const written = textOf(block.content).trim();
    const { at } = block;
    if (/^CONTROL\b/.test(written)) {
      const control = toControl(written.replace(/^CONTROL\s*:?\s*/, ''), context);
      if ('problem' in control) report(at, 'unknown-sound-cue', control.problem);
      else cues.push({ type: 'control', number: next(), at, ...control });
    } else if (/^PAUSA\b/.test(written)) {
      const seconds = Number(/^PAUSA:\s*(\d+(?:[.,]\d+)?)\s*s\.?$/.exec(written)?.[1]?.replace(',', '.'));
      if (!(seconds > 0 && seconds <= 30)) report(at, 'bad-pause', 'Escriba «PAUSA: 2 s», entre 0 y 30 segundos.');
      else cues.push({ type: 'pause', number: next(), at, seconds });
    } else if (/^ESPACIO\b/.test(written)) {
      const open = toOpen(block.content);
      if (open) cues.push({ type: 'open', number: next(), at, ...open });
      else
        report(
          at,
          'bad-open-time',
          'Escriba «ESPACIO, 90 s: qué se hace en ese tiempo», hasta 30 minutos (o «ESPACIO, 4 min: …»).'
        );
    } else {
      const line = toLine(block.content, context.cast, context.language);
      if ('problem' in line) report(at, line.rule, line.problem);
      else cues.push({ type: 'line', number: next(), at, ...line });
    }
  }
  return { cues, issues };
}

function toControl(
  text: string,
  { language, sounds }: ScriptContext
):
  { text: string; sound: Sound; seconds: number; secondsGiven: boolean; actions: SoundAction[] } | { problem: string } {
  const [, name = '', time, rest = ''] =
    /^([^,.]+?)\s*(?:,\s*(\d+(?:[.,]\d+)?)\s*s)?\s*(?:\.\s*(.*))?$/.exec(text) ?? [];
  const sound = sounds.sounds.find((known) => same(known.name[language], name));
  if (!sound) {
    const known = sounds.sounds.map((s) => s.name[language]).join(', ');
    return { problem: `No se conoce el sonido «${name || text}». Los que hay: ${known}.` };
  }
  const actions: SoundAction[] = [];
  const joiner = language === 'es' ? /\s*(?:[,.]|\sy\s)\s*/ : /\s*(?:[,.]|\shinaspa\s)\s*/;
  for (const word of rest.split(joiner).filter((part) => part.trim() !== '')) {
    const action = sounds.actions.find((known) => same(known.name[language], word));
    if (!action) {
      const known = sounds.actions.map((a) => a.name[language]).join(', ');
      return { problem: `No se conoce la indicación «${word.trim()}». Las que hay: ${known}.` };
    }
    actions.push(action.id);
  }
  const seconds = time === undefined ? sound.seconds : Number(time.replace(',', '.'));
  return { text, sound, seconds, secondsGiven: time !== undefined, actions };
}

function toOpen(content: Inline[]): { seconds: number; content: Inline[] } | undefined {
  const [first, ...rest] = content;
  const head = first?.type === 'text' ? /^ESPACIO,\s*(\d+)\s*(s|min):\s*/.exec(first.value) : null;
  if (first?.type !== 'text' || !head) return undefined;
  const seconds = Number(head[1]) * (head[2] === 'min' ? 60 : 1);
  const words = trimStart([{ ...first, value: first.value.slice(head[0].length) }, ...rest]);
  return seconds > 0 && seconds <= longestOpenSeconds && textOf(words).trim() !== ''
    ? { seconds, content: words }
    : undefined;
}

const same = (a: string, b: string) => a.toLocaleLowerCase('es') === b.trim().toLocaleLowerCase('es');

function toLine(
  content: Inline[],
  cast: CastMember[],
  language: LanguageCode
): { speaker: CastMember; direction: string | undefined; content: Inline[] } | { rule: string; problem: string } {
  const [first, ...others] = content;
  const name = first?.type === 'strong' ? /^(.+):$/.exec(textOf(first.content).trim())?.[1] : undefined;
  if (name === undefined)
    return {
      rule: 'not-a-cue',
      problem: 'No se sabe quién habla. Empiece con **NOMBRE:**, CONTROL:, PAUSA: o ESPACIO.'
    };
  const speaker = cast.find((member) => member.name[language] === name);
  if (!speaker) {
    const known = cast.map((member) => member.name[language]).join(', ');
    return {
      rule: 'unknown-speaker',
      problem: `«${name}» no está en el reparto (cast) de item.yaml. Están: ${known}.`
    };
  }
  let words = trimStart(others);
  let direction: string | undefined;
  const [lead, ...after] = words;
  const told = lead?.type === 'emphasis' ? /^\((.+)\)$/.exec(textOf(lead.content).trim())?.[1] : undefined;
  if (told !== undefined) {
    direction = told;
    words = trimStart(after);
  }
  if (textOf(words).trim() === '')
    return { rule: 'empty-line', problem: `${name} no dice nada. Escriba su texto o borre la línea.` };
  return { speaker, direction, content: words };
}

function trimStart(content: Inline[]): Inline[] {
  const [first, ...rest] = content;
  if (first?.type !== 'text') return content;
  const value = first.value.trimStart();
  return value === '' ? trimStart(rest) : [{ ...first, value }, ...rest];
}
