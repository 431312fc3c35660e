import { describe, expect, it } from 'vitest';
import {
  campaignFile,
  changeSlot,
  checkCampaign,
  countAirings,
  createCampaign,
  dropLostChanges,
  messageWeights,
  mondayFrom,
  toCampaignSlots,
  weekDayOf,
  weekDays,
  type Campaign,
  type CampaignSlot
} from '#lib/domain/campaign.ts';
import { messages, type Message } from '#lib/domain/kind.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { catalogOf, script } from '../support/scripts.ts';

/** Two spots and a microprograma for each message, in both languages. */
const library = catalogOf(
  ...messages.flatMap((message) => [
    script(`cuna-a-${message}`, { message }),
    script(`cuna-b-${message}`, { message }),
    script(`micro-${message}`, { message, format: 'microprograma' })
  ])
);
const plan = (change: Partial<Campaign> = {}): Campaign => ({ ...createCampaign('2026-08-03'), ...change });
const slugs = (slots: CampaignSlot[]) => slots.map(({ airing }) => airing?.script.slug);
const onAir = (slots: CampaignSlot[]) => slots.flatMap(({ airing }) => airing ?? []);
const shareOf = (message: Message, slots: CampaignSlot[]) =>
  countAirings(slots).messages[message] / onAir(slots).length;

/** Many settings, the same ones every time. */
const settings: [string, Campaign][] = Array.from({ length: 120 }, (_, seed) => {
  const pick = <T>(from: readonly T[], salt: number): T[] =>
    from.filter((_one, index) => ((seed * 7 + index * salt + (seed >> 2)) * 2654435761) % 5 < 2);
  const orAll = <T>(chosen: T[], all: readonly T[]): T[] => (chosen.length > 0 ? chosen : [...all]);
  const campaign = plan({
    start: `2026-${String((seed % 12) + 1).padStart(2, '0')}-${String(((seed * 5) % 28) + 1).padStart(2, '0')}`,
    weeks: 2 + (seed % 11),
    days: orAll(pick([1, 2, 3, 4, 5, 6, 7] as const, 3), [2, 6]),
    times: orAll(pick(['05:45', '06:30', '09:00', '12:15', '18:30', '21:00'], 11), ['18:30']),
    languages: orAll(pick(['es', 'quz'] as const, 5), ['quz', 'es']),
    formats: orAll(pick(['spot', 'microprograma'] as const, 13), ['spot'])
  });
  const { start, weeks, days, times, languages, formats } = campaign;
  return [`${start} ${weeks}w ${days.join('')} ${times.length}× ${languages.join('+')} ${formats.join('+')}`, campaign];
});

describe.each(settings)('a campaign %s', (_name, campaign) => {
  const slots = toCampaignSlots(campaign, library);

  it('fills every slot, in order, on its days and hours', () => {
    expect(slots).toHaveLength(campaign.weeks * campaign.days.length * campaign.times.length);
    expect(slots.map(({ key }) => key)).toEqual(slots.map(({ key }) => key).sort());
    for (const { date, time, week, airing } of slots) {
      expect(campaign.days).toContain(weekDayOf(date));
      expect(campaign.times).toContain(time);
      expect(week).toBeLessThanOrEqual(campaign.weeks);
      expect(campaign.languages).toContain(airing?.language);
      expect(campaign.formats).toContain(airing?.script.format);
    }
  });

  it('never airs a script twice running', () => {
    const aired = slugs(slots);
    for (const [index, slug] of aired.entries()) expect(slug, slots[index]?.key).not.toBe(aired[index + 1]);
  });

  it('covers every message and every language', () => {
    const { messages: told, languages: spoken } = countAirings(slots);
    if (slots.length >= 3) for (const message of messages) expect(told[message], message).toBeGreaterThan(0);
    for (const code of campaign.languages) expect(spoken[code]).toBeGreaterThan(0);
    if (campaign.languages.length === 2) expect(Math.abs(spoken.es - spoken.quz)).toBeLessThanOrEqual(4);
  });

  it('gives each message what the season asks, to within two slots', () => {
    const due = { 'false-offers': 0, documents: 0, school: 0 };
    for (const { date } of slots) {
      const weights = messageWeights(date);
      const total = messages.reduce((sum, message) => sum + weights[message], 0);
      for (const message of messages) due[message] += weights[message] / total;
    }
    for (const message of messages)
      expect(Math.abs(countAirings(slots).messages[message] - due[message]), message).toBeLessThan(2);
  });

  it('is the same plan the next time', () => {
    expect(toCampaignSlots(campaign, library)).toEqual(slots);
    expect(campaignFile.parse(JSON.parse(campaignFile.toSource(campaign))).value).toEqual(campaign);
  });

  it('finds nothing to warn of but early hours and too few slots', () => {
    const codes = checkCampaign(campaign, slots, library).map(({ code }) => code);
    expect(codes.filter((code) => code !== 'outside-family-hours')).toEqual(
      slots.length < 3 ? ['message-missing'] : []
    );
    expect(codes.includes('outside-family-hours')).toBe(campaign.times.includes('05:45'));
  });

  it('works around what was put in by hand, before and after', () => {
    const [middle] = slots.slice(Math.floor(slots.length / 2));
    if (!middle) throw new Error('no hay espacios');
    for (const { slug } of library.scripts) {
      const changed = toCampaignSlots(changeSlot(campaign, middle.key, { slug, language: 'es' }), library);
      const aired = slugs(changed);
      expect(aired[slots.indexOf(middle)]).toBe(slug);
      for (const [index, one] of aired.entries()) expect(one, changed[index]?.key).not.toBe(aired[index + 1]);
    }
  });
});

