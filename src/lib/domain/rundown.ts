import * as v from 'valibot';
import { findScript, type Catalog, type CatalogText } from './catalog.ts';
import { createDeviceFile, deviceClock, deviceDate, deviceInteger, deviceText } from './device-file.ts';
import type { Format, Message } from './kind.ts';
import { languageCodes, type LanguageCode } from './language.ts';
import type { LengthOf } from './script-length.ts';

/** What a programme is put together from. `contacts` reads the help lines out. */
export const rundownKinds = ['script', 'music', 'station-id', 'talk', 'panel', 'calls', 'contacts'] as const;
export type RundownKind = (typeof rundownKinds)[number];

const mostItems = 200;
const largestId = 1_000_000;

const itemSchema = v.strictObject({
  id: deviceInteger(1, largestId),
  kind: v.picklist(rundownKinds, 'bad-value'),
  title: deviceText(100),
  seconds: deviceInteger(1, 3600),
  /** Takes what time the others leave; one at most. */
  stretch: v.boolean('bad-value'),
  script: v.nullable(
    v.strictObject({
      slug: v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,80}$/, 'bad-value')),
      language: v.picklist(languageCodes, 'bad-value')
    })
  ),
  note: deviceText(200)
});
export type RundownItem = v.InferOutput<typeof itemSchema>;

const format = 'willakuy-rundown';

export const rundownFile = createDeviceFile({
  format,
  version: 1,
  schema: v.strictObject({
    format: v.literal(format, 'foreign'),
    version: v.literal(1, 'bad-value'),
    title: deviceText(80),
    /** Day on which it airs, or empty. */
    date: v.union([v.literal(''), deviceDate], 'bad-value'),
    start: deviceClock,
    /** Length of the programme, 5 to 60 minutes. */
    seconds: deviceInteger(300, 3600),
    items: v.pipe(v.array(itemSchema, 'bad-value'), v.maxLength(mostItems, 'bad-value'), v.transform(tidy))
  })
});
/** The plan of one programme, in the order in which it airs. */
export type Rundown = NonNullable<ReturnType<typeof rundownFile.parse>['value']>;

export const emptyRundown: Rundown = { format, version: 1, title: '', date: '', start: '', seconds: 1800, items: [] };

export interface ScheduledItem {
  item: RundownItem;
  /** From the start of the programme. */
  startSeconds: number;
  durationSeconds: number;
  /** Latest moment at which it may begin for the programme to end on time (back-timing). */
  backSeconds: number;
}

export type RundownWarning =
  | { code: 'over' | 'under'; seconds: number }
  /** How much longer the audio of its scripts is than their words: it says first what it is. */
  | { code: 'longer-audio'; seconds: number }
  /** The script takes `seconds` today: another pace, other details or other words than when it was added. */
  | { code: 'other-length'; item: RundownItem; seconds: number }
  | { code: 'empty' | 'no-help' | 'no-stretch' | 'past-midnight' }
  | { code: 'squeezed' | 'unknown-script' | 'same-again' | 'long-talk' | 'calls-card'; item: RundownItem };

export interface Schedule {
  items: ScheduledItem[];
  totalSeconds: number;
  warnings: RundownWarning[];
}

const shortestStretchSeconds = 10;
const longestTalkSeconds = 600;
const daySeconds = 86_400;

/** Start, length and latest start of everything, and what a producer would notice. */
export function toSchedule(rundown: Rundown, catalog: Catalog, scriptLength: LengthOf): Schedule {
  const stretch = rundown.items.find((item) => item.stretch);
  const fixed = rundown.items.reduce((sum, item) => sum + (item === stretch ? 0 : item.seconds), 0);
  const lengthOf = (item: RundownItem) =>
    item === stretch ? Math.max(shortestStretchSeconds, rundown.seconds - fixed) : item.seconds;
  const totalSeconds = rundown.items.reduce((sum, item) => sum + lengthOf(item), 0);
  let clock = 0;
  const items = rundown.items.map((item): ScheduledItem => {
    const startSeconds = clock;
    clock += lengthOf(item);
    return {
      item,
      startSeconds,
      durationSeconds: lengthOf(item),
      backSeconds: rundown.seconds - (totalSeconds - startSeconds)
    };
  });
  return {
    items,
    totalSeconds,
    warnings: warningsOf(rundown, { items, totalSeconds, stretch, fixed }, { catalog, scriptLength })
  };
}

