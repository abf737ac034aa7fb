import type { Point } from '../../core/geometry.js';

/**
 * A rectangle turned by `angle` (radians, from the x axis towards the y axis) around its centre.
 * `width` lies along that direction, `height` across it. Same unit as the points it came from.
 */
export interface RotatedBox {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

/** Four corners, clockwise on the screen, from the one where reading starts. */
export type Quad = readonly [Point, Point, Point, Point];

/**
 * The smallest rectangle of any direction around points: one side of it lies on an edge of their
 * convex hull, so every edge is tried. Turned by more than -45° and at most 45°, so that `width`
 * is the side that lies nearest to level. O(n log n + h²) for h hull points.
 *
 * @source Freeman and Shapira, Determining the minimum-area encasing rectangle, CACM 1975
 */
export function minimumAreaBox(points: readonly Point[]): RotatedBox {
  const hull = convexHull(points);
  let best: RotatedBox = { centre: hull[0] ?? { x: 0, y: 0 }, width: 0, height: 0, angle: 0 };
  let bestArea = Infinity;
  for (let i = 0; i < hull.length; i++) {
    const from = hull[i];
    const to = hull[(i + 1) % hull.length];
    const angle = quarterTurn(Math.atan2(to.y - from.y, to.x - from.x));
    const candidate = boxAlong(hull, angle);
    const area = candidate.width * candidate.height;
    if (area < bestArea) {
      best = candidate;
      bestArea = area;
    }
  }
  return best;
}

/** The corners: left top, right top, right bottom, left bottom of the box before it is turned. */
export function cornersOf({ centre, width, height, angle }: RotatedBox): Quad {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corner = (across: number, down: number): Point => ({
    x: centre.x + across * cos - down * sin,
    y: centre.y + across * sin + down * cos,
  });
  const x = width / 2;
  const y = height / 2;
  return [corner(-x, -y), corner(x, -y), corner(x, y), corner(-x, y)];
}

/** The same place, with every side moved outwards by `distance`. */
export function growRotatedBox(box: RotatedBox, distance: number): RotatedBox {
  return { ...box, width: box.width + 2 * distance, height: box.height + 2 * distance };
}

/** Area of a simple polygon, whichever way it turns. */
export function polygonArea(polygon: readonly Point[]): number {
  let twice = 0;
  for (let i = 0; i < polygon.length; i++) {
    const a = polygon[i];
    const b = polygon[(i + 1) % polygon.length];
    twice += a.x * b.y - b.x * a.y;
  }
  return Math.abs(twice) / 2;
}

/**
 * The part two convex polygons share, itself convex; empty when they do not meet. Both clockwise
 * on the screen.
 *
 * @source Sutherland and Hodgman, Reentrant polygon clipping, CACM 1974
 */
export function intersectConvex(subject: readonly Point[], clip: readonly Point[]): Point[] {
  let kept = [...subject];
  for (let i = 0; i < clip.length && kept.length > 0; i++) {
    const a = clip[i];
    const b = clip[(i + 1) % clip.length];
    const side = (p: Point) => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    const next: Point[] = [];
    for (let k = 0; k < kept.length; k++) {
      const from = kept[k];
      const to = kept[(k + 1) % kept.length];
      const fromSide = side(from);
      const toSide = side(to);
      if (fromSide >= 0) next.push(from);
      if (fromSide >= 0 !== toSide >= 0) {
        const share = fromSide / (fromSide - toSide);
        next.push({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
      }
    }
    kept = next;
  }
  return kept;
}

/** Convex hull, clockwise on the screen, by Andrew's monotone chain. */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const chain = (ordered: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of ordered) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) {
        kept.pop();
      }
      kept.push(point);
    }
    kept.pop();
    return kept;
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function boxAlong(points: readonly Point[], angle: number): RotatedBox {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const { x, y } of points) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const along = (left + right) / 2;
  const across = (top + bottom) / 2;
  return {
    centre: { x: along * cos - across * sin, y: along * sin + across * cos },
    width: right - left,
    height: bottom - top,
    angle,
  };
}

/** The same direction up to quarter turns, more than -45° and at most 45°. */
function quarterTurn(angle: number): number {
  const quarter = Math.PI / 2;
  return angle - quarter * Math.ceil(angle / quarter - 0.5);
}
