import { usesOf } from '../../library.ts';
import { entryIssue, type Rule } from '../rule.ts';

/** A figure of the study that could be cited and that no text cites. */
export const unusedFinding: Rule = {
  id: 'unused-finding',
  check: (context) => {
    const used = new Set([...usesOf(context.library).keys()].map((key) => key.split('.')[0]));
    return context.library.groups
      .filter(({ id }) => id !== 'quoted' && id !== 'sample')
      .flatMap((group) => group.findings)
      .filter(
        ({ id, use, values }) => use === 'citable' && Object.keys(values).length > 0 && !used.has(`finding:${id}`)
      )
      .map(({ id }) =>
        entryIssue(
          context,
          `finding:${id}`,
          'unused-finding',
          `Ningún texto usa el hallazgo «${id}». Cítelo donde ayude, o déjelo.`,
          'warning'
        )
      );
  }
};
