import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../src/core/geometry.js';
import { convexHull } from '../../src/pixels/convex.js';
import { rasterisePolygon } from '../../src/pixels/raster.js';

const area = { x0: 0, y0: 0, x1: 6, y1: 4 };
const points = (...flat: number[]): Point[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i], y: flat[2 * i + 1] }));

function areaOf(polygon: readonly Point[]): number {
  const twice = polygon.reduce((sum, a, i) => {
    const b = polygon[(i + 1) % polygon.length];
    return sum + a.x * b.y - a.y * b.x;
  }, 0);
  return Math.abs(twice) / 2;
}

function lengthOf(polygon: readonly Point[]): number {
  return polygon.reduce((sum, a, i) => {
    const b = polygon[(i + 1) % polygon.length];
    return sum + Math.hypot(b.x - a.x, b.y - a.y);
  }, 0);
}

describe('rasterisePolygon', () => {
  it('draws a box on whole pixels without any soft edge', () => {
    const rows = rasterisePolygon(points(1, 1, 5, 1, 5, 3, 1, 3), area);
    expect([...rows]).toEqual([
      ...[0, 0, 0, 0, 0, 0],
      ...[0, 255, 255, 255, 255, 0],
      ...[0, 255, 255, 255, 255, 0],
      ...[0, 0, 0, 0, 0, 0],
    ]);
  });

  it('gives a pixel the share that is covered', () => {
    const rows = rasterisePolygon(points(1.5, 0.25, 3, 0.25, 3, 1, 1.5, 1), area);
    expect([...rows.subarray(0, 6)]).toEqual([
      0,
      Math.round(255 * 0.375),
      Math.round(255 * 0.75),
      0,
      0,
      0,
    ]);
  });

  it('is exact along slanted edges that cross several pixels in a row', () => {
    const rows = rasterisePolygon(points(0, 0, 4, 1, 0, 1), area);
    const shares = [0.875, 0.625, 0.375, 0.125, 0, 0];
    expect([...rows.subarray(0, 6)]).toEqual(shares.map((share) => Math.round(255 * share)));
  });

  it('does not mind which way round the polygon goes', () => {
    const triangle = points(0.3, 0.2, 5.7, 1.1, 2.2, 3.9);
    expect(rasterisePolygon([...triangle].reverse(), area)).toEqual(
      rasterisePolygon(triangle, area),
    );
  });

  it('draws the part inside the area of a polygon that reaches out on every side', () => {
    const diamond = points(3, -40, 43, 2, 3, 44, -37, 2);
    expect(rasterisePolygon(diamond, area).every((value) => value === 255)).toBe(true);
  });

  it('covers in total the area of the polygon', () => {
    const coordinate = fc.double({ min: 0, max: 30, noNaN: true });
    const point = fc.record({ x: coordinate, y: coordinate });
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 12 }), (some) => {
        const hull = convexHull(some);
        const rows = rasterisePolygon(hull, { x0: 0, y0: 0, x1: 30, y1: 30 });
        const total = rows.reduce((sum, value) => sum + value / 255, 0);
        // Every pixel that the edge crosses is rounded by up to half a step.
        const crossed = 2 * lengthOf(hull) + 4;
        expect(Math.abs(total - areaOf(hull))).toBeLessThan((crossed * 0.5) / 255);
      }),
    );
  });

  it('gives a part of the area what it gives it in the whole', () => {
    const coordinate = fc.double({ min: -10, max: 40, noNaN: true });
    const point = fc.record({ x: coordinate, y: coordinate });
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 8 }), (polygon) => {
        const whole = rasterisePolygon(polygon, { x0: 0, y0: 0, x1: 30, y1: 30 });
        const part = rasterisePolygon(polygon, { x0: 11, y0: 7, x1: 20, y1: 19 });
        for (let y = 0; y < 12; y++) {
          for (let x = 0; x < 9; x++) {
            expect(Math.abs(part[y * 9 + x] - whole[(y + 7) * 30 + x + 11])).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
