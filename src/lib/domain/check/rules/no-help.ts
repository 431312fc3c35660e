import { issueAt, startOf } from '../../issue.ts';
import { claimsOf } from '../../library.ts';
import { textRule } from '../rule.ts';

/** A text that ends without saying where to get help. */
export const noHelp = textRule('no-help', (text) =>
  claimsOf(text).some(({ scheme }) => scheme === 'contact')
    ? []
    : [issueAt(startOf(text.file), 'no-help', 'No dice a quién pedir ayuda. Termine con un contacto (contact:).')]
);
