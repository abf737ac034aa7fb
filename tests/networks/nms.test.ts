import { describe, expect, test } from 'vitest';

import { suppress } from '../../src/networks/nms.js';

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
