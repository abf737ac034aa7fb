import { describe, expect, it } from 'vitest';
import { createImage, type RawImage } from '../../../src/core/image.js';
import type { FacePatch } from '../../../src/face-model/render/patch.js';
import { matchSharpness } from '../../../src/face-model/render/sharpness.js';

const side = 96;

/** Stripes of 12 pixels, dark and bright, whose edges are so many pixels wide. */
function stripes(edge: number): number[] {
  return Array.from({ length: side * side }, (_, i) => {
    const along = Math.abs((((i % side) + 3) % 24) - 12) - 6;
    return Math.round(120 + 60 * Math.tanh((2 * along) / edge));
  });
}

function drawn(edge: number): FacePatch {
  const all = new Uint8Array(side * side).fill(255);
  return {
    box: { x0: 0, y0: 0, x1: side, y1: side },
    ...{ width: side, height: side, cover: all, share: all },
    colour: Uint8ClampedArray.from(stripes(edge).flatMap((value) => [value, value, value])),
  };
}

function picture(edge: number): RawImage {
  const image = createImage(side, side);
  image.data.set(stripes(edge).flatMap((value) => [value, value, value]));
  return image;
}

/** The steepest step from a pixel to the next. */
function steepest({ colour }: FacePatch): number {
  let most = 0;
  for (let x = 4; x < side - 4; x++) {
    const at = 3 * (40 * side + x);
    most = Math.max(most, Math.abs(colour[at + 3] - colour[at]));
  }
  return most;
}

describe('matchSharpness', () => {
  it('makes a face as soft as a picture out of focus, and a soft one sharper', () => {
    const [sharp, soft] = [drawn(1.5), drawn(2.5)];
    const [before, after] = [steepest(sharp), steepest(soft)];
    matchSharpness(sharp, picture(6), 200);
    expect(steepest(sharp)).toBeLessThan(0.75 * before);
    matchSharpness(soft, picture(1), 50);
    expect(steepest(soft)).toBeGreaterThan(1.15 * after);
  });

  it('leaves a face that is as sharp as the picture, one drawn in full detail, and a very tall one', () => {
    const same = drawn(3);
    matchSharpness(same, picture(3), 200);
    expect(same.colour).toEqual(drawn(3).colour);
    const hairs = drawn(2.5);
    matchSharpness(hairs, picture(1), 140);
    expect(hairs.colour).toEqual(drawn(2.5).colour);
    const tall = drawn(1.5);
    matchSharpness(tall, picture(6), 600);
    expect(tall.colour).toEqual(drawn(1.5).colour);
  });

  it('does not blur a small face away', () => {
    const small = drawn(1.5);
    matchSharpness(small, picture(9), 28);
    expect(small.colour).toEqual(drawn(1.5).colour);
  });
});
