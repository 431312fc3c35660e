import * as v from 'valibot';
import { findScript, type Catalog, type CatalogScript } from './catalog.ts';
import { createDeviceFile, deviceClock, deviceDate, deviceInteger, deviceText } from './device-file.ts';
import { formats, messages, type Message } from './kind.ts';
import { languageCodes, type LanguageCode } from './language.ts';

const slug = v.pipe(v.string('not-text'), v.regex(/^[a-z0-9-]{1,80}$/, 'bad-value'));
const language = v.picklist(languageCodes, 'bad-value');
const clock = v.pipe(deviceClock, v.minLength(1, 'bad-value'));
const format = 'willakuy-campaign';

export const campaignFile = createDeviceFile({
  format,
  version: 1,
  schema: v.strictObject({
    format: v.literal(format, 'foreign'),
    version: v.literal(1, 'bad-value'),
    title: deviceText(80),
    /** First day. */
    start: deviceDate,
    weeks: deviceInteger(2, 12),
    /** Days of the week on which it airs: 1 Monday … 7 Sunday. */
    days: v.pipe(v.array(deviceInteger(1, 7), 'bad-value'), v.minLength(1, 'bad-value'), v.maxLength(7, 'bad-value')),
    times: v.pipe(v.array(clock, 'bad-value'), v.minLength(1, 'bad-value'), v.maxLength(12, 'bad-value')),
    languages: v.pipe(v.array(language, 'bad-value'), v.minLength(1, 'bad-value'), v.maxLength(2, 'bad-value')),
    formats: v.pipe(v.array(v.picklist(formats, 'bad-value'), 'bad-value'), v.minLength(1, 'bad-value')),
    /** What was put into a slot by hand, by its key (`2026-12-01T06:30`); null keeps it empty. */
    changes: v.record(
      v.pipe(v.string('not-text'), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'bad-value')),
      v.nullable(v.strictObject({ slug, language }))
    )
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

export interface CampaignSlot {
  /** `2026-12-01T06:30` */
  key: string;
  date: string;
  time: string;
  airing: { script: CatalogScript; language: LanguageCode } | undefined;
  changedByHand: boolean;
}

export type CampaignWarning =
  | { code: 'no-scripts' | 'one-script' }
  | { code: 'message-missing'; message: Message }
  | { code: 'same-again' | 'unknown-script' | 'outside-family-hours'; slot: CampaignSlot };

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

/** Every slot of a campaign with what airs in it, in order. Same campaign, same plan. */
export function toCampaignSlots(campaign: Campaign, catalog: Catalog): CampaignSlot[] {
  const pool = poolOf(campaign, catalog);
  const credit: Record<Message, number> = { 'false-offers': 0, documents: 0, school: 0 };
  const aired = new Map<string, number>();
  let last: string | undefined;
  return slotTimes(campaign).map(({ date, time }, index): CampaignSlot => {
    const key = `${date}T${time}`;
    const change = Object.hasOwn(campaign.changes, key) ? campaign.changes[key] : undefined;
    const weights = messageWeights(date);
    const offered = messages.filter((message) => pool.some((one) => one.script.message === message));
    const total = offered.reduce((sum, message) => sum + weights[message], 0);
    for (const message of offered) credit[message] += weights[message] / total;
    const airing =
      change === undefined
        ? chooseNext(pool, { credit, aired, last })
        : change === null
          ? undefined
          : byHand(catalog, change);
    if (airing) {
      credit[airing.script.message] -= 1;
      aired.set(keyOf(airing), index);
      last = airing.script.slug;
    }
    return { key, date, time, airing, changedByHand: change !== undefined };
  });
}

interface Airing {
  script: CatalogScript;
  language: LanguageCode;
}
const keyOf = ({ script, language }: Airing): string => `${script.slug}/${language}`;

/** What may air: every script of the chosen kinds in every chosen language that has it. */
const poolOf = (campaign: Campaign, catalog: Catalog): Airing[] =>
  catalog.scripts
    .filter((script) => campaign.formats.includes(script.format))
    .flatMap((script) =>
      campaign.languages.filter((code) => script.texts[code]).map((code) => ({ script, language: code }))
    );

/** The message that is most behind its weight, and of it what has not aired for longest; never the same script again. */
function chooseNext(
  pool: Airing[],
  { credit, aired, last }: { credit: Record<Message, number>; aired: Map<string, number>; last: string | undefined }
): Airing | undefined {
  const others = pool.filter(({ script }) => script.slug !== last);
  const able = others.length > 0 ? others : pool;
  const message = [...messages]
    .filter((one) => able.some(({ script }) => script.message === one))
    .sort((a, b) => credit[b] - credit[a])[0];
  const lastAired = (one: Airing) => aired.get(keyOf(one)) ?? -1;
  const scriptAired = (one: Airing) =>
    Math.max(-1, ...languageCodes.map((code) => aired.get(keyOf({ ...one, language: code })) ?? -1));
  return able
    .filter(({ script }) => script.message === message)
    .sort((a, b) => scriptAired(a) - scriptAired(b) || lastAired(a) - lastAired(b))[0];
}

function byHand(catalog: Catalog, { slug, language }: { slug: string; language: LanguageCode }): Airing | undefined {
  const script = findScript(catalog, slug);
  return script?.texts[language] ? { script, language } : undefined;
}

function slotTimes({ start, weeks, days, times }: Campaign): { date: string; time: string }[] {
  const first = Date.parse(`${start}T00:00:00Z`);
  return Array.from({ length: weeks * 7 }, (_, day) => new Date(first + day * 86_400_000))
    .filter((day) => days.includes(day.getUTCDay() === 0 ? 7 : day.getUTCDay()))
    .flatMap((day) => [...new Set(times)].sort().map((time) => ({ date: day.toISOString().slice(0, 10), time })));
}

/** What a producer would notice of a plan. */
export function checkCampaign(campaign: Campaign, slots: CampaignSlot[], catalog: Catalog): CampaignWarning[] {
  const pool = poolOf(campaign, catalog);
  const scripts = new Set(pool.map(({ script }) => script.slug));
  const warnings: CampaignWarning[] = [];
  if (scripts.size === 0) warnings.push({ code: 'no-scripts' });
  if (scripts.size === 1) warnings.push({ code: 'one-script' });
  for (const message of messages)
    if (!slots.some(({ airing }) => airing?.script.message === message))
      warnings.push({ code: 'message-missing', message });
  slots.forEach((slot, index) => {
    const change = campaign.changes[slot.key];
    if (change && !slot.airing) warnings.push({ code: 'unknown-script', slot });
    if (slot.airing && slots[index - 1]?.airing?.script.slug === slot.airing.script.slug)
      warnings.push({ code: 'same-again', slot });
    // Everything here is made for family hours; outside them the listeners it is made for sleep.
    if (slot.time < '06:00' || slot.time > '22:00') warnings.push({ code: 'outside-family-hours', slot });
  });
  return warnings;
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
