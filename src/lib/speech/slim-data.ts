import { languageCodes, languages } from '#lib/domain/language.ts';

/** A file of the engine's data package: where it lies in `espeak-ng.data`. */
interface PackedFile {
  /** Below `/usr/share/espeak-ng-data/`. */
  path: string;
  start: number;
  end: number;
}

export interface DataRange {
  start: number;
  end: number;
}

/** What a browser gets of the package's 24 MB: where it belongs, and the bytes. */
interface SlimHeader {
  /** Of the whole package. */
  length: number;
  ranges: readonly DataRange[];
}

/** The engine's own JavaScript lists every file of its data; there is no other list. */
function readPackedFiles(engineSource: string): PackedFile[] {
  const pattern = /\{filename:"\/usr\/share\/espeak-ng-data\/([^"]+)",start:(\d+),end:(\d+)\}/g;
  return [...engineSource.matchAll(pattern)].map(([, path = '', start, end]) => ({
    path,
    start: Number(start),
    end: Number(end)
  }));
}

/**
 * What is needed to speak our languages: sounds, each language's dictionary and voice, and every variant (21 kB, so that
 * a new casting needs no new list). English is there because the engine starts in it and reads foreign letters with it.
 */
function isNeeded(path: string): boolean {
  const voices = ['en', 'es', ...languageCodes.map((code) => languages[code].embeddedVoice)];
  const dictionaries = new Set(voices.map((voice) => `${voice.split('-')[0]}_dict`));
  const name = path.split('/').at(-1) ?? '';
  return (
    /^(?:intonations|phondata|phonindex|phontab)$/.test(path) ||
    dictionaries.has(path) ||
    (path.startsWith('lang/') && voices.includes(name)) ||
    path.startsWith('voices/!v/')
  );
}

/**
 * Where the needed files lie, neighbours as one.
 *
 * @throws when the engine's JavaScript lists its data otherwise than we know.
 */
export function neededRanges(engineSource: string): DataRange[] {
  const files = readPackedFiles(engineSource).filter(({ path }) => isNeeded(path));
  const paths = files.map(({ path }) => path);
  for (const path of [
    'phondata',
    ...languageCodes.map((code) => `${languages[code].embeddedVoice.split('-')[0]}_dict`)
  ])
    if (!paths.includes(path))
      throw new Error(`espeak-ng.js ya no dice dónde está «${path}» en sus datos: revise src/lib/speech/slim-data.ts.`);
  const ranges: DataRange[] = [];
  for (const { start, end } of files.sort((a, b) => a.start - b.start)) {
    const last = ranges.at(-1);
    if (last?.end === start) last.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}

/** Four bytes with the header's length, the header as JSON, then the ranges one after another. */
export function toSlimData(data: Uint8Array, ranges: readonly DataRange[]): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ length: data.length, ranges } satisfies SlimHeader));
  const total = ranges.reduce((sum, { start, end }) => sum + end - start, 4 + header.length);
  const slim = new Uint8Array(total);
  new DataView(slim.buffer).setUint32(0, header.length, true);
  slim.set(header, 4);
  let written = 4 + header.length;
  for (const { start, end } of ranges) {
    slim.set(data.subarray(start, end), written);
    written += end - start;
  }
  return slim;
}

/**
 * The package as the engine wants it: of full length, with silence where nothing was sent. The machine gives memory only
 * to the pages that are written.
 *
 * @throws when the bytes are not all there.
 */
export function fromSlimData(slim: Uint8Array): ArrayBuffer {
  const headerLength = new DataView(slim.buffer, slim.byteOffset).getUint32(0, true);
  const { length, ranges } = JSON.parse(new TextDecoder().decode(slim.subarray(4, 4 + headerLength))) as SlimHeader;
  const data = new Uint8Array(length);
  let read = 4 + headerLength;
  for (const { start, end } of ranges) {
    data.set(slim.subarray(read, read + end - start), start);
    read += end - start;
  }
  if (read !== slim.length) throw new Error('Los datos de la voz están cortados.');
  return data.buffer;
}
