import type { Paper } from '#lib/domain/paper.ts';
import type { ExportMeans } from './formats.ts';

/** A kind of file that a lesson's paper goes out as. */
export interface PaperFormat {
  extension: 'pdf' | 'docx';
  write: (paper: Paper, means: ExportMeans) => Promise<Uint8Array>;
}

/** Pages, library.json, packs and tests all go through this list; media types are those of formats.ts. */
export const paperFormats: readonly PaperFormat[] = [
  { extension: 'pdf', write: async (paper, means) => (await import('./paper-pdf.ts')).toPaperPdf(paper, means) },
  { extension: 'docx', write: async (paper) => (await import('./paper-docx.ts')).toPaperDocx(paper) }
];
