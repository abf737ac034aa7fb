import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import type { RawImage } from '../core/image.js';

/**
 * Mixes `patch` into `canvas` (mutated) over `area`: whole numbers, inside the canvas, of the
 * patch's size. `alpha` has one byte a pixel of the area: 255 takes the patch's pixel, 0 leaves
 * the canvas's bytes alone, between the two is a straight mix. Both pictures have the same number
 * of channels; with 4, colours are mixed by their opacity, so invisible pixels lend no colour.
 */
export function blendByMask(
  canvas: RawImage,
  patch: Readonly<RawImage>,
  area: Box,
  alpha: Uint8Array,
): void {
  const { data, channels } = canvas;
  const width = boxWidth(area);
  const mix = channels === 4 ? mixWithAlpha : mixOpaque;
  for (let y = 0; y < boxHeight(area); y++) {
    let to = ((area.y0 + y) * canvas.width + area.x0) * channels;
    let from = y * width * channels;
    for (let i = y * width; i < (y + 1) * width; i++, to += channels, from += channels) {
      const share = alpha[i];
      if (share === 0) continue;
      if (share !== 255) {
        mix(data, to, patch.data, from, share / 255);
        continue;
      }
      data[to] = patch.data[from];
      data[to + 1] = patch.data[from + 1];
      data[to + 2] = patch.data[from + 2];
      if (channels === 4) data[to + 3] = patch.data[from + 3];
    }
  }
}

type Mix = (to: Uint8Array, at: number, from: Uint8Array, i: number, share: number) => void;

const mixOpaque: Mix = (to, at, from, i, share) => {
  for (let c = 0; c < 3; c++)
    to[at + c] = Math.round(to[at + c] * (1 - share) + from[i + c] * share);
};

const mixWithAlpha: Mix = (to, at, from, i, share) => {
  const below = to[at + 3] * (1 - share);
  const above = from[i + 3] * share;
  const opacity = below + above;
  for (let c = 0; c < 3; c++) {
    to[at + c] = opacity > 0 ? Math.round((to[at + c] * below + from[i + c] * above) / opacity) : 0;
  }
  to[at + 3] = Math.round(opacity);
};

/**
 * Lays a picture with transparency over `canvas` (mutated), its top left corner at (`x`, `y`):
 * whole numbers that may be negative; what reaches out of the canvas is left out. The canvas stays
 * as opaque as it was. A patch of 3 channels covers all.
 */
export function layOver(canvas: RawImage, patch: Readonly<RawImage>, x: number, y: number): void {
  for (let row = Math.max(0, -y); row < patch.height && y + row < canvas.height; row++) {
    for (
      let column = Math.max(0, -x);
      column < patch.width && x + column < canvas.width;
      column++
    ) {
      const from = (row * patch.width + column) * patch.channels;
      const opacity = patch.channels === 4 ? patch.data[from + 3] : 255;
      if (opacity === 0) continue;
      const to = ((y + row) * canvas.width + x + column) * canvas.channels;
      mixOpaque(canvas.data, to, patch.data, from, opacity / 255);
    }
  }
}
