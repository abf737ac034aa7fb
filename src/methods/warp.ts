import { z } from 'zod';
import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import type { Random } from '../core/random.js';
import { smoothField } from '../pixels/field.js';
import { displace, warp as warpPixels, type Displacement } from '../pixels/warp.js';
import { defineMethod } from './method.js';

const parameters = z.strictObject({
  kind: z
    .enum(['wobble', 'swirl', 'pinch'])
    .default('wobble')
    .describe(
      'wobble: every part moves a little another way; swirl: turned around the middle; pinch: ' +
        'drawn to the middle or away from it, by lot',
    ),
  amount: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.12)
    .describe('how far a part moves at most, as a share of the region’s shorter side'),
  waves: z
    .number()
    .min(1)
    .max(32)
    .default(4)
    .describe('wobble: how many times it turns to and fro across the region'),
});

type Chosen = z.output<typeof parameters>;

/** Even at the seam a pixel is fetched from elsewhere, by this many pixels. */
const leastShift = 0.75;

/** Moves the parts of a region against each other. Reversible by whoever guesses the movement. */
export const warp = defineMethod({
  id: 'warp',
  summary: 'moves the parts against each other: wobble, swirl or pinch (weak)',
  source:
    'F. Bookstein, Principal warps, IEEE TPAMI 11(6), 1989; A. Korshunov, T. Ebrahimi, Using face ' +
    'morphing and warping to protect privacy, AVSS and ICIP 2013',
  irreversible: false,
  guarantee:
    'Every part of the region stands elsewhere by up to the given share, in directions keyed by ' +
    'the run’s secret; nothing is claimed about recognition.',
  exposes: [
    'recognition: small movements hardly trouble recognisers, which bear expressions and poses too',
    'reversal by somebody who guesses or fits the movement, or has the run’s key',
    'colours, skin, hair, and every detail in itself',
  ],
  parameters,
  strengths: [0.04, 0.08, 0.12, 0.2, 0.3, 0.5].map((amount) => ({ amount })),
  paint: ({ image, region, area }, chosen, { secret }) => {
    const shorter = Math.max(1, Math.min(boxWidth(region.box), boxHeight(region.box)));
    const make = { wobble, swirl, pinch }[chosen.kind];
    return warpPixels(image, area, make(area, chosen.amount * shorter, chosen, secret));
  },
});

type Make = (area: Box, reach: number, chosen: Chosen, random: Random) => Displacement;

const wobble: Make = (area, reach, { waves }, random) => {
  const [width, height] = [boxWidth(area), boxHeight(area)];
  const step = Math.max(2, Math.max(width, height) / (2 * waves));
  const draw = () => random.normal();
  const fields = [0, 1].map(() => smoothField(width, height, step, draw));
  const fade = fading(area, reach);
  return displace(width, height, (x, y) => {
    const i = Math.floor(y) * width + Math.floor(x);
    // Bent so that no part goes beyond the reach, however unlikely its draw.
    const length = Math.hypot(fields[0][i], fields[1][i]) || 1;
    const shift = Math.max(leastShift, fade(x, y) * reach * Math.tanh(length));
    return [(shift * fields[0][i]) / length, (shift * fields[1][i]) / length];
  });
};

/**
 * A movement about the middle, its sense drawn by lot.
 *
 * @param most the longest shift, in distances from the middle
 * @param move where (dx, dy) off the middle is fetched from, `radius` being its length: a step
 */
function aboutMiddle(
  most: number,
  move: (dx: number, dy: number, radius: number, shift: number) => [number, number],
): Make {
  return (area, reach, _, random) => {
    const middle = middleOf(area, random);
    const sense = random.below(2) ? 1 : -1;
    const fade = fading(area, reach);
    return displace(boxWidth(area), boxHeight(area), (x, y) => {
      const [dx, dy] = [x - middle.x, y - middle.y];
      const radius = Math.hypot(dx, dy) || 1;
      const shift = Math.max(leastShift, fade(x, y) * Math.min(reach, most * radius));
      return move(dx, dy, radius, sense * shift);
    });
  };
}

const swirl = aboutMiddle(2, (dx, dy, radius, shift) => {
  // Along the circle, so that what is fetched lies as far from the middle.
  const angle = 2 * Math.asin(Math.max(-1, Math.min(1, shift / (2 * radius))));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [dx * cos - dy * sin - dx, dx * sin + dy * cos - dy];
});

const pinch = aboutMiddle(0.7, (dx, dy, radius, shift) => [
  (dx * shift) / radius,
  (dy * shift) / radius,
]);

/** Near the middle of the area, where exactly is drawn by lot. */
function middleOf(area: Box, random: Random): { x: number; y: number } {
  const [width, height] = [boxWidth(area), boxHeight(area)];
  const near = (length: number) => length * (0.5 + 0.15 * (random.uniform() - 0.5));
  return { x: near(width), y: near(height) };
}

/** 1 inside, falling to 0 at the ellipse in the area, so that the seam stays joined. */
function fading(area: Box, reach: number): (x: number, y: number) => number {
  const [a, b] = [boxWidth(area) / 2, boxHeight(area) / 2];
  const margin = Math.max(0.05, Math.min(0.6, (1.5 * reach) / Math.max(1, Math.min(a, b))));
  return (x, y) => {
    const left = (1 - Math.hypot((x - a) / a, (y - b) / b)) / margin;
    const t = Math.min(1, Math.max(0, left));
    return t * t * (3 - 2 * t);
  };
}
