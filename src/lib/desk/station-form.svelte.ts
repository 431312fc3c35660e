import * as v from 'valibot';
import type { FieldIssue } from '#lib/domain/device-file.ts';
import type { LanguageCode } from '#lib/domain/language.ts';
import { localOffices, stationFile, type BlankField, type Station } from '#lib/domain/station.ts';
import type { FieldLabels } from './field-problem.ts';
import { station } from './station.svelte.ts';
import { Stored } from './stored.svelte.ts';
import type { DeskTranslate } from './words.ts';

/** Fields of a station that are typed, by their path. */
export type StationField = BlankField | 'music' | 'slot.start' | `readingFactor.${LanguageCode}`;

const typedSchema = v.record(v.string(), v.string());

/** What was typed and cannot be stored as a station's value yet: kept, so that nothing is lost, but used nowhere. */
const wrong = new Stored<Record<string, string>>('station-typed', {
  parse: (value) => (v.is(typedSchema, value) ? value : undefined),
  initial: {}
});

/** Text as it stands in a field whose value is good: with the spaces between words that are still being typed. */
const good = $state<{ field: StationField | undefined; text: string }>({ field: undefined, text: '' });

export const stationForm = {
  /** What a field shows. */
  textOf(field: StationField): string {
    if (good.field === field) return good.text;
    return wrong.current[field] ?? showStored(station.current, field);
  },
  /** What is wrong with what a field shows; undefined where nothing is. */
  issueOf(field: StationField): FieldIssue | undefined {
    const typed = wrong.current[field];
    return typed === undefined ? undefined : (issueIn(field, typed) ?? undefined);
  },
  get issues(): FieldIssue[] {
    return Object.entries(wrong.current).flatMap(([field, typed]) => issueIn(field, typed) ?? []);
  },
  /** Stores a field when its value is good; else keeps what was typed beside the station. */
  type(field: StationField, typed: string): void {
    const result = stationFile.parse(setAt(station.current, field, readTyped(field, typed)));
    if (result.value === undefined) {
      good.field = undefined;
      wrong.set({ ...wrong.current, [field]: typed });
      return;
    }
    good.field = field;
    good.text = typed;
    forget(field);
    station.set(result.value);
  },
  /** The field is left: it shows what is stored. */
  leave(field: StationField): void {
    if (good.field === field) good.field = undefined;
  },
  replace(value: Station): void {
    good.field = undefined;
    wrong.clear();
    station.set(value);
  },
  clear(): void {
    good.field = undefined;
    wrong.clear();
    station.clear();
  }
};

function forget(field: StationField): void {
  const { [field]: _typed, ...others } = wrong.current;
  if (Object.keys(others).length > 0) wrong.set(others);
  else wrong.clear();
}

const issueIn = (field: string, typed: string): FieldIssue | undefined =>
  stationFile.parse(setAt(station.current, field, readTyped(field, typed))).issues.find((one) => one.field === field);

const readTyped = (field: string, typed: string): string | number =>
  field.startsWith('readingFactor.') ? readNumber(typed) : typed;

/** `1,1` or `1.1` */
const readNumber = (typed: string): number =>
  /^\d+(?:[.,]\d+)?$/.test(typed.trim()) ? Number(typed.trim().replace(',', '.')) : NaN;

function showStored(value: Station, field: string): string {
  const stored = field.split('.').reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], value);
  return typeof stored === 'number' ? String(stored).replace('.', ',') : String(stored);
}

/** A copy with another value at a path. */
function setAt(value: object, field: string, to: unknown): object {
  const [step = '', ...rest] = field.split('.');
  const inner = (value as Record<string, unknown>)[step];
  return { ...value, [step]: rest.length > 0 ? setAt(inner as object, rest.join('.'), to) : to };
}

/** The longest text a field takes; undefined where it has no such limit. */
export const longestOf = (field: StationField): number | undefined =>
  stationFile.parse(setAt(station.current, field, 'x'.repeat(100_000))).issues.find((one) => one.field === field)?.max;

/** What people call a station's fields. */
export function stationLabels(t: DeskTranslate): FieldLabels {
  return {
    name: t('station.name'),
    frequency: t('station.frequency'),
    town: t('station.town'),
    province: t('station.province'),
    program: t('station.program'),
    presenter: t('station.presenter'),
    presenterTwo: t('station.presenterTwo'),
    slot: t('station.slotLength'),
    'slot.start': t('station.slotStart'),
    'slot.seconds': t('station.slotLength'),
    quechua: t('station.quechua'),
    contacts: t('station.offices'),
    ...Object.fromEntries(
      localOffices.flatMap((office) => [
        [`contacts.${office}`, t(`station.office.${office}`)],
        [`contacts.${office}.place`, t('station.placeOf', { office: t(`station.office.${office}`) })],
        [`contacts.${office}.phone`, t('station.phoneOf', { office: t(`station.office.${office}`) })]
      ])
    ),
    sounds: t('station.sounds'),
    'sounds.*': t('station.sounds'),
    music: t('station.music'),
    readingFactor: t('station.rhythm'),
    'readingFactor.es': t('station.factor.es'),
    'readingFactor.quz': t('station.factor.quz'),
    format: 'format',
    version: 'version'
  };
}