describe('the seasons', () => {
  const daily = (start: string, weeks: number) =>
    toCampaignSlots(plan({ start, weeks, days: [1, 2, 3, 4, 5, 6, 7] }), library);
  const holidays = daily('2026-12-15', 12);
  const schoolYear = daily('2026-08-03', 12);
  const enrolment = daily('2027-03-16', 2);

  it('give each message the same the rest of the year', () => {
    for (const message of messages) expect(shareOf(message, schoolYear)).toBeCloseTo(1 / 3, 1);
  });

  it('bring more of the offers in the school holidays', () => {
    expect(shareOf('false-offers', holidays)).toBeGreaterThan(0.38);
    expect(shareOf('false-offers', holidays)).toBeGreaterThan(shareOf('documents', holidays));
    expect(shareOf('documents', holidays)).toBeGreaterThan(0.28);
  });

  it('bring more of going on studying when the holidays are over and enrolment is not', () => {
    expect(shareOf('school', enrolment)).toBeGreaterThan(0.4);
  });

  it('shift in the middle of a campaign, on the day', () => {
    const across = daily('2026-11-23', 12);
    const before = across.filter(({ date }) => date < '2026-12-15');
    const after = across.filter(({ date }) => date >= '2026-12-15');
    expect(shareOf('false-offers', before)).toBeCloseTo(1 / 3, 1);
    expect(shareOf('false-offers', after)).toBeGreaterThan(shareOf('false-offers', before) + 0.05);
  });

  it('do not make up later for what a small library could not air in time', () => {
    const small = catalogOf(
      script('oferta', { message: 'false-offers' }),
      script('documentos', { message: 'documents' }),
      script('estudiar', { message: 'school' })
    );
    const slots = toCampaignSlots(plan({ start: '2027-02-08', weeks: 12, days: [1, 2, 3, 4, 5, 6, 7] }), small);
    const spring = slots.filter(({ date }) => date >= '2027-04-10');
    for (const message of messages) expect(shareOf(message, spring)).toBeCloseTo(1 / 3, 1);
  });
});

describe('the hours', () => {
  it('hear both languages and every message each', () => {
    const slots = toCampaignSlots(plan({ weeks: 8, times: ['06:30', '12:00', '18:30'] }), library);
    for (const time of ['06:30', '12:00', '18:30']) {
      const { messages: told, languages: spoken } = countAirings(slots.filter((slot) => slot.time === time));
      for (const message of messages) expect(told[message], `${time} ${message}`).toBeGreaterThan(4);
      expect(Math.abs(spoken.es - spoken.quz), time).toBeLessThanOrEqual(3);
    }
  });

  it('do not each keep to one language, even in a short campaign', () => {
    const slots = toCampaignSlots(plan({ weeks: 2 }), library);
    for (const time of ['06:30', '18:30']) {
      const spoken = countAirings(slots.filter((slot) => slot.time === time)).languages;
      expect(Math.abs(spoken.es - spoken.quz), time).toBeLessThanOrEqual(2);
    }
  });

  it.each([2, 3, 5, 6])('hear each script in the other language the second time, %i days a week', (days) => {
    const slots = toCampaignSlots(plan({ weeks: 12, days: weekDays.slice(0, days) }), library);
    for (const { slug } of library.scripts) {
      const [once, again] = onAir(slots).filter(({ script: one }) => one.slug === slug);
      expect([once?.language, again?.language].sort(), slug).toEqual(['es', 'quz']);
    }
  });
});

