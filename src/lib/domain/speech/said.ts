import type { Inline } from '../document.ts';
import { fold } from '../fold.ts';
import type { LanguageCode } from '../language.ts';
import { toUtterance } from './utterance.ts';

/** Written words that are said in others: `1818` as «uno ocho uno ocho». */
export interface SaidOtherwise {
  written: string;
  spoken: string;
}

/** What of some words sounds otherwise than it is written, in the very words the audio says; each once. */
export function toSaidOtherwise(content: readonly Inline[], language: LanguageCode): SaidOtherwise[] {
  const pairs = toUtterance(content, language).flatMap((part) =>
    part.type === 'words' ? differences(part.phrases.map(({ written }) => written).join(''), part.spoken) : []
  );
  return pairs.filter(({ written }, index) => pairs.findIndex((pair) => pair.written === written) === index);
}

const bare = (word: string): string => fold(word).replace(/[^\p{L}\p{M}\p{N}%']/gu, '');
const trimMarks = (words: string): string => words.replace(/^[\s"«“¿¡(.,;:—–]+|[\s"»”.,;:?!)…—–]+$/gu, '');

/** The stretches between the words that both have, found by their longest common sequence. */
function differences(written: string, spoken: string): SaidOtherwise[] {
  const [a, b] = [written.match(/\S+/g) ?? [], spoken.match(/\S+/g) ?? []].map((words) =>
    words.filter((word) => bare(word) !== '')
  ) as [string[], string[]];
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  const same = (i: number, j: number): boolean => bare(a[i] ?? '') === bare(b[j] ?? '');
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (common[i] as number[])[j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: SaidOtherwise[] = [];
  let [from, to] = [0, 0];
  const close = (i: number, j: number) => {
    const pair = {
      written: trimMarks(a.slice(from, i).join(' ')),
      // A sentence that begins with a number begins its words with a capital.
      spoken: trimMarks(b.slice(to, j).join(' ')).replace(/^\p{Lu}/u, (letter) => letter.toLowerCase())
    };
    if (pair.written !== '' && pair.spoken !== '') found.push(pair);
  };
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (same(i, j)) {
      close(i, j);
      [from, to] = [++i, ++j];
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  close(a.length, b.length);
  return found;
}
