import { describe, expect, it } from 'vitest';
import type { RawImage } from '../../src/core/image.js';
import { resize } from '../../src/pixels/resize.js';
import { drawGradient, drawNoise, drawPlain } from '../support/draw.js';

function row(...reds: number[]): RawImage {
  const data = Uint8Array.from(reds.flatMap((red) => [red, 0, 0]));
  return { data, width: reds.length, height: 1, channels: 3 };
}
const reds = (image: RawImage) => [...image.data].filter((_, i) => i % image.channels === 0);

describe('resize', () => {
  it('averages over the area each new pixel covers when it shrinks', () => {
    expect(reds(resize(row(0, 100, 200, 40), 2, 1))).toEqual([50, 120]);
    expect(reds(resize(row(30, 60, 90), 2, 1))).toEqual([40, 80]);
  });

  it('interpolates between pixel centres when it grows', () => {
    expect(reds(resize(row(0, 100), 4, 1))).toEqual([0, 25, 75, 100]);
    expect(reds(resize(row(70), 3, 1))).toEqual([70, 70, 70]);
  });

  it('changes nothing at the same size', () => {
    expect(resize(drawNoise(7, 5, 1), 7, 5)).toEqual(drawNoise(7, 5, 1));
  });

  it('keeps a plain picture plain at any size', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 40],
      [29, 2],
    ]) {
      expect(resize(drawPlain(13, 11, '#3a7bd5', 4), width, height)).toEqual(
        drawPlain(width, height, '#3a7bd5', 4),
      );
    }
  });

  it('keeps a gradient a gradient', () => {
    const small = resize(drawGradient(64, 64), 16, 16);
    expect(Math.abs(small.data[3 * 8] - (255 * (8.5 * 4 - 0.5)) / 63)).toBeLessThan(1);
  });

  it('takes no colour from invisible pixels', () => {
    const data = Uint8Array.from([200, 100, 50, 255, 0, 0, 0, 0]);
    const out = resize({ data, width: 2, height: 1, channels: 4 }, 1, 1);
    expect([...out.data]).toEqual([200, 100, 50, 128]);
  });
});
