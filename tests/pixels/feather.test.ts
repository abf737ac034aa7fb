import { describe, expect, it } from 'vitest';
import { featherOutward, squaredDistances } from '../../src/pixels/feather.js';
import { seeded } from '../support/draw.js';

describe('squaredDistances', () => {
  it('is the exact distance to the nearest covered pixel', () => {
    const [width, height] = [23, 17];
    const random = seeded('dots');
    const coverage = Uint8Array.from({ length: width * height }, () =>
      random.uniform() < 0.03 ? 255 : 0,
    );
    const distances = squaredDistances(coverage, width, height);
    distances.forEach((distance, i) => {
      let nearest = Infinity;
      coverage.forEach((value, j) => {
        if (value === 0) return;
        const dx = (i % width) - (j % width);
        const dy = Math.floor(i / width) - Math.floor(j / width);
        nearest = Math.min(nearest, dx * dx + dy * dy);
      });
      expect(distance).toBe(nearest);
    });
  });

  it('counts what a partly covered pixel lacks', () => {
    const [own, next] = squaredDistances(Uint8Array.of(51, 0), 2, 1);
    expect(own).toBeCloseTo(0.64);
    expect(next).toBeCloseTo(1.64);
  });
});

describe('featherOutward', () => {
  const row = Uint8Array.of(0, 0, 0, 0, 0, 255, 255, 0, 0, 0);

  it('leaves full coverage full and falls smoothly to nothing at its reach', () => {
    const soft = [...featherOutward(row, 10, 1, 4)];
    expect(soft[5]).toBe(255);
    expect(soft[6]).toBe(255);
    expect(soft.slice(0, 5)).toEqual([0, 0, 40, 128, 215]);
    expect(soft.slice(7)).toEqual([215, 128, 40]);
  });

  it('never covers a pixel less than before', () => {
    const random = seeded('coverage');
    const before = random.bytes(400);
    const after = featherOutward(before, 20, 20, 2.5);
    expect(after.every((value, i) => value >= before[i])).toBe(true);
  });

  it('stays at nothing where nothing is covered', () => {
    expect([...featherOutward(new Uint8Array(6), 3, 2, 2)]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
