import type { Edition } from '#lib/domain/edition.ts';

interface ScriptExport {
  extension: string;
  type: string;
  write: (edition: Edition) => Promise<string | Uint8Array>;
}

/** What a script can be taken away as. */
export const scriptExports: readonly ScriptExport[] = [
  {
    extension: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    write: async (edition) => (await import('#lib/export/docx.ts')).toDocx(edition)
  },
  {
    extension: 'txt',
    type: 'text/plain',
    write: async (edition) => (await import('#lib/export/txt.ts')).toTxt(edition)
  }
];
