import type { Edition } from '#lib/domain/edition.ts';
import { toCheckSheet } from './check-sheet.ts';
import { toOneLine, toPlain, type Run } from './sheet.ts';

/**
 * The questions before and after in Moodle's GIFT: one of several answers, each with what to say about it, and a
 * description with what they rest on. Empty where there are none.
 */
export function toGift(edition: Edition): string {
  const sheet = toCheckSheet(edition);
  if (!sheet) return '';
  const category = toOneLine(sheet.title).replaceAll('/', '//');
  return [
    ...sheet.notes.map((note) => `// ${toOneLine(note)}`),
    '',
    `$CATEGORY: $course$/top/Willakuy/${category}`,
    '',
    ...sheet.questions.flatMap(({ id, name, words, answers }) => [
      // Moodle knows a question again by it when the file is read a second time.
      `// [id:${edition.item.slug}-${edition.language}-${id}]`,
      `::${escapeGift(name)}::[plain]${toGiftWords(words)} {`,
      ...answers.map(
        (answer) => `\t${answer.right ? '=' : '~'}${toGiftWords(answer.words)}#${toGiftWords(answer.feedback)}`
      ),
      '}',
      ''
    ]),
    // A question without answers is a description: it shows what the others rest on.
    `::${escapeGift(sheet.title)}::[plain]${[...sheet.intro, ...sheet.notes]
      .map((line) => escapeGift(toOneLine(line)))
      .join('\\n')}`,
    ''
  ].join('\n');
}

const toGiftWords = (runs: readonly Run[]): string => escapeGift(toOneLine(toPlain(runs)));

/** Signs that GIFT reads otherwise: `~ = # { } :` and the backslash itself; `->`, which pairs things off, has no other spelling. */
const escapeGift = (text: string): string => text.replaceAll('->', '→').replace(/[\\~=#{}:]/g, (sign) => `\\${sign}`);
