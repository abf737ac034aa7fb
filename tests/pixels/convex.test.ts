import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../src/core/geometry.js';
import { convexHull, ellipsePoints, sumOfHulls } from '../../src/pixels/convex.js';

const coordinate = fc.integer({ min: -50, max: 50 });
const somePoints = fc.array(fc.record({ x: coordinate, y: coordinate }), {
  minLength: 1,
  maxLength: 15,
});

/** Whether a point lies in a convex polygon or on its edge. */
function holds(polygon: readonly Point[], { x, y }: Point, slack = 1e-9): boolean {
  return polygon.every((a, i) => {
    const b = polygon[(i + 1) % polygon.length];
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= -slack;
  });
}

describe('convexHull', () => {
  it('keeps the corners and drops what lies inside or on an edge', () => {
    const square = [0, 4].flatMap((x) => [0, 4].map((y) => ({ x, y })));
    const hull = convexHull([...square, { x: 2, y: 0 }, { x: 1, y: 3 }, { x: 4, y: 4 }]);
    expect(hull).toEqual([
      { x: 0, y: 0 },
      { x: 4, y: 0 },
      { x: 4, y: 4 },
      { x: 0, y: 4 },
    ]);
  });

  it('holds every point, whichever they are', () => {
    fc.assert(
      fc.property(somePoints, (points) => {
        const hull = convexHull(points);
        expect(points.every((point) => holds(hull, point))).toBe(true);
      }),
    );
  });
});

describe('sumOfHulls', () => {
  it('is the hull of all sums of two points', () => {
    fc.assert(
      fc.property(somePoints, somePoints, (a, b) => {
        const sums = a.flatMap((p) => b.map((q) => ({ x: p.x + q.x, y: p.y + q.y })));
        expect(convexHull(sumOfHulls(a, b))).toEqual(convexHull(sums));
      }),
    );
  });
});

describe('ellipsePoints', () => {
  it('has its corners on the ellipse and no edge farther inside than the slack', () => {
    const reach = { top: 30, bottom: 30, left: 80, right: 80 };
    const polygon = ellipsePoints({ x: 5, y: 7 }, reach, 0.05);
    polygon.forEach((a, i) => {
      expect(Math.hypot((a.x - 5) / 80, (a.y - 7) / 30)).toBeCloseTo(1, 9);
      const b = polygon[(i + 1) % polygon.length];
      const middle = Math.hypot(((a.x + b.x) / 2 - 5) / 80, ((a.y + b.y) / 2 - 7) / 30);
      expect((1 - middle) * 80).toBeLessThan(0.05);
    });
  });

  it('reaches as far to each side as it is told', () => {
    const reach = { top: 1, right: 2, bottom: 3, left: 4 };
    const polygon = ellipsePoints({ x: 0, y: 0 }, reach);
    expect(Math.min(...polygon.map(({ y }) => y))).toBeCloseTo(-1);
    expect(Math.max(...polygon.map(({ x }) => x))).toBeCloseTo(2);
    expect(Math.max(...polygon.map(({ y }) => y))).toBeCloseTo(3);
    expect(Math.min(...polygon.map(({ x }) => x))).toBeCloseTo(-4);
  });
});
