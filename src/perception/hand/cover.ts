import {
  boxArea,
  boxAround,
  boxWidth,
  intersectBoxes,
  roundBoxOut,
  type Box,
  type Point,
} from '../../core/geometry.js';
import { convexHull, ellipsePoints } from '../../pixels/convex.js';
import { rasterisePolygon } from '../../pixels/raster.js';

/** A part of a hand: what lies between two joints, as wide at each as its radius says. */
type Limb = readonly [from: number, to: number, radiusFrom: number, radiusTo: number];

/** Radii are shares of the palm's size. */
const limbs: readonly Limb[] = [
  ...finger([1, 2, 3, 4], [0.17, 0.15, 0.125, 0.1]),
  ...finger([5, 6, 7, 8], [0.13, 0.115, 0.1, 0.085]),
  ...finger([9, 10, 11, 12], [0.13, 0.115, 0.1, 0.085]),
  ...finger([13, 14, 15, 16], [0.125, 0.11, 0.095, 0.08]),
  ...finger([17, 18, 19, 20], [0.12, 0.095, 0.085, 0.07]),
];

function finger(joints: readonly number[], radii: readonly number[]): Limb[] {
  return [0, 1, 2].map((at): Limb => [joints[at], joints[at + 1], radii[at], radii[at + 1]]);
}

/** The palm: the hull of circles round its corners. */
const palm = [[0, 0.16], [1, 0.17], [5, 0.13], [9, 0.13], [13, 0.125], [17, 0.12]] as const; // prettier-ignore

/**
 * Raises the coverage of `area` (mutated; row-major, 0 to 255) to that of a hand: fingers are tapered
 * between their joints, the palm fills what lies between their roots and the wrist. Cost: rows of
 * the hand times edges.
 *
 * @param points 21 × (x, y, z) in the pixels of the area
 * @param breadth how broad fingers and the rim of the palm are, 1 for a hand's usual breadth
 * @param area whole numbers
 */
export function coverHand(
  points: readonly number[],
  breadth: number,
  area: Box,
  cover: Uint8Array,
): void {
  const size = breadth * palmSize(points);
  const around = ([joint, share]: readonly [joint: number, share: number]): Point[] => {
    const radius = share * size;
    const reach = { top: radius, right: radius, bottom: radius, left: radius };
    return ellipsePoints({ x: points[3 * joint], y: points[3 * joint + 1] }, reach);
  };
  raise(cover, area, convexHull(palm.flatMap(around)));
  for (const [from, to, start, end] of limbs) {
    raise(cover, area, convexHull([...around([from, start]), ...around([to, end])]));
  }
}

/**
 * The mean length of the sides of the triangle of wrist, index and little finger's roots, in space:
 * it stays what it is when the hand turns.
 */
export function palmSize(points: readonly number[]): number {
  const apart = (a: number, b: number) =>
    Math.hypot(...[0, 1, 2].map((axis) => points[3 * a + axis] - points[3 * b + axis]));
  return (apart(0, 5) + apart(0, 17) + apart(5, 17)) / 3;
}

/** Raises the coverage to that of a polygon. */
function raise(cover: Uint8Array, area: Box, polygon: readonly Point[]): void {
  const part = intersectBoxes(roundBoxOut(boxAround(polygon)), area);
  if (boxArea(part) === 0) return;
  const own = rasterisePolygon(polygon, part);
  for (let y = part.y0, from = 0; y < part.y1; y++) {
    const row = (y - area.y0) * boxWidth(area) - area.x0;
    for (let x = part.x0; x < part.x1; x++, from++) {
      if (own[from] > cover[row + x]) cover[row + x] = own[from];
    }
  }
}
