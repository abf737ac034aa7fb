import { boxHeight, boxWidth, type Box } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { crop } from '../../pixels/crop.js';
import { rowReader } from '../../pixels/row-reader.js';
import { mixYCbCr } from '../../pixels/ycbcr.js';
import type { Cells } from './cells.js';

/** How cells are laid over an area. */
export interface Laying {
  /** How much of a pixel is covered, by its index in the area: 0 to 1. */
  shareOf(index: number): number;
  /** A byte a pixel of the area, by chance: what is laid is never quite even. */
  readonly grain: Uint8Array;
  /** From the darkest grain to the lightest, in levels of brightness. */
  readonly grainLevels: number;
  /** Levels of brightness that a pattern adds, by column and row of the area. */
  readonly pattern?: (x: number, y: number) => number;
}

/** The pixels of an area with the smooth colours of cells laid over them. */
export function layCells(
  image: Readonly<RawImage>,
  area: Box,
  { width, height, step, y, cb, cr }: Cells,
  { shareOf, grain, grainLevels, pattern }: Laying,
): RawImage {
  const across = boxWidth(area);
  const [readY, readBlue, readRed] = [0, 1, 2].map(() => rowReader(width, height, step, across));
  const painted = crop(image, area);
  for (let row = 0, i = 0, at = 0; row < boxHeight(area); row++) {
    const [light, blue, red] = [readY(y, row), readBlue(cb, row), readRed(cr, row)];
    for (let x = 0; x < across; x++, i++, at += painted.channels) {
      const share = shareOf(i);
      if (share === 0) continue;
      const woven = pattern ? pattern(x, row) : 0;
      const noise = grainLevels * (grain[i] / 255 - 0.5);
      mixYCbCr(painted.data, at, light[x] + woven + noise, blue[x], red[x], share);
    }
  }
  return painted;
}
