import Papa from 'papaparse';

type Rows = readonly (readonly (string | number)[])[];

/**
 * A table for a spreadsheet: byte-order mark, CRLF, quoted where needed. A cell that a spreadsheet would calculate (`=1+1`)
 * gets an apostrophe in front, so that it stays words.
 */
export const toCsv = (head: readonly string[], rows: Rows): string => `\uFEFF${toPlainCsv(head, rows)}`;

/** The same without byte-order mark, for programs that take it for a part of the first heading. */
export const toPlainCsv = (head: readonly string[], rows: Rows): string =>
  `${Papa.unparse({ fields: [...head], data: rows.map((row) => [...row]) }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
