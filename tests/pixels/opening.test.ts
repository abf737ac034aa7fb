import { describe, expect, it } from 'vitest';
import { openMask } from '../../src/pixels/opening.js';

const size = 40;

/** A mask of what lies in any of some boxes of (left, top, right, bottom). */
function maskOf(...boxes: readonly (readonly [number, number, number, number])[]): Uint8Array {
  return Uint8Array.from({ length: size * size }, (_, at) => {
    const [x, y] = [at % size, Math.floor(at / size)];
    return boxes.some(([x0, y0, x1, y1]) => x >= x0 && x < x1 && y >= y0 && y < y1) ? 255 : 0;
  });
}

describe('openMask', () => {
  const block = [4, 4, 20, 20] as const;
  const bar = [20, 10, 36, 13] as const;

  it('takes out a bar that is thinner than the disc, though it joins a block, which stays', () => {
    const opened = openMask(maskOf(block, bar), size, size, 3);
    expect(opened[11 * size + 30]).toBe(0);
    expect(opened[11 * size + 10]).toBe(255);
    const left = opened.reduce((sum, byte) => sum + byte / 255, 0);
    // All of the block but its corners.
    expect(left).toBeGreaterThan(16 * 16 - 20);
    expect(left).toBeLessThan(16 * 16 + 8);
  });

  it('takes nothing out with a disc of less than a pixel, and adds nothing ever', () => {
    const mask = maskOf(block, bar);
    expect(openMask(mask, size, size, 0.5)).toEqual(mask);
    openMask(mask, size, size, 2.5).forEach((byte, at) => {
      expect(byte).toBeLessThanOrEqual(mask[at]);
    });
  });

  it('takes what the edge of the picture cuts for as thick as it may be', () => {
    const cut = maskOf([0, 0, 3, size]);
    expect(openMask(cut, size, size, 2)).toEqual(cut);
  });
});
