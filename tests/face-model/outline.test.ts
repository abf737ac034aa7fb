import { expect, it } from 'vitest';
import { withOutlineOf } from '../../src/face-model/outline.js';
import { placeSurrogate } from '../../src/face-model/surrogate.js';
import { drawIdentity, fitFace } from '../../src/face-model/fit.js';
import { formPoints } from '../../src/face-model/form.js';
import { placePoints } from '../../src/face-model/pose.js';
import { ovalPoints } from '../../src/face-model/render/parts.js';
import { seeded, turned } from './heads.js';

it('brings the outline four fifths of the way back and leaves eyes, nose and mouth', () => {
  const form = { identity: drawIdentity(seeded(1)), expression: [] };
  const model = placePoints(formPoints(form), turned(10, 5));
  const other = placeSurrogate(fitFace(model), drawIdentity(seeded(2), 2));
  const held = withOutlineOf(other, model);
  const apart = (placed: Readonly<Float64Array>, point: number) =>
    Math.hypot(placed[3 * point] - model[3 * point], placed[3 * point + 1] - model[3 * point + 1]);
  for (const point of ovalPoints) {
    expect(apart(held, point)).toBeCloseTo(0.2 * apart(other, point), 6);
  }
  for (const point of [1, 4, 13, 33, 61, 133, 263, 291, 362]) {
    for (const axis of [0, 1, 2]) expect(held[3 * point + axis]).toBe(other[3 * point + axis]);
  }
  expect(Array.from(held).filter((value, at) => at % 3 === 2 && value !== other[at])).toEqual([]);
});
