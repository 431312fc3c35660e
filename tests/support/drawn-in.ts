import { unzlibSync } from 'fflate';

/** What a PDF draws on its pages, as one string of operators. */
export function drawnIn(bytes: Uint8Array): string {
  const pdf = Buffer.from(bytes).toString('latin1');
  return [...pdf.matchAll(/<<([^>]*)>>\s*stream\r?\n/g)]
    .filter(([, head = '']) => head.includes('FlateDecode') && !/Length1|Subtype|Type/.test(head))
    .map(({ 0: start, 1: head = '', index }) => {
      const from = index + start.length;
      const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
      return Buffer.from(unzlibSync(bytes.subarray(from, from + length))).toString('latin1');
    })
    .join('\n');
}
