import * as v from 'valibot';
import type { AirLogEntry } from './air-log.ts';
import { findScript, type Catalog, type CatalogScript, type CatalogText } from './catalog.ts';
import { createDeviceFile, deviceClock, deviceDate, deviceInteger, deviceText } from './device-file.ts';
import { formats, messages, type Message } from './kind.ts';
import { languageCodes, type LanguageCode } from './language.ts';

const slug = v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,80}$/, 'bad-value'));
const language = v.picklist(languageCodes, 'bad-value');
const clock = v.pipe(deviceClock, v.minLength(1, 'bad-value'));
const slotKey = v.pipe(
  v.string('not-text'),
  v.regex(/^.{10}T.{5}$/, 'bad-value'),
  v.check((key) => v.is(deviceDate, key.slice(0, 10)) && v.is(clock, key.slice(11)), 'bad-value')
);
/** A choice of some, each once; one at least. */
const some = <Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(
    v.array(item, 'bad-value'),
    v.transform((chosen) => [...new Set(chosen)]),
    v.minLength(1, 'bad-value'),
    v.maxLength(most, 'bad-value')
  );
const format = 'willakuy-campaign';

/** What a campaign can hold: the desk offers no more and the file is read no further. */
export const campaignLimits = {
  weeks: { min: 2, max: 12 },
  times: 12,
  start: { min: '2020-01-01', max: '2099-12-31' }
} as const;
/** Days of the week as ISO 8601 counts them: 1 Monday … 7 Sunday. */
export const weekDays = [1, 2, 3, 4, 5, 6, 7] as const;
export type WeekDay = (typeof weekDays)[number];

export const campaignFile = createDeviceFile({
  format,
  version: 1,
  schema: v.strictObject({
    format: v.literal(format, 'foreign'),
    version: v.literal(1, 'bad-value'),
    title: deviceText(80),
    /** First day. */
    start: v.pipe(
      deviceDate,
      v.check((day) => day >= campaignLimits.start.min && day <= campaignLimits.start.max, 'bad-value')
    ),
    weeks: deviceInteger(campaignLimits.weeks.min, campaignLimits.weeks.max),
    /** Days of the week on which it airs. */
    days: some(v.picklist(weekDays, 'bad-value'), 7),
    times: some(clock, campaignLimits.times),
    languages: some(language, languageCodes.length),
    formats: some(v.picklist(formats, 'bad-value'), formats.length),
    /** What was put into a slot by hand, by its key (`2026-12-01T06:30`); null keeps it empty. */
    changes: v.record(slotKey, v.nullable(v.strictObject({ slug, language })), 'bad-value')
  })
});
/** When a station airs what, for some weeks. */
export type Campaign = NonNullable<ReturnType<typeof campaignFile.parse>['value']>;

export const createCampaign = (start: string): Campaign => ({
  format,
  version: 1,
  title: '',
  start,
  weeks: 4,
  days: [1, 3, 5],
  times: ['06:30', '18:30'],
  languages: ['quz', 'es'],
  formats: ['spot', 'microprograma'],
  changes: {}
});

const dayMilliseconds = 86_400_000;
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);

export function weekDayOf(date: string): WeekDay {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekDays[(day + 6) % 7] ?? 1;
}

/** The day itself where it is a Monday, else the next one. */
export const mondayFrom = (date: string): string => addDays(date, (8 - weekDayOf(date)) % 7);

export interface CampaignSlot {
  /** `2026-12-01T06:30` */
  key: string;
  date: string;
  time: string;
  /** From 1, counted from the first day. */
  week: number;
  airing: Airing | undefined;
  changedByHand: boolean;
  /** What the air log says went out at that moment: it stays as it was. */
  aired: AirLogEntry | undefined;
}

export interface Airing {
  script: CatalogScript;
  language: LanguageCode;
  text: CatalogText;
}

export type CampaignWarning =
  | { code: 'no-scripts' | 'one-script' }
  | { code: 'message-missing'; message: Message }
  | { code: 'language-missing'; language: LanguageCode }
  | { code: 'outside-family-hours'; time: string }
  | { code: 'lost-changes'; count: number }
  | { code: 'same-again' | 'unknown-script'; slot: CampaignSlot };

/**
 * How much each message counts on a day. In the school holidays (mid-December to mid-March) offers and travel come up
 * more; enrolment is from January to March. Our own proposal, drawn from the calendar of the school year.
 */
export function messageWeights(date: string): Record<Message, number> {
  const day = date.slice(5);
  const holidays = day >= '12-15' || day <= '03-15';
  const enrolment = day >= '01-05' && day <= '03-31';
  return { 'false-offers': holidays ? 2 : 1, documents: holidays ? 1.5 : 1, school: enrolment ? 1.5 : 1 };
}

/**
 * Every slot of a campaign with what airs in it, in order. What was aired stands; then what was put there by hand; the
 * rotation fills the rest and takes account of both. Same campaign, same plan.
 */
