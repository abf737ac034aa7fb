import { describe, expect, it } from 'vitest';
import type { RawImage } from '../../src/core/image.js';
import { findCover, uncovered } from '../../src/face-model/cover.js';
import { fitLight } from '../../src/face-model/light.js';
import { renderFace } from '../../src/face-model/render.js';
import { unwrap } from '../../src/face-model/unwrap.js';
import { turned } from './heads.js';
import {
  coverOf,
  drawFaceOn,
  evenLight,
  placed,
  plainAppearance,
  skin,
} from './render/drawn-face.js';

const size = 256;
const frontal = placed(turned(0, 0, 9));

/** A face of which one colour hides all below the root of the nose, and what of it hangs over. */
function masked(red: number, green: number, blue: number, from = 197): RawImage {
  const image = drawFaceOn('#405060', frontal, size, size);
  const cover = coverOf(frontal, size, size);
  const top = Math.round(frontal[3 * from + 1]);
  for (let i = top * size; i < size * size; i++) {
    if (cover[i] > 0 || cover[i - 5 * size] > 0) image.data.set([red, green, blue], 3 * i);
  }
  return image;
}

function colourOf({ data }: RawImage, point: number): number[] {
  const at = 3 * (Math.round(frontal[3 * point + 1]) * size + Math.round(frontal[3 * point]));
  return [...data.subarray(at, at + 3)];
}

const covers = { white: [235, 238, 240], blue: [120, 175, 215], black: [30, 30, 32] } as const;

describe('findCover', () => {
  it.each(Object.entries(covers))('tells a %s mask from the skin above it', (_, [r, g, b]) => {
    const image = masked(r, g, b);
    const isBare = findCover((point) => colourOf(image, point));
    expect(isBare?.(r, g, b)).toBe(false);
    expect(isBare?.(skin.red, skin.green, skin.blue)).toBe(true);
  });

  it('finds none on a bare face, in a shadow across it, or where only the chin is hidden', () => {
    const bare = drawFaceOn('#405060', frontal, size, size);
    const shaded = masked(0.6 * skin.red, 0.6 * skin.green, 0.6 * skin.blue);
    for (const image of [bare, shaded, masked(40, 30, 25, 17)]) {
      expect(findCover((point) => colourOf(image, point))).toBeNull();
    }
    expect(findCover(() => null)).toBeNull();
  });
});

describe('a face under a mask', () => {
  it('is drawn with the skin that is seen, not in the colour of the mask, and so is its light', () => {
    for (const [red, green, blue] of Object.values(covers)) {
      const image = masked(red, green, blue);
      const { tint } = fitLight(uncovered(unwrap(image, frontal)), frontal);
      expect(Math.abs(tint.red - skin.red)).toBeLessThan(12);
      expect(Math.abs(tint.blue - skin.blue)).toBeLessThan(12);
      const out = renderFace({
        ...{ image, from: frontal, to: frontal, light: evenLight },
        area: { x0: 0, y0: 0, x1: size, y1: size },
        appearance: plainAppearance('#8060a0'),
      });
      for (const point of [50, 280, 205, 425, 199]) {
        const [r, g, b] = colourOf(out, point);
        expect(Math.abs(r - skin.red), `point ${point}`).toBeLessThan(30);
        expect(Math.abs(g - skin.green), `point ${point}`).toBeLessThan(30);
        expect(Math.abs(b - skin.blue), `point ${point}`).toBeLessThan(30);
      }
    }
  });

  it('leaves no rim of the mask right under the chin', () => {
    const image = masked(...covers.white);
    const out = renderFace({
      ...{ image, from: frontal, to: frontal, light: evenLight, appearance: plainAppearance() },
      area: { x0: 0, y0: 0, x1: size, y1: size },
    });
    const [x, y] = [frontal[3 * 152], frontal[3 * 152 + 1]].map(Math.round);
    const under = 3 * ((y + 2) * size + x);
    expect(image.data[under + 2]).toBe(240);
    expect(out.data[under + 2]).toBeLessThan(180);
  });
});
