import { linksOf } from '../../document.ts';
import { fold } from '../../fold.ts';
import { issueAt } from '../../issue.ts';
import type { ItemText } from '../../item.ts';
import type { LanguageCode } from '../../language.ts';
import { proseOf } from '../prose.ts';
import { textRule } from '../rule.ts';
import { sentenceAround } from '../sentences.ts';

const hearing: Record<LanguageCode, RegExp> = {
  es: /\b(?:oido|oyo|oyeron|oia|oian|oir|escuch\w+|de oidas)\b/,
  quz: /uyari/
};

/** «Had heard of it» said as «it was often used», or the other way round. */
export const heardAsSeen = textRule('heard-as-seen', (text) => {
  const prose = fold(proseOf(text));
  return linksOf(text.document).flatMap(({ reference: { scheme, id }, at }) => {
    const column = scheme === 'finding' ? id.split('.')[1] : undefined;
    if (column !== 'heard' && column !== 'often') return [];
    const sentence = sentenceAround(prose, offsetOf(text, at));
    const saysHeard = hearing[text.language].test(sentence);
    if (column === 'heard' && !saysHeard)
      return [
        issueAt(
          at,
          'heard-as-seen',
          'La cifra dice cuántas organizaciones lo habían oído, y la frase no. Escriba «había oído», o use la columna often.'
        )
      ];
    const bothTold = linksOf(text.document).some((link) => link.reference.id === `${id.split('.')[0]}.heard`);
    if (column === 'often' && saysHeard && !bothTold)
      return [
        issueAt(
          at,
          'heard-as-seen',
          'La cifra dice cuántas organizaciones dijeron que se usaba a menudo, y la frase dice que lo oyeron. Cambie la frase o la columna.'
        )
      ];
    return [];
  });
});

function offsetOf({ source }: ItemText, { line, column }: { line: number; column: number }): number {
  const lines = source.split('\n');
  return lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}