describe('a serial', () => {
  const serial = catalogOf(
    ...[3, 1, 2].map((episode) =>
      script(`capitulo-${episode}`, { message: 'false-offers', format: 'drama', series: { id: 'la-carta', episode } })
    ),
    script('documentos', { message: 'documents' }),
    script('estudiar', { message: 'school' })
  );
  const episodes = onAir(toCampaignSlots(plan({ formats: ['drama', 'spot'], weeks: 6 }), serial)).filter(
    ({ script: one }) => one.series
  );

  it('is heard in its order, over and over', () => {
    expect(episodes.length).toBeGreaterThan(6);
    expect(episodes.map(({ script: one }) => one.series?.episode)).toEqual(
      episodes.map((_one, index) => (index % 3) + 1)
    );
  });

  it('keeps its language from the first episode to the last', () => {
    const runs = [0, 3].map((start) => new Set(episodes.slice(start, start + 3).map(({ language }) => language)));
    expect(runs.map((run) => run.size)).toEqual([1, 1]);
    expect(new Set(runs.flatMap((run) => [...run])).size).toBe(2);
  });
});

describe('a change by hand', () => {
  const slots = toCampaignSlots(plan(), library);
  const third = slots[2]?.key ?? '';

  it('wins over the rotation and can be taken back', () => {
    const changed = changeSlot(plan(), third, { slug: 'micro-school', language: 'es' });
    const [, , slot] = toCampaignSlots(changed, library);
    expect(slot).toMatchObject({ changedByHand: true, airing: { script: { slug: 'micro-school' }, language: 'es' } });
    expect(toCampaignSlots(changeSlot(changed, third, undefined), library)).toEqual(slots);
  });

  it('can leave a slot empty; what stands around it still differs', () => {
    const changed = toCampaignSlots(changeSlot(plan(), third, null), library);
    expect(changed[2]).toMatchObject({ airing: undefined, changedByHand: true });
    expect(changed[1]?.airing?.script.slug).not.toBe(changed[3]?.airing?.script.slug);
  });

  it('is weighed: after six slots on one message the others come first', () => {
    const campaign = slots
      .slice(0, 6)
      .reduce(
        (changed, { key }, index) =>
          changeSlot(changed, key, { slug: index % 2 === 0 ? 'cuna-a-school' : 'cuna-b-school', language: 'es' }),
        plan()
      );
    const next = toCampaignSlots(campaign, library).slice(6, 10);
    expect(countAirings(next).messages).toEqual({ 'false-offers': 2, documents: 2, school: 0 });
  });

  it('does not silence a message for the rest of the campaign', () => {
    const campaign = toCampaignSlots(plan({ weeks: 12 }), library)
      .slice(0, 36)
      .reduce(
        (changed, { key }, index) =>
          changeSlot(changed, key, { slug: index % 2 === 0 ? 'cuna-a-school' : 'cuna-b-school', language: 'es' }),
        plan({ weeks: 12 })
      );
    const next = toCampaignSlots(campaign, library).slice(36, 48);
    expect(countAirings(next).messages.school).toBeGreaterThan(0);
  });

  it('is warned of where it repeats, names a script that is gone, or has lost its slot', () => {
    const same = [0, 1].reduce(
      (changed, index) => changeSlot(changed, slots[index]?.key ?? '', { slug: 'micro-school', language: 'es' }),
      plan()
    );
    expect(checkCampaign(same, toCampaignSlots(same, library), library)).toMatchObject([
      { code: 'same-again', slot: { key: slots[1]?.key } }
    ]);

    const gone = changeSlot(plan(), third, { slug: 'ya-no-esta', language: 'es' });
    expect(checkCampaign(gone, toCampaignSlots(gone, library), library)).toMatchObject([
      { code: 'unknown-script', slot: { key: third } }
    ]);

    const moved = { ...changeSlot(plan(), third, null), days: [2 as const] };
    expect(checkCampaign(moved, toCampaignSlots(moved, library), library)).toEqual([
      { code: 'lost-changes', count: 1 }
    ]);
    expect(dropLostChanges(moved).changes).toEqual({});
    expect(dropLostChanges(changeSlot(plan(), third, null)).changes).toEqual({ [third]: null });
  });
});

