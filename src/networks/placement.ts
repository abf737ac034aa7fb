import type { Box, Point } from '../core/geometry.js';

/**
 * Where a network's input lies in the picture: a similarity from input pixels (u, v) to picture
 * pixels, `x = a·u − b·v + x0` and `y = b·u + a·v + y0`. Both count from the top left corner of
 * the top left pixel, whose centre is (0.5, 0.5).
 */
export interface Placement {
  readonly a: number;
  readonly b: number;
  readonly x0: number;
  readonly y0: number;
}

/** How many picture pixels one input pixel spans. */
export function stepOf(placement: Placement): number {
  return Math.hypot(placement.a, placement.b);
}

/** A point of the input as a point of the picture. */
export function pointToImage(placement: Placement, u: number, v: number): Point {
  const { a, b, x0, y0 } = placement;
  return { x: a * u - b * v + x0, y: b * u + a * v + y0 };
}

/** A point of the picture as a point of the input. */
export function pointToInput(placement: Placement, x: number, y: number): Point {
  const { a, b, x0, y0 } = placement;
  const squared = a * a + b * b;
  return {
    x: (a * (x - x0) + b * (y - y0)) / squared,
    y: (a * (y - y0) - b * (x - x0)) / squared,
  };
}

/** A box of the input as a box of the picture; for a turned input, the box round its corners. */
export function boxToImage(placement: Placement, box: Box): Box {
  const corners = [
    pointToImage(placement, box.x0, box.y0),
    pointToImage(placement, box.x1, box.y0),
    pointToImage(placement, box.x0, box.y1),
    pointToImage(placement, box.x1, box.y1),
  ];
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

/**
 * Places a square input over a square of the picture that is turned about its centre.
 *
 * @param side the square's side in picture pixels
 * @param angle clockwise, in radians: the direction in the picture that becomes the input's right
 * @param size the input's side in its own pixels
 */
export function placeSquare(centre: Point, side: number, angle: number, size: number): Placement {
  const a = (Math.cos(angle) * side) / size;
  const b = (Math.sin(angle) * side) / size;
  const half = size / 2;
  return { a, b, x0: centre.x - a * half + b * half, y0: centre.y - b * half - a * half };
}

/**
 * The placement that brings points of the input closest to points of the picture, in the sense of
 * least squares. Needs two different points at least. Used to align faces to a template.
 *
 * @source Umeyama, IEEE TPAMI 13(4), 1991, for two dimensions and without mirroring
 */
export function placeByPoints(input: readonly Point[], picture: readonly Point[]): Placement {
  const from = meanOf(input);
  const to = meanOf(picture);
  let along = 0;
  let across = 0;
  let spread = 0;
  input.forEach((point, index) => {
    const u = point.x - from.x;
    const v = point.y - from.y;
    const x = picture[index]!.x - to.x;
    const y = picture[index]!.y - to.y;
    along += u * x + v * y;
    across += u * y - v * x;
    spread += u * u + v * v;
  });
  const a = along / spread;
  const b = across / spread;
  return { a, b, x0: to.x - a * from.x + b * from.y, y0: to.y - b * from.x - a * from.y };
}

function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
