import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyImage } from '../../src/core/image.js';
import { equalOutside, psnr } from '../../src/pixels/compare.js';
import { drawNoise, drawPlain } from '../support/draw.js';

describe('equalOutside', () => {
  it('tells for every single pixel whether it lies in one of the boxes', () => {
    const image = drawNoise(9, 7, 1);
    const boxes = [
      { x0: 1, y0: 1, x1: 4, y1: 5 },
      { x0: 2, y0: 1, x1: 3, y1: 2 },
      { x0: 3, y0: 2, x1: 6, y1: 7 },
      { x0: 7.5, y0: -3, x1: 30, y1: 1.2 },
    ];
    for (let y = 0; y < 7; y++) {
      for (let x = 0; x < 9; x++) {
        const changed = copyImage(image);
        changed.data[(y * 9 + x) * 3 + 2] ^= 1;
        const inside =
          (x >= 1 && x < 4 && y >= 1 && y < 5) || (x >= 3 && x < 6 && y >= 2) || (x >= 7 && y < 2);
        expect(equalOutside(image, changed, boxes)).toBe(inside);
      }
    }
  });

  it('finds one changed byte anywhere when there are no boxes', () => {
    const image = drawNoise(6, 5, 2, 4);
    expect(equalOutside(image, copyImage(image), [])).toBe(true);
    fc.assert(
      fc.property(fc.nat(119), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = copyImage(image);
        changed.data[at] ^= by;
        expect(equalOutside(image, changed, [])).toBe(false);
      }),
    );
  });

  it('is false for pictures of another size or number of channels', () => {
    const everything = [{ x0: 0, y0: 0, x1: 99, y1: 99 }];
    expect(equalOutside(drawPlain(4, 4), drawPlain(4, 5), everything)).toBe(false);
    expect(equalOutside(drawPlain(4, 4), drawPlain(4, 4, '#fff', 4), everything)).toBe(false);
  });

  it('reads pictures that are views into a larger memory', () => {
    const memory = Uint8Array.from({ length: 40 }, (_, i) => i);
    const view = { data: memory.subarray(4, 16), width: 2, height: 2, channels: 3 as const };
    expect(equalOutside(view, copyImage(view), [])).toBe(true);
  });
});

describe('psnr', () => {
  it('is 20 log10(255 / d) when every byte differs by d', () => {
    expect(psnr(drawPlain(5, 5, '#000000'), drawPlain(5, 5, '#050505'))).toBeCloseTo(
      20 * Math.log10(51),
    );
  });

  it('is infinite for equal pictures and refuses to compare sizes', () => {
    expect(psnr(drawNoise(4, 4, 1), drawNoise(4, 4, 1))).toBe(Infinity);
    expect(() => psnr(drawPlain(4, 4), drawPlain(5, 4))).toThrow(RangeError);
  });
});