function warningsOf(
  rundown: Rundown,
  {
    items,
    totalSeconds,
    stretch,
    fixed
  }: { items: ScheduledItem[]; totalSeconds: number; stretch: RundownItem | undefined; fixed: number },
  { catalog, scriptLength }: { catalog: Catalog; scriptLength: LengthOf }
): RundownWarning[] {
  if (items.length === 0) return [{ code: 'empty' }];
  const warnings: RundownWarning[] = [];
  const difference = Math.round(totalSeconds - rundown.seconds);
  if (difference > 0) warnings.push({ code: 'over', seconds: difference });
  if (difference < 0) warnings.push({ code: 'under', seconds: -difference });
  if (difference !== 0 && !stretch) warnings.push({ code: 'no-stretch' });
  if (stretch && rundown.seconds - fixed < shortestStretchSeconds) warnings.push({ code: 'squeezed', item: stretch });
  // Every script ends with whom to ask for help.
  if (!items.some(({ item }) => item.kind === 'contacts' || item.kind === 'script')) warnings.push({ code: 'no-help' });
  if (startSecondsOf(rundown) + totalSeconds > daySeconds) warnings.push({ code: 'past-midnight' });
  const draftSeconds = items.reduce((sum, { item }) => sum + slateSeconds(scriptTextIn(catalog, item)), 0);
  if (draftSeconds >= 1) warnings.push({ code: 'longer-audio', seconds: draftSeconds });
  items.forEach(({ item, durationSeconds }, index) => {
    const before = items[index - 1]?.item;
    const text = scriptTextIn(catalog, item);
    if (item.kind === 'script' && !text) warnings.push({ code: 'unknown-script', item });
    if (text && item.script && !item.stretch) {
      const seconds = scriptSeconds(text, item.script.language, scriptLength);
      // Lengths are the producer's to change: it is said, not undone.
      if (seconds !== item.seconds) warnings.push({ code: 'other-length', item, seconds });
    }
    if (item.script && before?.script?.slug === item.script.slug) warnings.push({ code: 'same-again', item });
    if ((item.kind === 'talk' || item.kind === 'panel') && durationSeconds > longestTalkSeconds)
      warnings.push({ code: 'long-talk', item });
    if (item.kind === 'calls') warnings.push({ code: 'calls-card', item });
  });
  return warnings;
}

/** What an audio says of itself before its script begins. */
const slateSeconds = (text: CatalogText | undefined): number =>
  text?.audio ? Math.max(0, text.audio.seconds - text.seconds) : 0;

const scriptTextIn = (catalog: Catalog, { script }: RundownItem): CatalogText | undefined =>
  script ? findScript(catalog, script.slug)?.texts[script.language] : undefined;

/** Seconds after midnight at which it begins; 0 where no hour is given. */
export function startSecondsOf({ start }: Rundown): number {
  const [hours = 0, minutes = 0] = start.split(':').map(Number);
  return start === '' ? 0 : hours * 3600 + minutes * 60;
}

