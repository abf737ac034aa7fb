import { describe, expect, test } from 'vitest';
import { drawIdentity, fitFace } from '../../src/face-model/fit.js';
import { formPoints } from '../../src/face-model/form.js';
import { moveFace } from '../../src/face-model/move.js';
import { normalsOf } from '../../src/face-model/normals.js';
import { placePoints } from '../../src/face-model/pose.js';
import { placeSurrogate } from '../../src/face-model/surrogate.js';
import { seeded, turned } from './heads.js';

const area = { x0: 8, y0: 4, x1: 248, y1: 252 };
const across = area.x1 - area.x0;

function faces(yaw: number, seed: number) {
  const identity = drawIdentity(seeded(seed));
  const mesh = placePoints(formPoints({ identity, expression: [] }), turned(yaw, 5, 9));
  return {
    from: mesh,
    to: placeSurrogate(fitFace(mesh), drawIdentity(seeded(seed + 50)), { restKept: 1 }),
  };
}

describe('moving a face', () => {
  test.each([0, 30, -60])('brings its points to where they should be, at a yaw of %i°', (yaw) => {
    const { from, to } = faces(yaw, 1);
    const { x, y } = moveFace(from, to, area, area);
    const normals = normalsOf(from);
    let [wanted, missed, count] = [0, 0, 0];
    for (let at = 0; at < to.length; at += 3) {
      if (normals[at + 2] > -0.3) continue;
      const pixel = Math.floor(to[at + 1] - area.y0) * across + Math.floor(to[at] - area.x0);
      wanted += Math.hypot(from[at] - to[at], from[at + 1] - to[at + 1]);
      missed += Math.hypot(to[at] + x[pixel] - from[at], to[at + 1] + y[pixel] - from[at + 1]);
      count++;
    }
    expect(wanted / count).toBeGreaterThan(1);
    expect(missed / wanted).toBeLessThan(0.25);
  });

  test.each([0, 30, -60])('tears nothing and folds nothing, at a yaw of %i°', (yaw) => {
    for (const seed of [2, 3, 4]) {
      const { from, to } = faces(yaw, seed);
      const { x, y, width, height } = moveFace(from, to, area, area);
      let folds = 0;
      for (let row = 0; row + 1 < height; row++) {
        for (let column = 0; column + 1 < width; column++) {
          const at = row * width + column;
          const [a, b] = [1 + x[at + 1] - x[at], y[at + 1] - y[at]];
          const [c, d] = [x[at + width] - x[at], 1 + y[at + width] - y[at]];
          if (a * d - b * c <= 0) folds++;
        }
      }
      expect(folds / (width * height)).toBeLessThan(0.002);
    }
  });

  test('ends at the ellipse and does not move a face that stays', () => {
    const { from, to } = faces(20, 5);
    const { x, y, width, height } = moveFace(from, to, area, area);
    for (const at of [0, width - 1, (height - 1) * width, Math.floor(width / 2)]) {
      expect(Math.hypot(x[at], y[at])).toBeLessThan(0.02);
    }
    const none = moveFace(from, from, area, area);
    expect(Math.max(...none.x.map(Math.abs), ...none.y.map(Math.abs))).toBe(0);
  });
});
