import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ItemText } from '#lib/domain/item.ts';
import { writeAtomically } from './atomic-file.ts';

/** Notes in a translation which words of the original it carries. */
export const stampTranslation = (root: string, text: ItemText, originalHash: string): Promise<void> =>
  changeFrontMatter(root, text, 'translatedFrom', `translatedFrom: '${originalHash}'`);

/** Notes who reviewed these very words; when they change, the text is a draft again. */
export const approveText = (root: string, text: ItemText, review: { by: string; on: string }): Promise<void> =>
  changeFrontMatter(
    root,
    text,
    'review',
    `review: { state: reviewed, by: ${JSON.stringify(review.by)}, on: '${review.on}', of: '${text.hash}' }`
  );

async function changeFrontMatter(root: string, text: ItemText, key: string, line: string): Promise<void> {
  // Names in issues and texts are relative to the folder above the content.
  const file = path.join(path.dirname(path.resolve(root)), text.file);
  const source = await readFile(file, 'utf8');
  const end = source.indexOf('\n---', 4);
  const head = source.slice(0, end);
  const pattern = new RegExp(`^${key}:.*$`, 'm');
  const changed = pattern.test(head) ? head.replace(pattern, () => line) : `${head}\n${line}`;
  await writeAtomically(file, changed + source.slice(end));
}
