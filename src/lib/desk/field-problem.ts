import { isVisible, type FieldIssue } from '#lib/domain/device-file.ts';
import type { DeskTranslate } from './words.ts';

/** What people call each field, by its path; `*` stands for any one step: `items.*.title`. */
export type FieldLabels = Readonly<Record<string, string>>;

const longestName = 60;

/** What is wrong with a field and what to do, in one sentence. */
export const describeIssue = ({ field, problem, max }: FieldIssue, labels: FieldLabels, t: DeskTranslate): string =>
  t(`problems.${problem}`, { field: nameField(field, labels, t), max: max ?? '' });

/** `items.3.title` → `Título, n.º 4`; a field nobody has named keeps its path, cut and without what cannot be seen. */
function nameField(field: string, labels: FieldLabels, t: DeskTranslate): string {
  if (field === '') return t('problems.file');
  const steps = field.split('.');
  const pattern = Object.keys(labels).find((known) => matches(known.split('.'), steps));
  if (pattern === undefined) return tidy(field);
  const label = labels[pattern] ?? tidy(field);
  const places = pattern.split('.').flatMap((step, index) => (step === '*' ? [placeOf(steps[index] ?? '')] : []));
  return places.length === 0 ? label : t('problems.nth', { field: label, number: places.join(', ') });
}

const matches = (pattern: string[], steps: string[]): boolean =>
  pattern.length === steps.length && pattern.every((step, index) => step === '*' || step === steps[index]);

/** People count from one. */
const placeOf = (step: string): string => (/^\d{1,6}$/.test(step) ? String(Number(step) + 1) : tidy(step));

function tidy(text: string): string {
  const letters = [...text].slice(0, longestName).map((letter) => (isVisible(letter) ? letter : '\uFFFD'));
  return [...text].length > longestName ? `${letters.join('')}…` : letters.join('');
}
