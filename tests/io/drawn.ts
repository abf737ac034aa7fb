import type { RawImage } from '../../src/core/image.js';

/** A picture that shows a turn, a shift by a pixel or a swapped channel: no two parts are alike. */
export function drawnPicture(width: number, height: number, channels: 3 | 4 = 3): RawImage {
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      data[at] = (x * 255) / Math.max(1, width - 1);
      data[at + 1] = (y * 255) / Math.max(1, height - 1);
      data[at + 2] = (x * 7 + y * 13) & 255;
      if (channels === 4) data[at + 3] = (x * 31 + y * 17) & 255;
    }
  }
  return { data, width, height, channels };
}

/** A picture of few colours. */
export function drawnTiles(width: number, height: number, colours: number): RawImage {
  const image = drawnPicture(width, height);
  for (let at = 0; at < width * height; at++) {
    const colour = (at * 5 + Math.floor(at / width)) % colours;
    image.data.set([colour, 255 - colour, (colour * 89) & 255], at * 3);
  }
  return image;
}

/** The largest difference of any channel of any pixel; sizes and channels must be equal. */
export function largestDifference(a: RawImage, b: RawImage): number {
  if (a.data.length !== b.data.length || a.width !== b.width) return Infinity;
  let largest = 0;
  for (let at = 0; at < a.data.length; at++) {
    largest = Math.max(largest, Math.abs(a.data[at] - b.data[at]));
  }
  return largest;
}
