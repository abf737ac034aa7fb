import { describe, expect, it } from 'vitest';
import {
  boxAround,
  boxArea,
  clipBox,
  growBox,
  iou,
  roundBoxOut,
  shareInside,
  uniteBoxes,
  type Box,
} from '../../src/core/geometry.js';

const box = (x0: number, y0: number, x1: number, y1: number): Box => ({ x0, y0, x1, y1 });

describe('boxes', () => {
  it('overlap by the share worked out by hand', () => {
    expect(iou(box(0, 0, 10, 10), box(5, 0, 15, 10))).toBeCloseTo(50 / 150);
    expect(iou(box(0, 0, 10, 10), box(0, 0, 10, 10))).toBe(1);
    expect(iou(box(0, 0, 10, 10), box(10, 0, 20, 10))).toBe(0);
    expect(iou(box(0, 0, 0, 0), box(0, 0, 0, 0))).toBe(0);
  });

  it('lie inside one another by share of the inner one', () => {
    expect(shareInside(box(0, 0, 10, 10), box(0, 0, 100, 5))).toBe(0.5);
    expect(shareInside(box(3, 3, 3, 9), box(0, 0, 100, 100))).toBe(0);
  });

  it('are clipped to nothing, never turned inside out, when they lie outside', () => {
    for (const outside of [box(-9, -9, -1, -1), box(200, 5, 210, 9), box(5, 200, 9, 210)]) {
      const clipped = clipBox(outside, 100, 50);
      expect(boxArea(clipped)).toBe(0);
      expect(clipped.x1).toBeGreaterThanOrEqual(clipped.x0);
      expect(clipped.y1).toBeGreaterThanOrEqual(clipped.y0);
    }
    expect(clipBox(box(-5, 10, 500, 20), 100, 50)).toEqual(box(0, 10, 100, 20));
  });

  it('grow by shares of their own sides and round to every touched pixel', () => {
    expect(growBox(box(10, 10, 20, 30), 0.1, 0.5)).toEqual(box(9, 0, 21, 40));
    expect(roundBoxOut(box(0.9, 1.1, 2.1, 3))).toEqual(box(0, 1, 3, 3));
  });

  it('hold what they are put around', () => {
    expect(uniteBoxes(box(0, 5, 2, 6), box(1, 0, 9, 5.5))).toEqual(box(0, 0, 9, 6));
    expect(
      boxAround([
        { x: 3, y: 9 },
        { x: -1, y: 2 },
      ]),
    ).toEqual(box(-1, 2, 3, 9));
    expect(boxAround([])).toEqual(box(0, 0, 0, 0));
  });
});
