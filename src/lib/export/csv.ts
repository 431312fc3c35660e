import Papa from 'papaparse';

/**
 * A table for a spreadsheet: byte-order mark, CRLF, quoted where needed. A cell that a spreadsheet would calculate (`=1+1`)
 * gets an apostrophe in front, so that it stays words.
 */
export const toCsv = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${Papa.unparse({ fields: [...head], data: rows.map((row) => [...row]) }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
