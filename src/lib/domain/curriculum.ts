import * as v from 'valibot';
import { date, id, localized, words } from './schema.ts';

/** Cycles of basic education for which there are lessons: upper primary (V) and secondary (VI, VII). */
export const cycles = ['V', 'VI', 'VII'] as const;
export type Cycle = (typeof cycles)[number];

const named = v.strictObject({ id, name: words });
const cycle = v.strictObject({ grades: localized, fromAge: v.pipe(v.number(), v.integer()) });

/** The school's official names (content/curriculum.yaml): `name` is Spanish, as published; `means` says it in plain words. */
export const curriculumSchema = v.strictObject({
  source: words,
  checkedOn: date,
  cycles: v.strictObject({ V: cycle, VI: cycle, VII: cycle } satisfies Record<Cycle, typeof cycle>),
  areas: v.array(v.strictObject({ id, name: words, cycles: v.array(v.picklist(cycles)) })),
  /** A competency of no area belongs to all of them. */
  competencies: v.array(
    v.strictObject({ id, name: words, means: localized, areas: v.array(id), capacities: v.array(named) })
  ),
  approaches: v.array(v.strictObject({ id, name: words, means: localized })),
  tutoring: v.strictObject({ dimensions: v.array(named), lines: v.array(named) })
});
export type Curriculum = v.InferOutput<typeof curriculumSchema>;

/** Where a lesson belongs in school (part of its item.yaml); ids of the curriculum. */
export const placeInSchool = {
  cycles: v.pipe(v.array(v.picklist(cycles)), v.minLength(1, 'diga para qué ciclo es.')),
  areas: v.pipe(v.array(id), v.minLength(1, 'nombre al menos un área.')),
  competencies: v.pipe(
    v.array(v.strictObject({ id, capacities: v.optional(v.array(id), []) })),
    v.minLength(1, 'nombre al menos una competencia.')
  ),
  approaches: v.pipe(v.array(id), v.minLength(1, 'nombre al menos un enfoque.')),
  tutoring: v.strictObject({ dimension: id, line: id }),
  /** The script on the air that it goes with. */
  episode: id,
  /** What it begins with, a thing or a tale: no other lesson has the same. */
  hook: v.strictObject({ id, words: localized })
};
