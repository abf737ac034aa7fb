import { describe, expect, it } from 'vitest';
import type { RawImage } from '../../../src/core/image.js';
import { renderFace, type RenderRequest } from '../../../src/face-model/render.js';
import { drawNoise } from '../../support/draw.js';
import { turned } from '../heads.js';
import { drawFaceOn, evenLight, placed, plainAppearance } from './drawn-face.js';

const size = 256;
const area = { x0: 8, y0: 4, x1: 250, y1: 252 };
const [width, height] = [area.x1 - area.x0, area.y1 - area.y0];
const from = placed(turned(0, 0, 9));
/** A wider face: what is around it has to move aside. */
const to = Float64Array.from(from, (value, at) =>
  at % 3 === 0 ? 128 + 1.2 * (value - 128) : value,
);

/** A head with a patterned hand over its cheek and jaw; the pattern goes on beside it. */
const hand = { x0: 30, y0: 150, x1: 110, y1: 200 };
const isHand = (x: number, y: number) => x >= hand.x0 && x < hand.x1 && y >= hand.y0 && y < hand.y1;
const picture = drawFaceOn('#405060', from, size, size);
const pattern = drawNoise(size, size, 3);
for (let y = hand.y0; y < hand.y1; y++) {
  const row = [3 * (y * size + hand.x0 - 20), 3 * (y * size + hand.x1)] as const;
  picture.data.set(pattern.data.subarray(...row), row[0]);
}

const maskOf = (share: number) =>
  Uint8Array.from({ length: width * height }, (_, at) =>
    isHand((at % width) + area.x0, Math.floor(at / width) + area.y0) ? share : 0,
  );

function render(changes: Partial<RenderRequest> = {}): RawImage {
  return renderFace({
    ...{ image: picture, area, from, to, appearance: plainAppearance(), light: evenLight },
    ...changes,
  });
}

const colourAt = (image: RawImage, x: number, y: number) => {
  const at = 3 * ((y - area.y0) * width + x - area.x0);
  return [...image.data.subarray(at, at + 3)];
};
const before = (x: number, y: number) => [
  ...picture.data.subarray(3 * (y * size + x), 3 * (y * size + x) + 3),
];

const isChanged = (image: RawImage, x: number, y: number) =>
  colourAt(image, x, y).some((value, c) => value !== before(x, y)[c]);

describe('what is in front of a face', () => {
  it('stays byte for byte, within the new face and outside of it', () => {
    const [plain, out] = [render(), render({ inFront: maskOf(255) })];
    let [painted, changed] = [0, 0];
    for (let y = hand.y0; y < hand.y1; y++) {
      for (let x = hand.x0; x < hand.x1; x++) {
        if (isChanged(plain, x, y)) painted++;
        if (isChanged(out, x, y)) changed++;
      }
    }
    expect(changed).toBe(0);
    // Without a mask most of it is painted over or moved aside.
    expect(painted).toBeGreaterThan(0.5 * (hand.x1 - hand.x0) * (hand.y1 - hand.y0));
  });

  it('does not drag along what is right beside it', () => {
    const [plain, out] = [render(), render({ inFront: maskOf(255) })];
    const moved = (image: RawImage) =>
      Array.from({ length: 12 }, (_, i) => [hand.x0 - 3, hand.y0 + 4 * i] as const).filter(
        ([x, y]) => isChanged(image, x, y),
      ).length;
    expect(moved(plain)).toBeGreaterThan(9);
    expect(moved(out)).toBe(0);
  });

  it('is mixed with the new face where it is half in front', () => {
    const [plain, half] = [render(), render({ inFront: maskOf(128) })];
    const [x, y] = [100, 175];
    colourAt(half, x, y).forEach((value, c) => {
      const mean = colourAt(plain, x, y)[c] + (128 / 255) * (before(x, y)[c] - colourAt(plain, x, y)[c]); // prettier-ignore
      expect(Math.abs(value - mean)).toBeLessThan(3);
    });
  });

  it('changes nothing where it is nothing', () => {
    expect(Buffer.compare(render({ inFront: maskOf(0) }).data, render().data)).toBe(0);
  });

  it('keeps the transparency of a picture', () => {
    const rgba: RawImage = { width: size, height: size, channels: 4, data: new Uint8Array(4 * size * size) }; // prettier-ignore
    for (let i = 0; i < size * size; i++) {
      rgba.data.set([...picture.data.subarray(3 * i, 3 * i + 3), 200], 4 * i);
    }
    const out = render({ image: rgba, inFront: maskOf(255) });
    expect(out.data.filter((value, at) => at % 4 === 3 && value !== 200)).toHaveLength(0);
  });
});
