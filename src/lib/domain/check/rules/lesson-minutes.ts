import { issueAt, startOf, type Issue, type Place } from '../../issue.ts';
import { toSections, type SectionText } from '../../lesson.ts';
import { isUneven, sumOf, toSteps, type Step } from '../../step-minutes.ts';
import { textRule } from '../rule.ts';

/** A lesson whose minutes do not add up to the length it promises, or whose steps do not to those of their part. */
export const lessonMinutes = textRule('lesson-minutes', (text, item, { library }) => {
  if (item.kind !== 'lesson') return [];
  const timed = toSections(text.document, library.sections, text.language).filter(({ section }) => section?.minutes);
  const uneven = timed.filter(({ minutes }) => minutes.length !== item.minutes.length);
  if (uneven.length > 0)
    return uneven.map(({ at }) =>
      issueAt(
        at,
        'lesson-minutes',
        `Ponga los minutos de cada versión: (${item.minutes.map(() => 'N min').join(' / ')}).`
      )
    );
  const parts = item.minutes.flatMap((promised, version) => {
    const sum = timed.reduce((total, { minutes }) => total + (minutes[version] ?? 0), 0);
    const at = timed.at(-1)?.at ?? startOf(text.file);
    return sum === promised
      ? []
      : [issueAt(at, 'lesson-minutes', `Los minutos suman ${sum} y la lección es de ${promised}. Ajústelos.`)];
  });
  return [...parts, ...timed.flatMap((part) => checkSteps(part, item.minutes))];
});

/** Steps that take more than their part, or less where all of them say how long they take. */
function checkSteps(part: SectionText, versions: readonly number[]): Issue[] {
  const { steps, announced } = toSteps(part, versions);
  const report = (at: Place, message: string) => issueAt(at, 'lesson-minutes', message);
  if (steps.every(({ written }) => written.length === 0)) return [];
  const uneven = steps.filter(isUneven);
  if (uneven.length > 0)
    return uneven.map(({ at }) =>
      report(at, `Ponga los minutos una vez para todas las versiones, o los de cada una: (N min / N min).`)
    );
  return versions.flatMap((promised, version) => {
    const { sum, complete } = sumOf(steps, version);
    const expected = part.minutes[version] ?? 0;
    const sums =
      sum > expected || (complete && sum < expected)
        ? [
            report(
              part.at,
              `Versión de ${promised} min: los pasos suman ${addition(steps, version)} = ${sum} y la parte dice ${expected}. Ajústelos.`
            )
          ]
        : [];
    return [
      ...sums,
      ...announced
        .filter((one) => sumOf(one.steps, version).sum !== one.sum[version])
        .map((one) =>
          report(
            one.at,
            `Aquí dice ${one.sum[version]} min y los pasos que siguen suman ${addition(one.steps, version)} = ${sumOf(one.steps, version).sum}. Ajústelos.`
          )
        )
    ];
  });
}

const addition = (steps: readonly Step[], version: number): string =>
  steps.flatMap(({ minutes }) => minutes[version] || []).join(' + ') || '0';
