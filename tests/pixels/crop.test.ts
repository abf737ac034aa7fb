import { describe, expect, it } from 'vitest';
import { createImage } from '../../src/core/image.js';
import { crop, paste } from '../../src/pixels/crop.js';
import { drawNoise } from '../support/draw.js';

describe('crop and paste', () => {
  it('crop copies exactly the pixels of the box', () => {
    const image = drawNoise(5, 4, 1);
    const part = crop(image, { x0: 1, y0: 2, x1: 4, y1: 4 });
    expect([part.width, part.height]).toEqual([3, 2]);
    expect([...part.data.subarray(0, 9)]).toEqual([...image.data.subarray(33, 42)]);
    expect([...part.data.subarray(9)]).toEqual([...image.data.subarray(48, 57)]);
  });

  it('crop cuts off what reaches out of the picture and shares no memory', () => {
    const image = drawNoise(5, 4, 1, 4);
    const whole = crop(image, { x0: -9, y0: -9, x1: 99, y1: 99 });
    expect(whole).toEqual(image);
    whole.data.fill(0);
    expect(image.data.some((byte) => byte > 0)).toBe(true);
    expect(crop(image, { x0: 9, y0: 0, x1: 12, y1: 4 }).data).toHaveLength(0);
  });

  it('pasting a crop back where it came from changes nothing', () => {
    const image = drawNoise(9, 7, 2);
    const canvas = { ...image, data: image.data.slice() };
    paste(canvas, crop(image, { x0: 2, y0: 3, x1: 9, y1: 7 }), 2, 3);
    expect(canvas).toEqual(image);
  });

  it('paste leaves out what reaches over any border of the canvas', () => {
    const patch = drawNoise(3, 3, 3);
    for (const [x, y] of [
      [-1, -2],
      [2, 3],
    ]) {
      const canvas = createImage(4, 4);
      paste(canvas, patch, x, y);
      for (let py = 0; py < 4; py++) {
        for (let px = 0; px < 4; px++) {
          const inside = px >= x && px < x + 3 && py >= y && py < y + 3;
          const expected = inside ? patch.data[((py - y) * 3 + px - x) * 3] : 0;
          expect(canvas.data[(py * 4 + px) * 3]).toBe(expected);
        }
      }
    }
  });
});
