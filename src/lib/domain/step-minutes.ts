import { textOf, type Block, type Inline } from './document.ts';
import type { Place } from './issue.ts';
import type { SectionText } from './lesson.ts';

/** A step of a part of a lesson. */
export interface Step {
  /** The numbers it gives, as they are written. */
  written: number[];
  /** Its minutes in each version of the lesson: 0 where it is not done, undefined where it gives none. */
  minutes: (number | undefined)[];
  at: Place;
}

/** Steps that a paragraph announces with their sum: `In the version of 90 minutes: add these steps (30 min).` */
interface Announced {
  sum: number[];
  steps: Step[];
  at: Place;
}

export interface PartSteps {
  steps: Step[];
  announced: Announced[];
}

/**
 * The steps of a part, for versions of so many minutes. A step is a heading or an item of a list, and a paragraph where it
 * gives minutes: `(5 min)` for every version, `(7 min / 8 min)` for each. It is only in those versions that its heading,
 * its bold beginning or its brackets name (`90 minutes`). What gives no minutes is a step where others beside it do.
 */
export function toSteps({ blocks }: Pick<SectionText, 'blocks'>, versions: readonly number[]): PartSteps {
  const steps: Step[] = [];
  const announced: Announced[] = [];
  const flat = blocks.flatMap((block) => (block.type === 'quote' ? block.blocks : [block]));
  const hasHeadings = flat.some(({ type }) => type === 'heading');
  const toStep = (content: readonly Inline[], at: Place, isHeading: boolean, only?: readonly number[]): Step => {
    const text = textOf([...content]);
    const brackets = [...text.matchAll(/\(([^()]*\d\s*min(?!ut)[^()]*)\)/g)].map(([, inside = '']) => inside);
    const lead = isHeading ? text : content[0]?.type === 'strong' ? textOf(content[0].content) : '';
    const named = only ?? versionsIn([lead, ...brackets].join(' '), versions);
    const each = brackets.map(numbersIn);
    return { written: each.flat(), minutes: minutesOf(each, named, versions), at };
  };

  flat.forEach((block, index) => {
    if (block.type === 'heading') steps.push(toStep(block.content, block.at, true));
    if (block.type === 'paragraph') {
      const step = toStep(block.content, block.at, false);
      if (step.written.length > 0 && !isAnnouncement(flat, index, versions)) steps.push(step);
    }
    if (block.type === 'list') {
      const before = flat[index - 1];
      const announcing = before?.type === 'paragraph' && isAnnouncement(flat, index - 1, versions) ? before : undefined;
      const only = announcing && namedBy(announcing.content, versions);
      const items = block.items.map((item) => {
        const [first] = item;
        return toStep(first?.type === 'paragraph' ? first.content : [], placeOf(first) ?? block.at, false, only);
      });
      const isTimed = items.some(({ written }) => written.length > 0);
      if (!isTimed && (hasHeadings || !block.ordered)) return;
      steps.push(...items);
      const said = announcing && toStep(announcing.content, announcing.at, false);
      if (said && said.written.length > 0)
        announced.push({ sum: said.minutes.map((minutes) => minutes ?? 0), steps: items, at: announcing.at });
    }
  });
  return { steps, announced };
}

/** Minutes of some steps in a version, and whether all of them give theirs. */
export function sumOf(steps: readonly Step[], version: number): { sum: number; complete: boolean } {
  const minutes = steps.map((step) => step.minutes[version]);
  return {
    sum: minutes.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    complete: minutes.every((one) => one !== undefined)
  };
}

/** A step that gives minutes for some versions and leaves one out. */
export const isUneven = ({ written, minutes }: Step): boolean =>
  written.length > 0 && minutes.some((one) => one === undefined);

const numbersIn = (text: string): number[] => [...text.matchAll(/(\d+)\s*min(?!ut)/g)].map((match) => Number(match[1]));

const versionsIn = (text: string, versions: readonly number[]): number[] =>
  versions.filter((version) => new RegExp(`(?<!\\d)${version}\\s*minut`, 'i').test(text));

const namedBy = (content: readonly Inline[], versions: readonly number[]): number[] =>
  content[0]?.type === 'strong' ? versionsIn(textOf(content[0].content), versions) : [];

/** A paragraph that begins with the name of a version, right before a list of steps with minutes. */
function isAnnouncement(blocks: readonly Block[], index: number, versions: readonly number[]): boolean {
  const [paragraph, list] = [blocks[index], blocks[index + 1]];
  return (
    paragraph?.type === 'paragraph' &&
    list?.type === 'list' &&
    namedBy(paragraph.content, versions).length > 0 &&
    list.items.some(([first]) => first?.type === 'paragraph' && numbersIn(textOf(first.content)).length > 0)
  );
}

/** What several brackets of a step give together for each version. */
function minutesOf(
  each: readonly number[][],
  named: readonly number[],
  versions: readonly number[]
): (number | undefined)[] {
  const among = named.length > 0 ? named : versions;
  return versions.map((version) => {
    const place = among.indexOf(version);
    if (place < 0) return 0;
    if (each.length === 0) return undefined;
    const given = each.map((numbers) =>
      numbers.length === 1 ? numbers[0] : numbers.length === among.length ? numbers[place] : undefined
    );
    return given.reduce<number | undefined>(
      (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
      0
    );
  });
}

const placeOf = (block: Block | undefined): Place | undefined =>
  block?.type === 'paragraph' ? (block.content[0]?.at ?? block.at) : block?.at;
