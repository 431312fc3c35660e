import * as v from 'valibot';

/** Codes of what can be wrong with a file that a desk reads back; the words for them are in locales (problems). */
export const fieldProblems = [
  'not-json',
  'too-large',
  'foreign',
  'newer',
  'unknown',
  'missing',
  'not-text',
  'too-long',
  'invisible',
  'bad-value'
] as const;
export type FieldProblem = (typeof fieldProblems)[number];

export interface FieldIssue {
  /** Path of the field: `items.3.title`; empty for the whole file. */
  field: string;
  problem: FieldProblem;
  /** Longest length, where that is the problem. */
  max?: number;
}

export type ParsedFile<T> = { value: T; issues: [] } | { value: undefined; issues: FieldIssue[] };

/** Letters, marks, digits, signs and emoji; nothing that hides, reorders or ends a text. */
const hidden =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/u;
export const isVisible = (text: string): boolean => !hidden.test(text);
/** The same text with a sign in the place of everything invisible: nothing reorders or ends what follows, nothing vanishes. */
export const toVisible = (text: string): string => text.replace(new RegExp(hidden, 'gu'), '\uFFFD');

/** A field of text that people write: one line, at most `max` characters, nothing invisible. */
export const deviceText = (max: number) =>
  v.pipe(
    v.string('not-text'),
    v.check(isVisible, 'invisible'),
    v.transform((value) => value.normalize('NFC').trim()),
    v.check((value) => [...value].length <= max, `too-long ${max}`)
  );

/** `HH:MM`, or nothing. */
export const deviceClock = v.pipe(v.string('not-text'), v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/, 'bad-value'));

/** A day that exists, `YYYY-MM-DD`. */
export const deviceDate = v.pipe(v.string('not-text'), v.check(isDate, 'bad-value'));
function isDate(value: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export const deviceInteger = (min: number, max: number) =>
  v.pipe(v.number('bad-value'), v.integer('bad-value'), v.minValue(min, 'bad-value'), v.maxValue(max, 'bad-value'));

/** A JSON file that the desk writes and reads back: it begins with `format` and `version`, and nothing in it is unknown. */
export function createDeviceFile<Schema extends v.GenericSchema>({
  format,
  version,
  schema,
  maxLength = 500_000
}: {
  format: string;
  version: number;
  schema: Schema;
  maxLength?: number;
}) {
  type Value = v.InferOutput<Schema>;
  const fail = (problem: FieldProblem): ParsedFile<Value> => ({ value: undefined, issues: [{ field: '', problem }] });

  /** A value of unknown origin, or every field of it that is wrong. */
  function parse(value: unknown): ParsedFile<Value> {
    if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format)
      return fail('foreign');
    if ('version' in value && typeof value.version === 'number' && value.version > version) return fail('newer');
    const result = v.safeParse(schema, value);
    return result.success
      ? { value: result.output, issues: [] }
      : { value: undefined, issues: result.issues.map(toFieldIssue) };
  }

  return {
    parse,
    parseSource(source: string): ParsedFile<Value> {
      if (source.length > maxLength) return fail('too-large');
      let value: unknown;
      try {
        value = JSON.parse(source.replace(/^\uFEFF/, ''));
      } catch {
        return fail('not-json');
      }
      return parse(value);
    },
    /** Readable, and the same for the same value. */
    toSource: (value: Value): string => `${JSON.stringify(value, null, 2)}\n`
  };
}

function toFieldIssue(issue: v.BaseIssue<unknown>): FieldIssue {
  const field = (issue.path ?? []).map((step) => String(step.key)).join('.');
  if (issue.type === 'strict_object' && issue.expected === 'never') return { field, problem: 'unknown' };
  if (issue.received === 'undefined') return { field, problem: 'missing' };
  const [code, max] = issue.message.split(' ');
  const problem = fieldProblems.find((known) => known === code) ?? 'bad-value';
  return { field, problem, ...(max !== undefined && problem === 'too-long' ? { max: Number(max) } : {}) };
}
