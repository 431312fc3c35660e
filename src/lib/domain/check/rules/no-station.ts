import { issueAt, startOf } from '../../issue.ts';
import { referencesOf } from '../../library.ts';
import { textRule } from '../rule.ts';

/** A script in which the station cannot say its name. */
export const noStation = textRule('no-station', (text, item) =>
  item.kind !== 'script' || referencesOf(text).some(({ scheme, id }) => scheme === 'blank' && id === 'station')
    ? []
    : [
        issueAt(
          startOf(text.file),
          'no-station',
          'La radio no puede decir su nombre. Ponga un espacio: [nombre de la radio](blank:station).'
        )
      ]
);
