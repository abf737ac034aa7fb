import type { Point } from '../core/geometry.js';

/** How far a shape reaches from its centre to each side, in pixels. */
export interface Reach {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/**
 * The convex hull of points, without points on straight lines between others; it begins with the
 * leftmost (of these the uppermost) and always winds the same way. Cost: n log n.
 * @source A. M. Andrew, Another efficient algorithm for convex hulls in two dimensions, 1979
 */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const chain = (order: readonly Point[]) => {
    const kept: Point[] = [];
    for (const point of order) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) {
        kept.pop();
      }
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return cross(b.x - a.x, b.y - a.y, c.x - b.x, c.y - b.y);
}

function cross(ax: number, ay: number, bx: number, by: number): number {
  return ax * by - ay * bx;
}

/**
 * Every place that is a point of the hull of `a` plus a point of the hull of `b` (Minkowski sum):
 * the hull of `a` grown by `b` when `b` lies around (0, 0). A convex polygon.
 */
export function sumOfHulls(a: readonly Point[], b: readonly Point[]): Point[] {
  const p = convexHull(a);
  const q = convexHull(b);
  const sum: Point[] = [];
  // Both go round in the same direction, so the sum's edges are theirs, merged by angle.
  for (let i = 0, j = 0; i < p.length || j < q.length;) {
    const [p0, p1] = [p[i % p.length], p[(i + 1) % p.length]];
    const [q0, q1] = [q[j % q.length], q[(j + 1) % q.length]];
    sum.push({ x: p0.x + q0.x, y: p0.y + q0.y });
    const order = cross(p1.x - p0.x, p1.y - p0.y, q1.x - q0.x, q1.y - q0.y);
    const takesP = i < p.length && (j === q.length || order >= 0);
    if (j < q.length && (!takesP || order === 0)) j++;
    if (takesP) i++;
  }
  return sum;
}

/**
 * An ellipse as a polygon whose corners lie on it and whose edges are at most `slack` pixels
 * inside it. `reach` may differ from side to side: then it is made of four quarter ellipses.
 */
export function ellipsePoints(centre: Point, reach: Reach, slack = 0.05): Point[] {
  const largest = Math.max(reach.top, reach.right, reach.bottom, reach.left, 1);
  const quarter = Math.max(3, Math.ceil(Math.PI / 4 / Math.sqrt((2 * slack) / largest)));
  return Array.from({ length: 4 * quarter }, (_, i) => {
    const angle = (i * Math.PI) / (2 * quarter);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return {
      x: centre.x + cos * (cos < 0 ? reach.left : reach.right),
      y: centre.y + sin * (sin < 0 ? reach.top : reach.bottom),
    };
  });
}
