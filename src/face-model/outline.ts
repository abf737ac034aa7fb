import { ramp } from './axes/field.js';
import { canonicalPoints, pointCount } from './canonical.js';
import { ovalPoints } from './render/parts.js';

/** How far from the oval inwards points go along with it, centimetres of the canonical head. */
const reach = 3;
/** How much of the way the oval itself goes to where it was; the rest is the new face's own. */
const held = 0.8;

/**
 * A placed face whose outline is nearly where another's was, the more so the nearer a point is to
 * it; eyes, nose and mouth stay its own. Hair, ears and neck then meet the face where they met the
 * one before, and nothing around it has to give way.
 *
 * @param placed 468 × (x, y, depth) in picture pixels
 * @param model the face whose outline it is, likewise
 * @returns the same with x and y moved
 */
export function withOutlineOf(
  placed: Readonly<Float64Array>,
  model: Readonly<Float64Array>,
): Float64Array {
  return placed.map((value, at) =>
    at % 3 === 2 ? value : value + shares[Math.floor(at / 3)] * (model[at] - value),
  );
}

/** For every point how much of the way it goes. */
const shares = Float64Array.from({ length: pointCount }, (_, point) => {
  const nearest = Math.min(...ovalPoints.map((other) => distance(point, other)));
  return held * (1 - ramp(nearest, 0, reach));
});

function distance(a: number, b: number): number {
  return Math.hypot(
    ...[0, 1, 2].map((axis) => canonicalPoints[3 * a + axis] - canonicalPoints[3 * b + axis]),
  );
}
