import { describe, expect, it } from 'vitest';
import { boxWidth, type Box } from '../../src/core/geometry.js';
import { copyImage, type RawImage } from '../../src/core/image.js';
import { gaussianBlur } from '../../src/pixels/blur.js';
import { equalOutside } from '../../src/pixels/compare.js';
import { crop } from '../../src/pixels/crop.js';
import { drawBox, drawFace, drawGradient, drawNoise, drawPlain } from '../support/draw.js';

/** The definition: every pixel of the picture, weighted by a Gaussian; far slower, no shortcut. */
function exactBlur(image: RawImage, area: Box, sigma: number): Float64Array {
  const weights = (centre: number, length: number) => {
    const raw = Array.from({ length }, (_, i) => Math.exp(-((i - centre) ** 2) / (2 * sigma ** 2)));
    const sum = raw.reduce((a, b) => a + b, 0);
    return raw.map((weight) => weight / sum);
  };
  const { channels } = image;
  const width = boxWidth(area);
  const across = new Float64Array(image.height * width * channels);
  const out = new Float64Array((area.y1 - area.y0) * width * channels);
  for (let x = 0; x < width; x++) {
    weights(area.x0 + x, image.width).forEach((weight, i) => {
      for (let y = 0; y < image.height; y++) {
        for (let c = 0; c < channels; c++) {
          across[(y * width + x) * channels + c] +=
            weight * image.data[(y * image.width + i) * channels + c];
        }
      }
    });
  }
  for (let y = area.y0; y < area.y1; y++) {
    weights(y, image.height).forEach((weight, j) => {
      for (let x = 0; x < width * channels; x++) {
        out[(y - area.y0) * width * channels + x] += weight * across[j * width * channels + x];
      }
    });
  }
  return out;
}

function largestError(image: RawImage, area: Box, sigma: number): number {
  const exact = exactBlur(image, area, sigma);
  const blurred = gaussianBlur(image, area, sigma);
  return exact.reduce((worst, value, i) => Math.max(worst, Math.abs(value - blurred.data[i])), 0);
}

const picture = drawGradient(240, 200);
drawBox(picture, { x0: 150, y0: 40, x1: 175, y1: 160 }, '#ffffff');
drawBox(picture, { x0: 0, y0: 90, x1: 240, y1: 99 }, '#000000');
drawFace(picture, { x0: 40, y0: 40, x1: 130, y1: 160 }, 1);

describe('gaussianBlur', () => {
  it.each([0.5, 1, 2.5, 5, 7.9])('is the Gaussian to rounding for sigma %d', (sigma) => {
    expect(largestError(picture, { x0: 20, y0: 15, x1: 201, y1: 150 }, sigma)).toBeLessThan(0.53);
  });

  it.each([8, 11, 16, 25, 43])(
    'is within two grey levels of the Gaussian for sigma %d',
    (sigma) => {
      expect(largestError(picture, { x0: 20, y0: 15, x1: 201, y1: 150 }, sigma)).toBeLessThan(2);
    },
  );

  it.each([
    [3, 0.53],
    [20, 2],
  ])('renormalises at the edges of the picture, sigma %d', (sigma, limit) => {
    const whole = { x0: 0, y0: 0, x1: 240, y1: 200 };
    expect(largestError(picture, whole, sigma)).toBeLessThan(limit);
  });

  it('gives a part of the picture what it gives it in the whole', () => {
    const area = { x0: 50, y0: 60, x1: 90, y1: 80 };
    const whole = gaussianBlur(picture, { x0: 0, y0: 0, x1: 240, y1: 200 }, 4);
    expect(gaussianBlur(picture, area, 4)).toEqual(crop(whole, area));
  });

  it('keeps a plain picture plain, also with a sigma larger than the picture', () => {
    for (const [width, height] of [
      [1, 1],
      [30, 17],
    ]) {
      const plain = drawPlain(width, height, '#6391c2', 4);
      expect(gaussianBlur(plain, { x0: 0, y0: 0, x1: width, y1: height }, 60)).toEqual(plain);
    }
  });

  it('keeps grey pictures grey', () => {
    const grey = drawNoise(60, 60, 1);
    for (let i = 0; i < grey.data.length; i++) grey.data[i] = grey.data[i - (i % 3)];
    const { data } = gaussianBlur(grey, { x0: 0, y0: 0, x1: 60, y1: 60 }, 9);
    expect(data.every((value, i) => value === data[i - (i % 3)])).toBe(true);
  });

  it('takes no colour from invisible pixels', () => {
    const visible = drawPlain(40, 40, '#c06020', 4);
    const mixed = copyImage(visible);
    for (let x = 20; x < 40; x++) {
      for (let y = 0; y < 40; y++) mixed.data.set([0, 255, 0, 0], (y * 40 + x) * 4);
    }
    const { data } = gaussianBlur(mixed, { x0: 0, y0: 0, x1: 24, y1: 40 }, 3);
    for (let i = 0; i < data.length; i += 4) {
      expect(Math.abs(data[i] - 0xc0) + Math.abs(data[i + 1] - 0x60)).toBeLessThanOrEqual(2);
    }
    expect(data[3]).toBe(255);
    expect(data[23 * 4 + 3]).toBeLessThan(60);
  });

  it('does not change the picture it reads', () => {
    const before = copyImage(picture);
    gaussianBlur(picture, { x0: 0, y0: 0, x1: 100, y1: 100 }, 12);
    expect(equalOutside(before, picture, [])).toBe(true);
  });
});