export function toCampaignSlots(
  campaign: Campaign,
  catalog: Catalog,
  aired: readonly AirLogEntry[] = []
): CampaignSlot[] {
  const airedAt = new Map([...aired].reverse().map((entry) => [`${entry.date}T${entry.time}`, entry]));
  const moments = slotMoments(campaign);
  /** Undefined where the rotation decides, null where nothing airs. */
  const fixed = moments.map(({ key }) => {
    const given = airedAt.get(key) ?? (Object.hasOwn(campaign.changes, key) ? campaign.changes[key] : undefined);
    return given ? (toAiring(catalog, given) ?? null) : given;
  });
  const rotation = createRotation(poolOf(campaign, catalog), campaign.languages);
  return moments.map((moment, index) => {
    const given = fixed[index];
    const next = fixed.slice(index + 1).find((one) => one !== null);
    const airing = given === undefined ? rotation.choose(moment, next) : (given ?? undefined);
    if (airing) rotation.note(moment, airing);
    return {
      ...moment,
      airing,
      changedByHand: Object.hasOwn(campaign.changes, moment.key),
      aired: airedAt.get(moment.key)
    };
  });
}

type Moment = Pick<CampaignSlot, 'key' | 'date' | 'time' | 'week'>;

const slotMoments = ({ start, weeks, days, times }: Campaign): Moment[] =>
  Array.from({ length: weeks * 7 }, (_, day) => ({ date: addDays(start, day), week: Math.floor(day / 7) + 1 }))
    .filter(({ date }) => days.includes(weekDayOf(date)))
    .flatMap((day) => [...times].sort().map((time) => ({ ...day, time, key: `${day.date}T${time}` })));

/** What may air: every script of the chosen kinds in every chosen language that has it. */
const poolOf = (campaign: Campaign, catalog: Catalog): Airing[] =>
  catalog.scripts
    .filter((script) => campaign.formats.includes(script.format))
    .flatMap((script) =>
      campaign.languages.flatMap((code) => toAiring(catalog, { slug: script.slug, language: code }) ?? [])
    );

function toAiring(catalog: Catalog, { slug, language }: { slug: string; language: LanguageCode }): Airing | undefined {
  const script = findScript(catalog, slug);
  const text = script?.texts[language];
  return script && text && { script, language, text };
}

/** A debt to a message, or its surplus, is remembered this many slots: what was put by hand is not paid back for weeks. */
const longestDebt = 2;

/**
 * Chooses one slot after another: the message most behind its weight, of it the script that has not aired for longest, in the
 * language that listeners of that script and hour have had less. Never the script that aired just before or is fixed for the
 * next slot, as long as there is another. Episodes of a serial follow each other, in one language.
 */
function createRotation(pool: readonly Airing[], languages: readonly LanguageCode[]) {
  const offered = messages.filter((message) => pool.some(({ script }) => script.message === message));
  const credit: Record<Message, number> = { 'false-offers': 0, documents: 0, school: 0 };
  const turns = new Map<string, number>();
  const counts = new Map<string, number>();
  const count = (...parts: string[]) => counts.get(parts.join('/')) ?? 0;
  const countOne = (...parts: string[]) => counts.set(parts.join('/'), count(...parts) + 1);
  const inLanguage = new Map<string, LanguageCode>();
  let last: Airing | undefined;
  let turn = 0;

  /** What each message has coming on a day, in slots; rounded, so that equal is equal. */
  function duesOn(date: string): Record<Message, number> {
    const weights = messageWeights(date);
    const total = offered.reduce((sum, message) => sum + weights[message], 0);
    const due = (message: Message) =>
      Math.round((credit[message] + (offered.includes(message) ? weights[message] / total : 0)) * 1e6) / 1e6;
    return { 'false-offers': due('false-offers'), documents: due('documents'), school: due('school') };
  }

  const episodeBefore = ({ script }: Airing) => pool.find((one) => isEpisode(one, script.series, -1))?.script.slug;

  /** Of a serial, only the episode whose turn it is. */
  const isDue = ({ script: { series, slug } }: Airing): boolean => {
    if (!series) return true;
    const [due] = pool
      .filter(({ script }) => script.series?.id === series.id)
      .map(({ script }) => ({
        slug: script.slug,
        aired: count('script', script.slug),
        episode: script.series?.episode ?? 0
      }))
      .sort((a, b) => a.aired - b.aired || a.episode - b.episode);
    return due?.slug === slug;
  };

  function choose({ date, time }: Moment, next: Airing | undefined): Airing | undefined {
    const due = pool.filter(isDue);
    const others = due.filter(({ script }) => script.slug !== last?.script.slug);
    const free = others.filter(({ script }) => script.slug !== next?.script.slug);
    const able = [free, others, due].find((some) => some.length > 0) ?? [];
    const dues = duesOn(date);
    const message = first(
      messages.filter((one) => able.some(({ script }) => script.message === one)),
      (one) => [-dues[one], one === last?.script.message ? 1 : 0, count('message', one, time)]
    );
    const script = first(
      able.filter((one) => one.script.message === message),
      (one) => [turns.get(one.script.slug) ?? -1]
    )?.script;
    return first(
      able.filter((one) => one.script === script),
      (one) => [
        inLanguage.get(episodeBefore(one) ?? '') === one.language ? 0 : 1,
        count('script', one.script.slug, one.language),
        count('hour', time, one.language),
        count('language', one.language),
        languages.indexOf(one.language)
      ]
    );
  }

  function note({ date, time }: Moment, airing: Airing): void {
    const { slug, message } = airing.script;
    const dues = duesOn(date);
    dues[message] -= 1;
    for (const one of messages) credit[one] = Math.min(longestDebt, Math.max(-longestDebt, dues[one]));
    countOne('script', slug);
    countOne('script', slug, airing.language);
    countOne('message', message, time);
    countOne('hour', time, airing.language);
    countOne('language', airing.language);
    inLanguage.set(slug, airing.language);
    turns.set(slug, turn++);
    last = airing;
  }

  return { choose, note };
}

