import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanOfCells } from '../../src/pixels/pixelate.js';
import { drawNoise } from '../support/draw.js';

/** The lengths of runs of equal pixels along the first row. */
function runsAcross(data: Uint8Array, width: number): number[] {
  const runs: number[] = [];
  for (let x = 0; x < width; x++) {
    const same = x > 0 && [0, 1, 2].every((c) => data[x * 3 + c] === data[x * 3 - 3 + c]);
    if (same) runs[runs.length - 1]++;
    else runs.push(1);
  }
  return runs;
}

describe('meanOfCells', () => {
  it('gives every pixel the mean of its cell', () => {
    const data = Uint8Array.from([10, 0, 0, 20, 0, 0, 30, 0, 0, 44, 0, 0]);
    const image = { data, width: 2, height: 2, channels: 3 as const };
    const out = meanOfCells(image, { x0: 0, y0: 0, x1: 2, y1: 2 }, 2);
    expect([...out.data]).toEqual([26, 0, 0, 26, 0, 0, 26, 0, 0, 26, 0, 0]);
  });

  it('reads only the area, wherever it lies', () => {
    const image = drawNoise(20, 20, 1);
    const area = { x0: 7, y0: 5, x1: 16, y1: 18 };
    const inside = meanOfCells(image, area, 4);
    const changed = { ...image, data: image.data.slice() };
    changed.data[0] ^= 255;
    changed.data[(18 * 20 + 7) * 3] ^= 255;
    expect(meanOfCells(changed, area, 4)).toEqual(inside);
  });

  it('shares the area evenly: no sliver at the last column, no cell smaller than asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.double({ min: 0.1, max: 40, noNaN: true }),
        (width, size) => {
          const image = drawNoise(width, 3, 'cells');
          const { data } = meanOfCells(image, { x0: 0, y0: 0, x1: width, y1: 3 }, size);
          const runs = runsAcross(data, width);
          expect(Math.min(...runs)).toBeGreaterThanOrEqual(
            Math.min(width, Math.floor(Math.max(2, size))),
          );
        },
      ),
    );
  });

  it('takes no colour from invisible pixels', () => {
    const data = Uint8Array.from([200, 100, 50, 255, 255, 255, 255, 0]);
    const image = { data, width: 2, height: 1, channels: 4 as const };
    const out = meanOfCells(image, { x0: 0, y0: 0, x1: 2, y1: 1 }, 2);
    expect([...out.data.subarray(0, 4)]).toEqual([200, 100, 50, 128]);
  });
});
