import { encode } from 'uqr';

/** A QR code to draw: a square of so many modules, its dark ones as an SVG path, with the quiet zone around them. */
export interface QrCode {
  size: number;
  path: string;
}

/** Modules of white that a reader needs around a code (ISO/IEC 18004). */
const quietModules = 4;

/** An address as a QR code that is still read with a quarter of it dirty or torn. */
export function toQrCode(address: string): QrCode {
  const { data, size } = encode(address, { ecc: 'Q', border: quietModules });
  const path = data.flatMap((row, y) =>
    [...runsOf(row)].map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`)
  );
  return { size, path: path.join('') };
}

function* runsOf(row: boolean[]): Generator<{ from: number; length: number }> {
  for (let x = 0; x < row.length; x += 1) {
    const from = x;
    while (row[x]) x += 1;
    if (x > from) yield { from, length: x - from };
  }
}
