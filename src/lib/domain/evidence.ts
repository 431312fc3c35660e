import * as v from 'valibot';
import { fromAge, id, localized, words } from './schema.ts';

const units = ['percent', 'mean-1-5', 'months', 'years', 'days', 'count', 'usd', 'text'] as const;

/** How the study was made, what it counts, where it errs (content/evidence/study.yaml). */
export const studySchema = v.strictObject({
  citation: localized,
  status: localized,
  method: localized,
  sample: localized,
  counted: localized,
  limits: v.array(localized),
  corrections: v.array(v.strictObject({ id, where: words, problem: localized, handling: localized })),
  columns: v.record(id, v.strictObject({ label: localized, meaning: localized }))
});
export type Study = v.InferOutput<typeof studySchema>;

const use = v.picklist(['citable', 'flagged', 'not-for-air']);

const findingSchema = v.pipe(
  v.strictObject({
    id,
    label: localized,
    /** Column → the value exactly as the study prints it. Empty for a finding in words. */
    values: v.record(id, words),
    statement: v.optional(localized),
    use,
    reason: v.optional(localized),
    care: v.optional(localized),
    say: v.optional(localized),
    accepts: v.optional(v.array(words)),
    source: v.optional(words),
    unit: v.optional(v.picklist(units)),
    counted: v.optional(words),
    quotedFrom: v.optional(words),
    fromAge
  }),
  v.check((f) => f.use === 'citable' || f.reason !== undefined, 'falta reason: por qué no se cita.'),
  v.check(
    (f) => Object.keys(f.values).length > 0 || f.statement !== undefined,
    'falta un valor en values o un statement.'
  )
);

export const findingsSchema = v.strictObject({
  groups: v.array(
    v.strictObject({
      id,
      title: localized,
      source: words,
      counted: words,
      unit: v.picklist(units),
      note: v.optional(localized),
      /** Of all its findings that give none of their own. */
      fromAge,
      findings: v.array(findingSchema)
    })
  )
});

export type FindingGroup = v.InferOutput<typeof findingsSchema>['groups'][number];
export type Finding = v.InferOutput<typeof findingSchema>;

/** One figure (or one finding in words) of the study, as a text can cite it. */
export interface Figure {
  /** `false-offers.often`, or just the finding's id where it has no figure. */
  id: string;
  finding: Finding;
  group: FindingGroup;
  column: string | undefined;
  /** As printed in the study; undefined for a finding in words. */
  value: string | undefined;
  unit: (typeof units)[number];
  counted: string;
  source: string;
}

/** Every figure under the id by which texts cite it. */
export function toFigures(groups: FindingGroup[]): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const group of groups)
    for (const finding of group.findings) {
      const common = {
        finding,
        group,
        unit: finding.unit ?? group.unit,
        counted: finding.counted ?? group.counted,
        source: finding.source ?? group.source
      };
      const columns = Object.entries(finding.values);
      if (columns.length === 0)
        figures.set(finding.id, { ...common, id: finding.id, column: undefined, value: undefined });
      for (const [column, value] of columns)
        figures.set(`${finding.id}.${column}`, { ...common, id: `${finding.id}.${column}`, column, value });
    }
  return figures;
}

/** The number in a printed value: `"75. 9%"` → 75.9; undefined where it holds none or several. */
export function numberIn(value: string): number | undefined {
  const compact = value.replace(/\s+/g, '').replace(/,(?=\d{3}(?!\d))/g, '');
  const numbers = compact.match(/\d+(?:\.\d+)?/g) ?? [];
  return numbers.length === 1 ? Number(numbers[0]) : undefined;
}
