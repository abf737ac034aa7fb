import type { Box, Point } from '../core/geometry.js';

/**
 * EXIF orientation of a picture whose labels refer to the pixels as stored, and the size they are
 * stored in. Only the four orientations that swap width and height (5 to 8) are ever used: of
 * the others a declared size cannot tell which grid is meant.
 */
export interface Turn {
  readonly orientation: 5 | 6 | 7 | 8;
  readonly width: number;
  readonly height: number;
}

/** Takes a position on the stored grid to the upright one. */
export function turnPoint({ x, y }: Point, { orientation, width, height }: Turn): Point {
  switch (orientation) {
    case 5:
      return { x: y, y: x };
    case 6:
      return { x: height - y, y: x };
    case 7:
      return { x: height - y, y: width - x };
    case 8:
      return { x: y, y: width - x };
  }
}

/** Takes a box on the stored grid to the upright one. */
export function turnBox({ x0, y0, x1, y1 }: Box, turn: Turn): Box {
  const a = turnPoint({ x: x0, y: y0 }, turn);
  const b = turnPoint({ x: x1, y: y1 }, turn);
  return {
    x0: Math.min(a.x, b.x),
    y0: Math.min(a.y, b.y),
    x1: Math.max(a.x, b.x),
    y1: Math.max(a.y, b.y),
  };
}
