import { boxHeight, boxWidth, clipBox, type Box } from '../core/geometry.js';
import { createImage, type RawImage } from '../core/image.js';
import type { Colour } from './colour.js';

/**
 * Gives every pixel of `box` (whole numbers, clipped to the picture) one opaque colour.
 * Mutates `canvas`. With 4 channels alpha becomes 255.
 */
export function fillBox(canvas: RawImage, box: Box, colour: Colour): void {
  const { x0, y0, x1, y1 } = clipBox(box, canvas.width, canvas.height);
  if (x1 === x0 || y1 === y0) return;
  const { data, width, channels } = canvas;
  const first = (y0 * width + x0) * channels;
  const rowBytes = (x1 - x0) * channels;
  for (let at = first; at < first + rowBytes; at += channels) {
    data[at] = colour.red;
    data[at + 1] = colour.green;
    data[at + 2] = colour.blue;
    if (channels === 4) data[at + 3] = 255;
  }
  for (let y = y0 + 1; y < y1; y++) {
    data.copyWithin((y * width + x0) * channels, first, first + rowBytes);
  }
}

/**
 * Gives one opaque colour to the pixels of `area` (whole numbers, inside the canvas) that a mask of
 * one byte a pixel covers fully (255). Mutates `canvas`.
 */
export function fillCovered(
  canvas: RawImage,
  area: Box,
  alpha: Uint8Array,
  { red, green, blue }: Colour,
): void {
  const { data, channels } = canvas;
  for (let y = area.y0, i = 0; y < area.y1; y++) {
    let at = (y * canvas.width + area.x0) * channels;
    for (let x = area.x0; x < area.x1; x++, i++, at += channels) {
      if (alpha[i] !== 255) continue;
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
      if (channels === 4) data[at + 3] = 255;
    }
  }
}

/** A picture of one opaque colour, of the size of `area` (whole numbers). */
export function plainImage(area: Box, channels: 3 | 4, colour: Colour): RawImage {
  const image = createImage(boxWidth(area), boxHeight(area), channels);
  fillBox(image, { x0: 0, y0: 0, x1: image.width, y1: image.height }, colour);
  return image;
}
