import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

let loading: Promise<void> | undefined;

/** The PNG of an SVG, `width` pixels wide; what it does not paint stays clear. */
export async function rasterize(svg: string, width: number): Promise<Uint8Array> {
  // Once in a process: it refuses to be loaded again.
  await (loading ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(
    initWasm
  ));
  return new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng();
}
