import jsqr from 'jsqr';
import type { QrCode } from '#lib/domain/qr.ts';

/** What a camera reads in a code, in the state that paper on a wall comes to: a piece of it is white. */
export function readCode({ size, path }: QrCode, torn = 0): string | undefined {
  const scale = 4;
  const side = size * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column += 1)
        if (!(row > side * 0.6 && row < side * (0.6 + torn) && column > side * 0.5 && column < side * (0.5 + torn)))
          pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
  return jsqr(pixels, side, side)?.data;
}
