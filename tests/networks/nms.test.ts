import { describe, expect, test } from 'vitest';

import { fuseBoxes, suppress } from '../../src/networks/nms.js';

const at = (x0: number, score: number) => ({ box: { x0, y0: 0, x1: x0 + 10, y1: 10 }, score });

describe('suppression', () => {
  test('keeps the best of what overlaps, and what stands apart', () => {
    const [weak, best, apart] = [at(0, 0.5), at(1, 0.9), at(30, 0.2)];
    expect(suppress([weak, best, apart], 0.5)).toEqual([best, apart]);
  });

  test('keeps what overlaps no more than the limit', () => {
    // Shifted by 5 of 10: 50 shared of 150.
    expect(suppress([at(0, 0.9), at(5, 0.8)], 1 / 3)).toHaveLength(2);
    expect(suppress([at(0, 0.9), at(5, 0.8)], 0.33)).toHaveLength(1);
  });

  test('keeps the order of equal scores and leaves its input alone', () => {
    const candidates = [at(0, 0.5), at(50, 0.5), at(100, 0.9)];
    expect(suppress(candidates, 0.5).map(({ box }) => box.x0)).toEqual([100, 0, 50]);
    expect(candidates[0]!.box.x0).toBe(0);
    expect(suppress([], 0.5)).toEqual([]);
  });
});

describe('weighted box fusion', () => {
  test('puts the box at the mean weighted by score', () => {
    const [fused, ...none] = fuseBoxes([at(0, 0.9), at(2, 0.3)], { minIou: 0.5, sources: 2 });
    expect(none).toEqual([]);
    expect(fused!.box.x0).toBeCloseTo((0 * 0.9 + 2 * 0.3) / 1.2);
    expect(fused!.score).toBeCloseTo(0.6);
    expect(fused!.members.map(({ score }) => score)).toEqual([0.9, 0.3]);
  });

  test('lowers what few of the sources found, and no more than that', () => {
    const options = { minIou: 0.5, sources: 2 };
    expect(fuseBoxes([at(0, 0.8)], options)[0]!.score).toBeCloseTo(0.4);
    const thrice = [at(0, 0.8), at(0, 0.8), at(0, 0.8)];
    expect(fuseBoxes(thrice, options)[0]!.score).toBeCloseTo(0.8);
  });

  test('joins the group that fits best, measured at its present mean', () => {
    const fused = fuseBoxes([at(0, 0.9), at(8, 0.8), at(5, 0.1)], { minIou: 0.3, sources: 1 });
    expect(fused.map(({ members }) => members.length)).toEqual([1, 2]);
  });

  test('takes candidates without any score', () => {
    expect(fuseBoxes([at(3, 0)], { minIou: 0.5, sources: 1 })[0]!.box.x0).toBe(3);
  });
});
