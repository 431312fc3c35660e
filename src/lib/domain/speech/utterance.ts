import type { Inline } from '../document.ts';
import type { LanguageCode } from '../language.ts';
import { speak } from './speak.ts';

/** A piece of what is said: words, or a blank that each station fills in and that is heard as a soft tone. */
export type UtterancePart = { type: 'words'; spoken: string } | { type: 'blank'; id: string };

/** Some written words as they are said, cut at their blanks. Empty when there is nothing to say. */
export function toUtterance(content: readonly Inline[], language: LanguageCode): UtterancePart[] {
  const parts: UtterancePart[] = [];
  let written = '';
  const say = () => {
    const spoken = speak(written, language);
    if (spoken !== '') parts.push({ type: 'words', spoken });
    written = '';
  };
  const walk = (inlines: readonly Inline[]): void => {
    for (const inline of inlines) {
      if (inline.type === 'text') written += inline.value;
      else if (inline.type === 'break') written += '\n';
      else if (inline.type === 'link' && inline.reference.scheme === 'blank') {
        say();
        parts.push({ type: 'blank', id: inline.reference.id });
      } else walk(inline.content);
    }
  };
  walk(content);
  say();
  return parts;
}
