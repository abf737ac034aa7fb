import { boxHeight, boxWidth, type Box } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { blendByMask } from '../../pixels/blend.js';
import { crop } from '../../pixels/crop.js';
import { squaredDistances } from '../../pixels/feather.js';
import type { Grid } from '../../pixels/membrane.js';
import type { CoarseGrid } from './carry.js';
import { smoothStep } from './slit.js';

/** Beside what stays in front the surroundings rest up to the first, and move fully from the second. */
const [restUpTo, movesFrom] = [0.02, 0.1];

/**
 * Brings the surroundings to rest under what stays in front and beside it, in place: its edges
 * must meet the picture where they met it.
 *
 * @param inFront a byte for every pixel of `area`, row-major
 * @param size height of the face, picture pixels
 */
export function restUnder(
  moves: Grid,
  { box, cell, width, height }: CoarseGrid,
  inFront: Readonly<Uint8Array>,
  area: Box,
  size: number,
): void {
  const held = new Uint8Array(width * height);
  for (let y = box.y0; y < box.y1; y++) {
    const row = Math.floor((y - box.y0) / cell) * width;
    let at = (y - area.y0) * boxWidth(area) + box.x0 - area.x0;
    for (let x = box.x0; x < box.x1; x++, at++) {
      if (inFront[at] > 0) held[row + Math.floor((x - box.x0) / cell)] = 255;
    }
  }
  const away = squaredDistances(held, width, height);
  for (let i = 0; i < away.length; i++) {
    const share = smoothStep(restUpTo * size, movesFrom * size, cell * (Math.sqrt(away[i]) - 1));
    moves.data[2 * i] *= share;
    moves.data[2 * i + 1] *= share;
  }
}

/**
 * Lays the picture's own pixels over what was painted (mutated), byte for byte where they are
 * wholly in front.
 *
 * @param inFront a byte for every pixel of `area`, row-major
 */
export function layInFront(
  painted: RawImage,
  image: Readonly<RawImage>,
  area: Box,
  inFront: Uint8Array,
): void {
  const whole = { x0: 0, y0: 0, x1: boxWidth(area), y1: boxHeight(area) };
  blendByMask(painted, crop(image, area), whole, inFront);
}