const isEpisode = ({ script }: Airing, series: CatalogScript['series'], after: number): boolean =>
  series !== undefined && script.series?.id === series.id && script.series.episode === series.episode + after;

/** The first by rank, of equals the one that stands first. */
function first<Item>(items: readonly Item[], rank: (item: Item) => readonly number[]): Item | undefined {
  const ranked = items.map((item) => ({ item, rank: rank(item) }));
  ranked.sort((a, b) => {
    const place = a.rank.findIndex((value, index) => value !== b.rank[index]);
    return place < 0 ? 0 : (a.rank[place] ?? 0) - (b.rank[place] ?? 0);
  });
  return ranked[0]?.item;
}

/** What a producer would notice of a plan. */
export function checkCampaign(campaign: Campaign, slots: readonly CampaignSlot[], catalog: Catalog): CampaignWarning[] {
  const scripts = new Set(poolOf(campaign, catalog).map(({ script }) => script.slug));
  const warnings: CampaignWarning[] = [];
  const on = slots.flatMap((slot) => (slot.airing ? [{ slot, ...slot.airing }] : []));
  if (scripts.size === 0) warnings.push({ code: 'no-scripts' });
  if (scripts.size === 1) warnings.push({ code: 'one-script' });
  if (on.length > 0) {
    for (const message of messages)
      if (!on.some(({ script }) => script.message === message)) warnings.push({ code: 'message-missing', message });
    for (const code of campaign.languages)
      if (!on.some((one) => one.language === code)) warnings.push({ code: 'language-missing', language: code });
  }
  // Everything here is made for family hours; outside them the listeners it is made for sleep.
  for (const time of [...campaign.times].sort())
    if (time < '06:00' || time > '22:00') warnings.push({ code: 'outside-family-hours', time });
  for (const slot of slots)
    if (campaign.changes[slot.key] && !slot.airing && !slot.aired) warnings.push({ code: 'unknown-script', slot });
  on.forEach(({ slot, script }, index) => {
    if (scripts.size !== 1 && on[index - 1]?.script.slug === script.slug) warnings.push({ code: 'same-again', slot });
  });
  const count = lostChanges(campaign).length;
  if (count > 0) warnings.push({ code: 'lost-changes', count });
  return warnings;
}

/** How often each message and language airs. */
export function countAirings(slots: readonly CampaignSlot[]): {
  messages: Record<Message, number>;
  languages: Record<LanguageCode, number>;
} {
  const on = slots.flatMap(({ airing }) => airing ?? []);
  const ofMessage = (message: Message) => on.filter(({ script }) => script.message === message).length;
  const inLanguage = (code: LanguageCode) => on.filter(({ language }) => language === code).length;
  return {
    messages: {
      'false-offers': ofMessage('false-offers'),
      documents: ofMessage('documents'),
      school: ofMessage('school')
    },
    languages: { es: inLanguage('es'), quz: inLanguage('quz') }
  };
}

/** With something else in a slot: a script, nothing (null), or again what the rotation gives (undefined). */
export function changeSlot(
  campaign: Campaign,
  key: string,
  to: { slug: string; language: LanguageCode } | null | undefined
): Campaign {
  const { [key]: _before, ...changes } = campaign.changes;
  return { ...campaign, changes: to === undefined ? changes : { ...changes, [key]: to } };
}

/** Keys of what was put by hand into slots that the settings no longer have. */
function lostChanges(campaign: Campaign): string[] {
  const keys = new Set(slotMoments(campaign).map(({ key }) => key));
  return Object.keys(campaign.changes).filter((key) => !keys.has(key));
}

export const dropLostChanges = (campaign: Campaign): Campaign =>
  lostChanges(campaign).reduce((kept, key) => changeSlot(kept, key, undefined), campaign);
