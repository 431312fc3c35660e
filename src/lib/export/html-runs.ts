import type { Run } from './sheet.ts';
import { element, escapeXml } from './xml.ts';

/** Runs as markup that is HTML and XML at once. The numbers of sources lead nowhere: questions travel without their page. */
export const toHtmlRuns = (runs: readonly Run[]): string =>
  runs
    .map((run) => {
      const words = toWords(run);
      const slanted = run.italics ? element('em', {}, words) : words;
      return run.bold ? element('strong', {}, slanted) : slanted;
    })
    .join('');

function toWords({ type, text }: Run): string {
  switch (type) {
    case 'text':
      return escapeXml(text);
    case 'break':
      return '<br/>';
    case 'blank':
      return escapeXml(`______________ (${text})`);
    case 'source':
      return element('sup', {}, escapeXml(text));
  }
}
