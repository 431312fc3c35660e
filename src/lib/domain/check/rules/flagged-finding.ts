import { linksOf } from '../../document.ts';
import { issueAt } from '../../issue.ts';
import { textRule } from '../rule.ts';

/** A figure that contradicts itself, or is not for the air, cited as if it were solid. */
export const flaggedFinding = textRule('flagged-finding', (text, _item, { library }) =>
  linksOf(text.document).flatMap(({ reference, at }) => {
    const finding = reference.scheme === 'finding' ? library.figures.get(reference.id)?.finding : undefined;
    if (!finding || finding.use === 'citable') return [];
    return [
      issueAt(
        at,
        'flagged-finding',
        `«${reference.id}» no se cita: ${finding.reason?.es ?? ''} Use otra cifra o quítela.`
      )
    ];
  })
);
