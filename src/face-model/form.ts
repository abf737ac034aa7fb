import { expressionAxes, identityAxes, meanHead } from './axes.js';
import type { FaceForm } from './face.js';

/**
 * The points of a face before any pose: 468 × (x, y, z) in the head's centimetres, axes as in
 * `canonicalPoints`. Coordinates that a form does not have count as 0.
 */
export function formPoints({ identity, expression, rest }: FaceForm): Float64Array {
  const points = Float64Array.from(meanHead);
  identityAxes.forEach(({ field }, at) => addScaled(points, field, identity[at] ?? 0));
  expressionAxes.forEach(({ field }, at) => addScaled(points, field, expression[at] ?? 0));
  if (rest) addScaled(points, rest, 1);
  return points;
}

/**
 * Some of the points of a face, the same as from {@link formPoints} to the last digit: for who asks
 * about a few points of many forms.
 *
 * @param chosen indices of points
 * @returns 468 × (x, y, z), zeros but for the chosen ones
 */
export function someFormPoints(
  { identity, expression, rest }: FaceForm,
  chosen: readonly number[],
): Float64Array {
  const points = new Float64Array(meanHead.length);
  for (const point of chosen) {
    for (let at = 3 * point; at < 3 * point + 3; at++) {
      let value = meanHead[at];
      for (let k = 0; k < identityAxes.length; k++) {
        value += (identity[k] ?? 0) * identityAxes[k].field[at];
      }
      for (let k = 0; k < expressionAxes.length; k++) {
        value += (expression[k] ?? 0) * expressionAxes[k].field[at];
      }
      points[at] = rest ? value + rest[at] : value;
    }
  }
  return points;
}

function addScaled(points: Float64Array, field: ArrayLike<number>, factor: number): void {
  if (factor === 0) return;
  for (let at = 0; at < points.length; at++) points[at] += factor * field[at];
}
