import { fontFiles } from '#lib/export/fonts.ts';
import type { ExportMeans } from '#lib/export/formats.ts';

/** Fonts from our own site, when somebody asks for a file that needs them. */
export const exportMeans: ExportMeans = {
  readFont: async (name) => {
    const response = await fetch(`/fonts/${fontFiles[name]}`);
    if (!response.ok) throw new Error(`${fontFiles[name]}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  },
  // The desk writes no lessons.
  formOf: () => undefined
};
