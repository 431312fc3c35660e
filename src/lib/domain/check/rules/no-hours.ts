import { inlineRuns, linksIn, textOf } from '../../document.ts';
import { issueAt } from '../../issue.ts';
import { textRule } from '../rule.ts';

/** A number that a family is told to call, that does not answer day and night, without when it answers. */
export const noHours = textRule('no-hours', ({ document }, item, { library }) => {
  if (item.kind !== 'guide' && item.kind !== 'print') return [];
  const hoursOf = new Map(
    library.contacts.flatMap(({ id, number, figures }) => {
      const hours = figures.filter(({ unit }) => unit === 'hours').map(({ value }) => value);
      return number === null || hours.length === 0 || hours.includes(24) ? [] : [[id, hours]];
    })
  );
  return [...inlineRuns(document.blocks)].flatMap((content) =>
    [...linksIn(content)].flatMap(({ reference: { scheme, id }, at }) => {
      const hours = scheme === 'contact' ? hoursOf.get(id) : undefined;
      const words = textOf(content);
      if (!hours || hours.every((hour) => saysHour(words, hour))) return [];
      return [
        issueAt(at, 'no-hours', `No dice a qué horas contestan (${hours.join(' a ')}). Dígalo en la misma línea.`)
      ];
    })
  );
});

/** `19` or `7`: nobody in the countryside says nineteen. */
const saysHour = (words: string, hour: number): boolean =>
  new RegExp(`(?<![\\d,.])(?:${hour}|${hour % 12})(?!\\d)`).test(words);
