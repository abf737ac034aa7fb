import { boxHeight, boxWidth, clipBox, type Box } from '../core/geometry.js';
import { createImage, type RawImage } from '../core/image.js';

/**
 * Copies a part of the picture. `box` holds whole numbers; what reaches out of the picture is
 * cut off, so the result can be smaller than the box. Cost: one copy of the rows.
 */
export function crop(image: Readonly<RawImage>, box: Box): RawImage {
  const part = clipBox(box, image.width, image.height);
  const width = boxWidth(part);
  const height = boxHeight(part);
  const out = createImage(width, height, image.channels);
  const rowBytes = width * image.channels;
  for (let y = 0; y < height; y++) {
    const from = ((part.y0 + y) * image.width + part.x0) * image.channels;
    out.data.set(image.data.subarray(from, from + rowBytes), y * rowBytes);
  }
  return out;
}

/**
 * Copies `patch` into `canvas` (mutated) with its top left corner at (`x`, `y`), whole numbers
 * that may be negative; what reaches out of the canvas is left out. Both have the same number of
 * channels. Replaces, never mixes.
 */
export function paste(canvas: RawImage, patch: Readonly<RawImage>, x: number, y: number): void {
  const { x0, y0, x1, y1 } = clipBox(
    { x0: x, y0: y, x1: x + patch.width, y1: y + patch.height },
    canvas.width,
    canvas.height,
  );
  const rowBytes = (x1 - x0) * canvas.channels;
  for (let row = y0; row < y1; row++) {
    const from = ((row - y) * patch.width + (x0 - x)) * patch.channels;
    const to = (row * canvas.width + x0) * canvas.channels;
    canvas.data.set(patch.data.subarray(from, from + rowBytes), to);
  }
}
