import { describe, expect, it } from 'vitest';
import { parseColour } from '../../src/pixels/colour.js';
import { equalOutside } from '../../src/pixels/compare.js';
import { crop } from '../../src/pixels/crop.js';
import { fillBox, fillCovered, plainImage } from '../../src/pixels/fill.js';
import { drawNoise } from '../support/draw.js';

const red = { red: 200, green: 10, blue: 20 };

describe('parseColour', () => {
  it('reads short and long hex notation', () => {
    expect(parseColour('#1aF')).toEqual({ red: 0x11, green: 0xaa, blue: 0xff });
    expect(parseColour('#102030')).toEqual({ red: 16, green: 32, blue: 48 });
  });

  it.each(['red', '#12345', '#12345678', '102030', '#10203g', '#102030\n'])(
    'refuses %j',
    (text) => {
      expect(() => parseColour(text)).toThrow(RangeError);
    },
  );
});

describe('fillBox', () => {
  it('fills every pixel of the box up to the last row and column, and nothing else', () => {
    const image = drawNoise(8, 6, 1);
    const canvas = { ...image, data: image.data.slice() };
    const box = { x0: 3, y0: 2, x1: 8, y1: 6 };
    fillBox(canvas, box, red);
    expect(crop(canvas, box)).toEqual(plainImage(box, 3, red));
    expect(equalOutside(image, canvas, [box])).toBe(true);
  });

  it('makes transparent pixels opaque', () => {
    const canvas = drawNoise(4, 4, 2, 4);
    fillBox(canvas, { x0: -3, y0: -3, x1: 2, y1: 1 }, red);
    expect([...canvas.data.subarray(0, 8)]).toEqual([200, 10, 20, 255, 200, 10, 20, 255]);
    expect([...canvas.data.subarray(8)]).toEqual([...drawNoise(4, 4, 2, 4).data.subarray(8)]);
  });

  it('leaves the picture alone when the box lies outside it', () => {
    const canvas = drawNoise(4, 4, 3);
    fillBox(canvas, { x0: 4, y0: 0, x1: 9, y1: 4 }, red);
    expect(canvas).toEqual(drawNoise(4, 4, 3));
  });
});

describe('fillCovered', () => {
  it('fills the fully covered pixels of the area and no others', () => {
    for (const channels of [3, 4] as const) {
      const image = drawNoise(4, 3, 5, channels);
      const canvas = { ...image, data: image.data.slice() };
      const area = { x0: 1, y0: 1, x1: 4, y1: 3 };
      fillCovered(canvas, area, Uint8Array.of(255, 254, 0, 0, 0, 255), red);
      for (let i = 0; i < 12; i++) {
        const now = [...canvas.data.subarray(i * channels, (i + 1) * channels)];
        const before = [...image.data.subarray(i * channels, (i + 1) * channels)];
        const filled = [200, 10, 20, 255].slice(0, channels);
        expect(now).toEqual(i === 5 || i === 11 ? filled : before);
      }
    }
  });
});