/** `06:04:30`; hours past midnight begin at 00 again. */
export function formatTimeOfDay(seconds: number): string {
  const whole = ((Math.round(seconds) % daySeconds) + daySeconds) % daySeconds;
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Numbers that nothing else has and that leave room for more, and one part that stretches: whoever wrote the file. */
function tidy(items: RundownItem[]): RundownItem[] {
  const ids = new Set(items.map(({ id }) => id));
  const sound = ids.size === items.length && !ids.has(largestId);
  const stretch = items.findIndex((item) => item.stretch);
  return items.map((item, index) => ({
    ...item,
    id: sound ? item.id : index + 1,
    stretch: index === stretch
  }));
}

const nextId = ({ items }: Rundown): number => items.reduce((largest, { id }) => Math.max(largest, id), 0) + 1;

/** With one item more, at the end or before another one. */
export function addItem(rundown: Rundown, item: Omit<RundownItem, 'id'>, before?: number): Rundown {
  const place = rundown.items.findIndex(({ id }) => id === before);
  const items = [...rundown.items];
  items.splice(place < 0 ? items.length : place, 0, { ...item, id: nextId(rundown) });
  return { ...rundown, items: item.stretch ? onlyStretch(items, nextId(rundown)) : items };
}

export const removeItem = (rundown: Rundown, id: number): Rundown => ({
  ...rundown,
  items: rundown.items.filter((item) => item.id !== id)
});

/** With one item at another place, counted from 0. */
export function moveItem(rundown: Rundown, id: number, to: number): Rundown {
  const from = rundown.items.findIndex((item) => item.id === id);
  const items = [...rundown.items];
  const [moved] = from < 0 ? [] : items.splice(from, 1);
  if (moved) items.splice(Math.min(Math.max(0, to), items.length), 0, moved);
  return { ...rundown, items };
}

export function changeItem(rundown: Rundown, id: number, change: Partial<Omit<RundownItem, 'id'>>): Rundown {
  const items = rundown.items.map((item) => (item.id === id ? { ...item, ...change } : item));
  return { ...rundown, items: change.stretch ? onlyStretch(items, id) : items };
}

const onlyStretch = (items: RundownItem[], id: number): RundownItem[] =>
  items.map((item) => ({ ...item, stretch: item.id === id }));

/** Minutes and seconds as people write them, `2:30` or `2.30`; a bare number is minutes. Undefined where it is neither, or out of 1 s to 60 min. */
export function parseItemLength(text: string): number | undefined {
  const [, minutes, rest = '0'] = /^(\d{1,2})(?:[:.,]([0-5]?\d))?$/.exec(text.trim()) ?? [];
  if (minutes === undefined) return undefined;
  const seconds = Number(minutes) * 60 + Number(rest);
  return seconds >= 1 && seconds <= 3600 ? seconds : undefined;
}

/** Whole seconds that a script takes of a programme. */
const scriptSeconds = (text: CatalogText, language: LanguageCode, lengthOf: LengthOf): number =>
  Math.max(1, Math.ceil(lengthOf(text, language)));

/** A script as a part of a programme, as long as the station takes (lengthsOf). Undefined where there is no such text. */
export function scriptItem(
  catalog: Catalog,
  { slug, language }: { slug: string; language: LanguageCode },
  lengthOf: LengthOf
): Omit<RundownItem, 'id'> | undefined {
  const text = findScript(catalog, slug)?.texts[language];
  return (
    text && {
      kind: 'script',
      title: text.title,
      seconds: scriptSeconds(text, language, lengthOf),
      stretch: false,
      script: { slug, language },
      note: ''
    }
  );
}

/**
 * A programme to begin from: identification, a story, music that stretches, a conversation, calls where there is time, a spot
 * and whom to ask for help. `titles` are the words for the parts that are not scripts.
 */
export function sampleItems(
  catalog: Catalog,
  {
    seconds,
    language,
    lengthOf,
    titles
  }: { seconds: number; language: LanguageCode; lengthOf: LengthOf; titles: Record<RundownKind, string> }
): Omit<RundownItem, 'id'>[] {
  const part = (kind: RundownKind, length: number, stretch = false): Omit<RundownItem, 'id'> => ({
    kind,
    title: titles[kind],
    seconds: length,
    stretch,
    script: null,
    note: ''
  });
  const first = (formats: readonly Format[], message?: Message) => {
    const script = catalog.scripts.find(
      (one) => formats.includes(one.format) && one.texts[language] && (message === undefined || one.message === message)
    );
    const item = script && scriptItem(catalog, { slug: script.slug, language }, lengthOf);
    return item ? [item] : [];
  };
  const roomy = seconds >= 900;
  return [
    part('station-id', 15),
    ...first(roomy ? ['microprograma', 'drama'] : ['spot'], 'false-offers'),
    part('music', 120, true),
    ...(roomy ? [part('talk', 180), ...first(['spot'], 'documents')] : []),
    ...(seconds >= 1500 ? [part('panel', Math.round(seconds / 3)), part('calls', 300)] : []),
    ...first(['spot'], 'school'),
    part('contacts', 45)
  ];
}
