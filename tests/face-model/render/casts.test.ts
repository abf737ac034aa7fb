import { describe, expect, it } from 'vitest';
import { canonicalPoints } from '../../../src/face-model/canonical.js';
import { castPoints, colourCasts } from '../../../src/face-model/render/casts.js';

/** What is left of colours that change from one side of the face to the other. */
function fromSideToSide(strength: number) {
  return castPoints.map((point) => {
    const side = Math.sign(canonicalPoints[3 * point]) * strength;
    return { point, logs: [-side, 0, side] };
  });
}

describe('colourCasts', () => {
  it('gives each cheek the colour of its own lamp', () => {
    const casts = colourCasts(fromSideToSide(0.3));
    const [right, left] = [50, 280].map((point) =>
      Array.from(casts.slice(3 * point, 3 * point + 3)),
    );
    expect(left[2] - left[0]).toBeGreaterThan(0.4);
    expect(right[0] - right[2]).toBeGreaterThan(0.4);
    expect(left[2] - left[0]).toBeLessThanOrEqual(0.6);
  });

  it('leaves red cheeks and shades of one colour to the skin they belong to', () => {
    expect(colourCasts(fromSideToSide(0.05)).every((cast) => cast === 0)).toBe(true);
    const shades = castPoints.map((point) => ({ point, logs: [0.4, 0.4, 0.4] }));
    expect(colourCasts(shades).every((cast) => cast === 0)).toBe(true);
    expect(colourCasts([]).every((cast) => cast === 0)).toBe(true);
  });
});
