import { clipBox, roundBoxOut, type Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';

/**
 * Whether two pictures have the same size, channels and bytes everywhere outside `boxes`
 * (rounded outwards). Cost: one comparison of the memory, no copies.
 */
export function equalOutside(
  a: Readonly<RawImage>,
  b: Readonly<RawImage>,
  boxes: readonly Box[],
): boolean {
  const { width, height, channels } = a;
  if (b.width !== width || b.height !== height || b.channels !== channels) return false;
  const inside = boxes
    .map((box) => clipBox(roundBoxOut(box), width, height))
    .sort((p, q) => p.x0 - q.x0);
  const first = bufferOf(a);
  const second = bufferOf(b);
  const equal = (from: number, to: number) =>
    first.compare(second, from * channels, to * channels, from * channels, to * channels) === 0;
  for (let y = 0; y < height; y++) {
    let done = 0;
    for (const box of inside) {
      if (y < box.y0 || y >= box.y1) continue;
      if (box.x0 > done && !equal(y * width + done, y * width + box.x0)) return false;
      done = Math.max(done, box.x1);
    }
    if (done < width && !equal(y * width + done, (y + 1) * width)) return false;
  }
  return true;
}

function bufferOf(image: Readonly<RawImage>): Buffer {
  return Buffer.from(image.data.buffer, image.data.byteOffset, image.data.byteLength);
}

/**
 * Peak signal-to-noise ratio in dB over all channels; Infinity for equal pictures.
 * @throws RangeError when their sizes or channels differ.
 */
export function psnr(a: Readonly<RawImage>, b: Readonly<RawImage>): number {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) {
    throw new RangeError('pictures of different size or channels cannot be compared');
  }
  let squares = 0;
  for (let i = 0; i < a.data.length; i++) squares += (a.data[i] - b.data[i]) ** 2;
  return 10 * Math.log10((255 * 255 * a.data.length) / squares);
}