describe('what was aired', () => {
  const slots = toCampaignSlots(plan(), library);
  const [first] = slots;
  const entry = {
    id: 1,
    date: first?.date ?? '',
    time: first?.time ?? '',
    slug: 'micro-documents',
    language: 'es' as LanguageCode,
    version: '0000abcd',
    title: 'micro-documents (es)',
    note: ''
  };

  it('stands, whatever the plan and the hand say', () => {
    const changed = changeSlot(plan(), first?.key ?? '', { slug: 'micro-school', language: 'es' });
    const [slot, next] = toCampaignSlots(changed, library, [entry]);
    expect(slot).toMatchObject({ aired: entry, airing: { script: { slug: 'micro-documents' } } });
    expect(next?.airing?.script.message).not.toBe('documents');
  });

  it('stands when the text has been taken away', () => {
    const gone = { ...entry, slug: 'ya-no-esta' };
    const [slot] = toCampaignSlots(plan(), library, [gone]);
    expect(slot).toMatchObject({ aired: gone, airing: undefined });
    expect(checkCampaign(plan(), toCampaignSlots(plan(), library, [gone]), library)).toEqual([]);
  });
});

describe('a library too small', () => {
  const codesOf = (catalog: typeof library, change: Partial<Campaign> = {}) =>
    checkCampaign(plan(change), toCampaignSlots(plan(change), catalog), catalog).map((warning) =>
      'message' in warning
        ? `${warning.code} ${warning.message}`
        : 'language' in warning
          ? `${warning.code} ${warning.language}`
          : warning.code
    );

  it('is said once, not slot by slot', () => {
    expect(codesOf(catalogOf())).toEqual(['no-scripts']);
    expect(codesOf(catalogOf(script('una', { message: 'school' })))).toEqual([
      'one-script',
      'message-missing false-offers',
      'message-missing documents'
    ]);
    expect(codesOf(library, { formats: ['call-in'] })).toEqual(['no-scripts']);
  });

  it('is said of a language without texts', () => {
    const spanish = messages.map((message) => script(`cuna-${message}`, { message, languages: ['es'] }));
    expect(codesOf(catalogOf(...spanish))).toEqual(['language-missing quz']);
  });

  it('alternates two scripts, whatever the weights', () => {
    const two = catalogOf(script('oferta', { message: 'false-offers' }), script('estudiar', { message: 'school' }));
    const aired = slugs(toCampaignSlots(plan({ start: '2026-12-21' }), two));
    for (const [index, slug] of aired.entries()) expect(slug).not.toBe(aired[index + 1]);
  });
});

describe('the file of a campaign', () => {
  const fieldsOf = (value: unknown) =>
    campaignFile.parse(value).issues.map(({ field, problem }) => `${field} ${problem}`);

  it.each<[string, object, string]>([
    ['a day that does not exist', { start: '2026-02-30' }, 'start bad-value'],
    ['a year nobody plans', { start: '9999-12-31' }, 'start bad-value'],
    ['too many weeks', { weeks: 13 }, 'weeks bad-value'],
    ['a day of the week that does not exist', { days: [1, 8] }, 'days.1 bad-value'],
    ['no day', { days: [] }, 'days bad-value'],
    ['an hour that does not exist', { times: ['06:30', '24:00'] }, 'times.1 bad-value'],
    ['an empty hour', { times: [''] }, 'times.0 bad-value'],
    ['a language we do not have', { languages: ['en'] }, 'languages.0 bad-value'],
    ['a title that reorders itself', { title: 'a\u202Eb' }, 'title invisible'],
    ['a title that is too long', { title: 'x'.repeat(81) }, 'title too-long'],
    ['a slot on a day that does not exist', { changes: { '2026-02-30T06:30': null } }, '2026-02-30T06:30 bad-value'],
    ['a path for a script', { changes: { '2026-02-03T06:30': { slug: '../x', language: 'es' } } }, 'slug bad-value'],
    ['a field we do not know', { volume: 11 }, 'volume unknown']
  ])('with %s is refused, and the field named', (_fault, fault, field) => {
    const [issue, ...others] = fieldsOf({ ...plan(), ...fault });
    expect(issue?.endsWith(field), issue).toBe(true);
    expect(others).toEqual([]);
  });

  it('keeps each choice once', () => {
    const file = campaignFile.parse({ ...plan(), days: [1, 1], times: ['06:30', '06:30'], languages: ['es', 'es'] });
    expect(file.value).toMatchObject({ days: [1], times: ['06:30'], languages: ['es'] });
  });
});

it('begins on a Monday unless told otherwise', () => {
  expect(['2026-12-06', '2026-12-07', '2026-12-08'].map(mondayFrom)).toEqual([
    '2026-12-07',
    '2026-12-07',
    '2026-12-14'
  ]);
  expect(['2026-12-06', '2026-12-07'].map(weekDayOf)).toEqual([7, 1]);
});
