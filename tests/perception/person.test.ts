import { describe, expect, test } from 'vitest';
import { headOf } from '../../src/perception/person.js';

describe('headOf', () => {
  test('is the upper middle of a standing person', () => {
    const head = headOf({ x0: 0, y0: 0, x1: 40, y1: 200 });
    expect(head.y0).toBe(0);
    expect(head.y1).toBeCloseTo(44, 9);
    expect([head.x0, head.x1]).toEqual([0, 40]);
  });

  test('is larger where only the upper body is in the picture', () => {
    expect(headOf({ x0: 100, y0: 50, x1: 200, y1: 150 })).toEqual({
      x0: 125,
      y0: 50,
      x1: 175,
      y1: 100,
    });
  });

  test('never reaches out of the person', () => {
    const head = headOf({ x0: 0, y0: 0, x1: 300, y1: 100 });
    expect(head.y1).toBe(100);
    expect(head.x1 - head.x0).toBe(100);
  });
});
