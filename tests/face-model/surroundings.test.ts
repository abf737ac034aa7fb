import { describe, expect, it } from 'vitest';
import { createImage, type RawImage } from '../../src/core/image.js';
import { fitLight, readLight } from '../../src/face-model/light.js';
import { coloursAround } from '../../src/face-model/surroundings.js';
import { unwrap } from '../../src/face-model/unwrap.js';
import { turned } from './heads.js';
import { coverOf, drawFaceOn, placed } from './render/drawn-face.js';

const size = 256;
const frontal = placed(turned(0, 0, 9));
const hair = [52, 40, 33] as const;
const shaded = [84, 60, 50] as const;

/** A face under dark hair, one side of it in shadow or behind that hair. */
function halfDark(colour: readonly number[], from: number): RawImage {
  const image = drawFaceOn('#342821', frontal, size, size);
  const cover = coverOf(frontal, size, size);
  for (let i = 0; i < size * size; i++) {
    if (cover[i] === 255 && i % size > from) image.data.set(colour, 3 * i);
  }
  return image;
}

describe('coloursAround', () => {
  it('tells hair from skin in a shadow as dark as the light allows', () => {
    const others = coloursAround(halfDark(shaded, frontal[3 * 1] + 12), frontal);
    expect(others?.(...hair)).toBe(1);
    expect(others?.(...shaded)).toBe(0);
    expect(others?.(200, 150, 125)).toBe(0);
  });

  it('tells a bright wall from a few glaring places of the skin', () => {
    const before = drawFaceOn('#fafafa', frontal, size, size);
    expect(coloursAround(before, frontal)?.(250, 250, 250)).toBe(1);
    const dark = drawFaceOn('#342821', frontal, size, size);
    dark.data.fill(250, 0, 3 * size * 2);
    expect(coloursAround(dark, frontal)?.(250, 250, 250)).toBe(0);
  });

  it('knows nothing of a face that lies outside of the picture', () => {
    expect(
      coloursAround(
        createImage(20, 20),
        frontal.map((value) => value + 400),
      ),
    ).toBeNull();
  });
});

describe('readLight', () => {
  it('does not take hair that hangs over a cheek for a shadow', () => {
    const side = ([x]: readonly number[]) => x;
    const curtain = halfDark(hair, frontal[3 * 1] + 9);
    const fooled = fitLight(unwrap(curtain, frontal), frontal);
    const read = readLight(curtain, frontal);
    expect(Math.abs(side(fooled.shading.slice(1)))).toBeGreaterThan(0.1);
    expect(Math.abs(side(read.shading.slice(1)))).toBeLessThan(0.03);
  });
});
