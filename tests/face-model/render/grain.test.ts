import { describe, expect, it } from 'vitest';
import { createImage, type RawImage } from '../../../src/core/image.js';
import { grainAt, measureGrain } from '../../../src/face-model/render/grain.js';
import { drawGradient, seeded } from '../../support/draw.js';

const places = [40, 40, 80, 40, 40, 80, 80, 80];

/** Noise from pixel to pixel, or from square to square of `cell` pixels. */
function noisy(deviation: number, cell: number): RawImage {
  const random = seeded(`grain ${cell}`);
  const side = 128 / cell;
  const values = Array.from({ length: side * side }, () => deviation * random.normal());
  const image = createImage(128, 128);
  for (let i = 0; i < 128 * 128; i++) {
    const [x, y] = [Math.floor((i % 128) / cell), Math.floor(i / 128 / cell)];
    image.data.fill(Math.round(128 + values[y * side + x]), 3 * i, 3 * i + 3);
  }
  return image;
}

describe('measureGrain', () => {
  it('finds the noise from pixel to pixel, nearly all of it, and no other', () => {
    const { fine, coarse } = measureGrain(noisy(4, 1), places, 15, 300);
    expect(fine).toBeGreaterThan(2.7);
    expect(fine).toBeLessThan(4.2);
    expect(coarse).toBeLessThan(fine / 2);
  });

  it('tells noise of larger grains from it', () => {
    const [small, large] = [1, 2].map((cell) => measureGrain(noisy(4, cell), places, 15, 300));
    expect(large.coarse).toBeGreaterThan(small.coarse + 0.5);
    expect(large.fine).toBeLessThan(small.fine);
  });

  it('finds none on slopes, beyond the picture, or of patterns as strong as faces', () => {
    expect(measureGrain(drawGradient(128, 128), places, 15, 300).fine).toBeLessThan(0.7);
    expect(measureGrain(noisy(4, 1), [-50, 3, 900, 900], 4, 300)).toEqual({ fine: 0, coarse: 0 });
    expect(measureGrain(noisy(60, 1), places, 15, 300).fine).toBeLessThanOrEqual(7);
  });

  it('does not take the features of a small face for noise', () => {
    const features = createImage(128, 128);
    for (let i = 0; i < 128 * 128; i++) {
      const wave = Math.sin((i % 128) / 1.4) + Math.sin(Math.floor(i / 128) / 1.6);
      features.data.fill(Math.round(128 + 25 * wave), 3 * i, 3 * i + 3);
    }
    expect(measureGrain(features, places, 1, 300).fine).toBeLessThan(1);
    const [small, tall] = [28, 300].map((size) => measureGrain(noisy(12, 1), places, 9, size));
    expect(small.fine).toBeLessThan(1.3);
    expect(tall.fine).toBeGreaterThan(6);
  });
});

describe('grainAt', () => {
  it('has no mean, the deviation asked for, and is the same each time', () => {
    const values = Array.from({ length: 10_000 }, (_, i) =>
      grainAt({ fine: 2, coarse: 0 }, i % 100, Math.floor(i / 100)),
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 0);
    expect(grainAt({ fine: 2, coarse: 0 }, 7, 0)).toBe(values[7]);
  });
});
