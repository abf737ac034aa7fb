import { describe, expect, it } from 'vitest';
import type { RawImage } from '../../src/core/image.js';
import { blendByMask, layOver } from '../../src/pixels/blend.js';
import { drawNoise, drawPlain } from '../support/draw.js';

const rgba = (...data: number[]): RawImage => ({
  data: Uint8Array.from(data),
  width: data.length / 4,
  height: 1,
  channels: 4,
});

describe('blendByMask', () => {
  it('takes the patch at 255, the canvas at 0 and a straight mix between', () => {
    const canvas = drawPlain(5, 2, '#000000');
    const area = { x0: 1, y0: 1, x1: 4, y1: 2 };
    blendByMask(canvas, drawPlain(3, 1, '#c8c8c8'), area, Uint8Array.of(255, 0, 102));
    const values = Array.from({ length: 10 }, (_, i) => canvas.data[i * 3]);
    expect(values).toEqual([0, 0, 0, 0, 0, 0, 200, 0, 80, 0]);
  });

  it('mixes alpha and weighs colours by opacity', () => {
    const canvas = rgba(255, 255, 255, 0, 100, 100, 100, 255);
    const area = { x0: 0, y0: 0, x1: 2, y1: 1 };
    blendByMask(canvas, rgba(20, 40, 60, 255, 0, 0, 0, 255), area, Uint8Array.of(51, 51));
    expect([...canvas.data]).toEqual([20, 40, 60, 51, 80, 80, 80, 255]);
  });

  it('leaves no colour in pixels that become invisible', () => {
    const canvas = rgba(9, 9, 9, 0);
    blendByMask(canvas, rgba(7, 7, 7, 0), { x0: 0, y0: 0, x1: 1, y1: 1 }, Uint8Array.of(99));
    expect([...canvas.data]).toEqual([0, 0, 0, 0]);
  });
});

describe('layOver', () => {
  it('mixes by the patch’s alpha and keeps the canvas opaque', () => {
    const canvas = rgba(100, 100, 100, 255, 100, 100, 100, 255, 100, 100, 100, 255);
    layOver(canvas, rgba(200, 0, 100, 255, 200, 0, 100, 51, 200, 0, 100, 0), 0, 0);
    expect([...canvas.data]).toEqual([200, 0, 100, 255, 120, 80, 100, 255, 100, 100, 100, 255]);
  });

  it('leaves out what reaches over any border', () => {
    for (const [x, y] of [
      [-2, -1],
      [3, 2],
    ]) {
      const canvas = drawPlain(5, 4, '#000000');
      layOver(canvas, drawPlain(4, 3, '#ffffff'), x, y);
      for (let i = 0; i < 20; i++) {
        const [px, py] = [i % 5, Math.floor(i / 5)];
        const inside = px >= x && px < x + 4 && py >= y && py < y + 3;
        expect(canvas.data[i * 3]).toBe(inside ? 255 : 0);
      }
    }
  });

  it('copies a patch without alpha', () => {
    const canvas = drawPlain(3, 3, '#000000');
    layOver(canvas, drawNoise(3, 3, 1), 0, 0);
    expect(canvas).toEqual(drawNoise(3, 3, 1));
  });
});
