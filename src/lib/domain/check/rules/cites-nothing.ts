import { issueAt, startOf } from '../../issue.ts';
import { claimsOf } from '../../library.ts';
import { textRule } from '../rule.ts';

/** A text that rests on nothing. */
export const citesNothing = textRule('cites-nothing', (text) =>
  claimsOf(text).some(({ scheme }) => scheme === 'finding' || scheme === 'fact' || scheme === 'recommendation')
    ? []
    : [
        issueAt(
          startOf(text.file),
          'cites-nothing',
          'No cita nada. Enlace lo que afirma con un hallazgo (finding:) o un dato (fact:).'
        )
      ]
);
