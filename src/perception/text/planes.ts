import { createImage, type RawImage } from '../../core/image.js';
import type { Tensor } from '../../networks/session.js';

/** What shines through where a picture is transparent: it hides neither dark nor light text. */
const backdrop = 128;

/** Mean and spread of a network's training pictures, for values of 0..1: blue, green, red. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly spread: readonly [number, number, number];
}

/**
 * Writes a picture of planes of red, green and blue of 0..255 as planes of blue, green and red of
 * `(value / 255 - mean) / spread`, the input that PP-OCR's networks were trained with.
 *
 * @param rgb 1 × 3 × height × width
 * @param target planes of the same height and of rows of `rowLength` values, which may be longer:
 *   what follows in a row is left as it is
 * @param start where the first plane starts in `target`
 */
export function writeNormalised(
  rgb: Tensor,
  { mean, spread }: Normalisation,
  target: Float32Array,
  rowLength: number,
  start = 0,
): void {
  const [, , height, width] = rgb.dims;
  for (let channel = 0; channel < 3; channel++) {
    const scale = 1 / (255 * spread[channel]);
    const shift = mean[channel] / spread[channel];
    for (let y = 0; y < height; y++) {
      const from = ((2 - channel) * height + y) * width;
      const to = start + (channel * height + y) * rowLength;
      for (let x = 0; x < width; x++) target[to + x] = rgb.data[from + x] * scale - shift;
    }
  }
}

/**
 * What a transparent picture shows on mid grey; a picture without transparent pixels is returned
 * as it is. Never mutates `image`.
 */
export function showOnGrey(image: RawImage): RawImage {
  if (image.channels === 3 || !hasTransparency(image)) return image;
  const out = createImage(image.width, image.height);
  for (let from = 0, to = 0; from < image.data.length; from += 4, to += 3) {
    const alpha = image.data[from + 3] / 255;
    for (let c = 0; c < 3; c++) {
      out.data[to + c] = image.data[from + c] * alpha + backdrop * (1 - alpha) + 0.5;
    }
  }
  return out;
}

function hasTransparency(image: RawImage): boolean {
  for (let at = 3; at < image.data.length; at += 4) if (image.data[at] < 255) return true;
  return false;
}
