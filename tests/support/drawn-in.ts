import { unzlibSync } from 'fflate';

/** What a PDF draws on its pages, as one string of operators. */
export function drawnIn(bytes: Uint8Array): string {
  const pdf = Buffer.from(bytes).toString('latin1');
  return [...pdf.matchAll(/<<([^>]*)>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g)]
    .filter(([, head = '']) => head.includes('FlateDecode') && !/Length1|Subtype|Type/.test(head))
    .map(([, , body = '']) => Buffer.from(unzlibSync(Buffer.from(body, 'latin1'))).toString('latin1'))
    .join('\n');
}
