import { describe, expect, it } from 'vitest';
import { prepareEye } from '../../../src/face-model/render/eyes.js';
import { setLids } from '../../../src/face-model/render/lids.js';
import { acrossSlit, alongSlit, edgeAt } from '../../../src/face-model/render/slit.js';
import { turned } from '../heads.js';
import { placed } from './drawn-face.js';

const iris = { red: 90, green: 60, blue: 40 };

/** The right eye of a head that faces the camera, so far open, looking so far down (a sine). */
function eyeThatLooks(down: number, openness: number) {
  const points = placed(turned(0, 0, 9));
  setLids(points, [openness, openness]);
  const gaze = [0, down, -Math.sqrt(1 - down * down)];
  return prepareEye(points, 0, [0, 0, 1], gaze, { iris, gain: [1, 1, 1], edge: 0.5 });
}

describe('prepareEye', () => {
  it('lowers the iris with the gaze', () => {
    const [up, down] = [-0.2, 0.2].map((sine) => eyeThatLooks(sine, 0.6).y);
    expect(down - up).toBeGreaterThan(3);
  });

  it.each([-0.9, 0.9])('never leaves the white alone between the lids (gaze %d)', (sine) => {
    const eye = eyeThatLooks(sine, 0.15);
    const position = alongSlit(eye.frame, eye.x, eye.y);
    const offset = acrossSlit(eye.frame, eye.x, eye.y);
    const beyond = Math.max(
      edgeAt(eye.frame.upper, position) - offset,
      offset - edgeAt(eye.frame.lower, position),
    );
    expect(beyond).toBeLessThan(0.2 * eye.radius);
  });
});
