import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fontFiles } from '#lib/export/fonts.ts';
import type { ExportMeans } from '#lib/export/formats.ts';
import { rasterize } from './rasterize.ts';

/** Fonts from our own disk and drawings of ours, for everything that is made here but lessons. */
export const exportMeans: ExportMeans = {
  readFont: (name) => readFile(path.join('static', 'fonts', fontFiles[name])),
  drawPng: (svg) => rasterize(svg, 240),
  formOf: () => undefined
};
