import type { Box } from '../../core/geometry.js';
import type { Framed } from '../../networks/letterbox.js';
import type { Sighting } from './sighting.js';

/**
 * The same part of the picture, turned clockwise by one or three quarter turns, as a network input
 * of swapped width and height. Its placement is turned along, so that boxes and points found in it
 * come out right.
 */
export function turn({ tensor, placement }: Framed, quarterTurns: 1 | 3): Framed {
  const [, channels, height, width] = tensor.dims;
  const plane = width * height;
  const data = new Float32Array(tensor.data.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let v = 0; v < height; v++) {
      const from = channel * plane + v * width;
      for (let u = 0; u < width; u++) {
        // Pixel (u, v) goes to (height - 1 - v, u), or with three turns to (v, width - 1 - u).
        const to =
          quarterTurns === 1 ? u * height + (height - 1 - v) : (width - 1 - u) * height + v;
        data[channel * plane + to] = tensor.data[from + u];
      }
    }
  }
  const { a, b, x0, y0 } = placement;
  // Input (p, q) of the turned tensor shows (q, height - p) of the old, or (width - q, p).
  const turned =
    quarterTurns === 1
      ? { a: b, b: -a, x0: x0 - b * height, y0: y0 + a * height }
      : { a: -b, b: a, x0: x0 + a * width, y0: y0 + b * width };
  return { tensor: { data, dims: [1, channels, width, height] }, placement: turned };
}

/** The mirror image of a network input. Its placement stays: see {@link mirrorSighting}. */
export function mirror({ tensor, placement }: Framed): Framed {
  const width = tensor.dims[3];
  const data = tensor.data.slice();
  for (let from = 0; from < data.length; from += width) data.subarray(from, from + width).reverse();
  return { tensor: { data, dims: tensor.dims }, placement };
}

/** Brings back what was found in the mirror image of a window. Landmarks are left out. */
export function mirrorSighting({ box, score }: Sighting, { x0, x1 }: Box): Sighting {
  return { box: { ...box, x0: x0 + x1 - box.x1, x1: x0 + x1 - box.x0 }, score };
}
