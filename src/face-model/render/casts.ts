import { median } from '../../numbers/median.js';
import { ramp } from '../axes/field.js';
import { canonicalPoints, pointCount } from '../canonical.js';
import { skinWeights } from '../light.js';
import { ovalPoints } from './parts.js';
import { skirtedCount } from './skirt.js';

/** How far the colour seen at a point tells of the skin around it, centimetres (one deviation). */
const spread = 0.7;
/** Farther than this, in deviations, it tells nothing. */
const farthest = 2.6;
/** How many points' worth is held to no cast. */
const hold = 0.3;
/**
 * Where colours of skin misfit by less than the first the light has one colour, by more than the
 * second it has several: medians over the face, logarithms of ratios of colours. Of 32 faces in
 * colour 23 are below the first; the five from 0.12 on are lit by coloured lamps or burnt out.
 */
const [oneLight, manyLights] = [0.09, 0.14];

/** Points of the face where skin is seen in nearly everybody. */
export const castPoints: readonly number[] = Array.from(skinWeights.keys()).filter(
  (point) => skinWeights[point] > 0,
);

/** For each point that tells, what it tells of: points of the skirted face, and how much. */
const told: ReadonlyMap<number, readonly { to: number; near: number }[]> = new Map(
  castPoints.map((from) => {
    const places = Array.from({ length: skirtedCount }, (_, to) => ({
      to,
      far: distance(from, to),
    }));
    const reached = places.filter(({ far }) => far < farthest);
    return [from, reached.map(({ to, far }) => ({ to, near: Math.exp(-(far ** 2) / 2) }))];
  }),
);

/** Between two points of the skirted canonical head, in deviations. */
function distance(from: number, point: number): number {
  const to = point < pointCount ? point : ovalPoints[(point - pointCount) % ovalPoints.length];
  const steps = [0, 1, 2].map(
    (axis) => canonicalPoints[3 * from + axis] - canonicalPoints[3 * to + axis],
  );
  return Math.hypot(...steps) / spread;
}

/** By how much the colour at a point differs from what is expected there, as logarithms. */
export interface Misfit {
  readonly point: number;
  readonly logs: readonly number[];
}

/**
 * What coloured lamps do to a face beyond what its directions explain: blue on one cheek, red on the
 * other. Nothing where light has but one colour: then what is left is the skin's own.
 *
 * @param misfits at some of {@link castPoints}
 * @returns logarithms to add, 3 for every point of the skirted face
 */
export function colourCasts(misfits: readonly Misfit[]): Float64Array {
  const casts = new Float64Array(3 * skirtedCount);
  const share = ramp(median(misfits.map(({ logs }) => hueOf(logs))), oneLight, manyLights);
  if (!(share > 0)) return casts;
  const weights = new Float64Array(skirtedCount).fill(hold);
  for (const { point, logs } of misfits) {
    told.get(point)?.forEach(({ to, near }) => {
      weights[to] += near;
      for (let c = 0; c < 3; c++) casts[3 * to + c] += near * logs[c];
    });
  }
  return casts.map((cast, at) => (share * cast) / weights[Math.floor(at / 3)]);
}

/** How far colours lie from grey, as logarithms. */
function hueOf(logs: readonly number[]): number {
  const bright = (logs[0] + logs[1] + logs[2]) / 3;
  return Math.hypot(...logs.map((log) => log - bright));
}
