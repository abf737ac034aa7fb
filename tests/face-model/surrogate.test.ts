import { describe, expect, test } from 'vitest';
import { expressionAxes } from '../../src/face-model/axes.js';
import type { FittedFace } from '../../src/face-model/face.js';
import { drawIdentity, fitFace } from '../../src/face-model/fit.js';
import { formPoints } from '../../src/face-model/form.js';
import { placePoints } from '../../src/face-model/pose.js';
import { angleBetween } from '../../src/numbers/rotation.js';
import { giveIdentity, placeSurrogate } from '../../src/face-model/surrogate.js';
import { seeded, turned } from './heads.js';

/** The gap between two points as a share of the distance between two others. */
function gap(points: ArrayLike<number>, upper: number, lower: number, right: number, left: number) {
  const apart = (a: number, b: number) =>
    Math.hypot(...[0, 1, 2].map((axis) => points[3 * a + axis] - points[3 * b + axis]));
  return (points[3 * lower + 1] - points[3 * upper + 1]) / apart(right, left);
}

const gaps = [
  [159, 145, 33, 133],
  [386, 374, 263, 362],
  [13, 14, 61, 291],
] as const;

function face(actions: Readonly<Record<string, number>>, seed: number, yaw = 20): FittedFace {
  const random = seeded(seed);
  const expression = expressionAxes.map(({ id }) => actions[id] ?? 0);
  const points = formPoints({ identity: drawIdentity(random), expression });
  return fitFace(placePoints(points, turned(yaw, 5)));
}

const looks = {
  'at rest': {},
  laughing: { 'jaw-open': 0.7, 'smile-left': 1, 'smile-right': 1, 'cheek-raise': 0.7 },
  winking: { 'eye-shut-left': 1 },
  staring: { 'eye-shut-left': -0.5, 'eye-shut-right': -0.5, 'jaw-open': 1 },
};

describe('another identity in the place of a face', () => {
  test.each(Object.entries(looks))(
    'keeps lids and lips as open and the mouth as bent as they were: %s',
    (_, look) => {
      for (const seed of [1, 2, 3]) {
        const fitted = face(look, seed);
        const { form } = giveIdentity(fitted, drawIdentity(seeded(50 + seed)));
        for (const corner of [61, 291]) {
          const before = gap(formPoints(fitted.form), corner, 13, 61, 291);
          const after = gap(formPoints(form), corner, 13, 61, 291);
          expect(Math.abs(after - before)).toBeLessThan(0.045);
        }
        for (const [upper, lower, right, left] of gaps) {
          const before = gap(formPoints(fitted.form), upper, lower, right, left);
          const after = gap(formPoints(form), upper, lower, right, left);
          expect(Math.abs(after - before)).toBeLessThan(0.03);
        }
      }
    },
  );

  test('has cheeks raised more than the fit dares, and as they were where the rest is kept', () => {
    const fitted = face({ 'cheek-raise': 0.8, 'smile-left': 0.8, 'smile-right': 0.8 }, 12, 0);
    const axis = expressionAxes.findIndex(({ id }) => id === 'cheek-raise');
    const raisedBy = (restKept: number) =>
      giveIdentity(fitted, fitted.form.identity, { restKept }).form.expression[axis] /
      fitted.form.expression[axis];
    expect(raisedBy(0)).toBeCloseTo(1.3, 6);
    expect(raisedBy(1)).toBeCloseTo(1, 6);
  });

  test('does nothing where it is to be calm, whatever the person did', () => {
    const identity = drawIdentity(seeded(12));
    const [laughing, staring] = [looks.laughing, looks.staring].map(
      (look) => giveIdentity(face(look, 5, 0), identity, { calm: true }).form,
    );
    expect(laughing).toEqual(staring);
    expect(gap(formPoints(laughing), 13, 14, 61, 291)).toBeLessThan(0.03);
  });

  test('takes over nothing that the axes do not name', () => {
    const fitted = face({}, 4);
    const identity = drawIdentity(seeded(5));
    const given = giveIdentity(fitted, identity);
    expect(given.form.rest).toBeUndefined();
    expect(given.form.identity).toEqual(identity);
    expect(angleBetween(given.pose.rotation, fitted.pose.rotation)).toBeLessThan(8);
  });

  test('does not depend on who was there before, but for eyes, mouth and pose', () => {
    const [a, b] = [6, 7].map((seed) => giveIdentity(face({}, seed, 0), drawIdentity(seeded(8))));
    const [p, q] = [formPoints(a.form), formPoints(b.form)];
    const far = [10, 152, 234, 454, 58, 288, 4, 205, 425];
    for (const index of far) {
      for (const axis of [0, 1, 2]) {
        // What is taken for an expression is carried over: some millimetres at most.
        expect(Math.abs(p[3 * index + axis] - q[3 * index + axis])).toBeLessThan(0.35);
      }
    }
  });

  test('shuts lips that only look parted, and leaves open mouths open', () => {
    const openness = (part: number) => {
      const fitted = face({ 'lips-part': part }, 12, 0);
      const given = giveIdentity(fitted, drawIdentity(seeded(13)));
      return [fitted, given].map(({ form }) => gap(formPoints(form), 13, 14, 61, 291));
    };
    const [slight, shut] = openness(-0.95);
    expect(slight).toBeGreaterThan(0.02);
    expect(shut).toBeLessThan(0.5 * slight);
    const [wide, open] = openness(0.3);
    expect(wide).toBeGreaterThan(0.1);
    expect(open).toBeGreaterThan(0.9 * wide);
  });

  test.each([1e-6, 1e-3, 0.1, 1])('is somewhere for a mesh %d pixels wide', (width) => {
    const points = placePoints(formPoints({ identity: [], expression: [] }), turned(0, 5));
    const thin = points.map((value, at) => (at % 3 === 0 ? width * value : value));
    const fitted = fitFace(thin);
    for (const restKept of [0, 1]) {
      const placed = placeSurrogate(fitted, drawIdentity(seeded(11)), { restKept });
      expect(placed.every(Number.isFinite)).toBe(true);
    }
  });

  test('has eyes, nose and mouth where they were, as far as it can', () => {
    const fitted = face({}, 9, -35);
    const before = placePoints(formPoints(fitted.form), fitted.pose);
    const after = placeSurrogate(fitted, drawIdentity(seeded(10)));
    const apart = (index: number) =>
      Math.hypot(
        after[3 * index] - before[3 * index],
        after[3 * index + 1] - before[3 * index + 1],
      );
    const eyes = Math.hypot(before[99] - before[789], before[100] - before[790]);
    const mean = [33, 133, 263, 362, 1, 61, 291].reduce((sum, index) => sum + apart(index) / 7, 0);
    expect(mean / eyes).toBeLessThan(0.06);
  });
});
