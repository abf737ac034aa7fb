import { actions } from './axes/expression.js';
import { ramp, symmetric, type Axis } from './axes/field.js';
import { proportions } from './axes/identity.js';
import { canonicalPoints } from './canonical.js';
import { fitPose, levelDepth, unplacePoints } from './pose.js';

export type { Axis } from './axes/field.js';

/** An expression axis. */
export interface ExpressionAxis extends Axis {
  /** The spread of the coordinate among pictures of people; for the fit. */
  readonly deviation: number;
}

/** In what people's faces differ; a unit is a standard deviation of the population. */
export const identityAxes: readonly Axis[] = proportions.map(({ id, meaning, field }) => ({
  id,
  meaning,
  field: withoutPose(field),
}));

/** What faces do; a unit is a plain, strong action. */
export const expressionAxes: readonly ExpressionAxis[] = actions.map(
  ({ id, meaning, deviation, field }) => ({ id, meaning, deviation, field: withoutPose(field) }),
);

/**
 * A field less what `fitPose` would take for a turn, a step or another size of the head, so that
 * moving along an axis leaves the pose as it is (to first order).
 */
function withoutPose(field: Readonly<Float64Array>): Float64Array {
  // Small enough for second-order terms to vanish, large enough for double precision.
  const little = 1e-4;
  const moved = canonicalPoints.map((value, at) => value + little * field[at]);
  const pose = fitPose(moved);
  return unplacePoints(levelDepth(moved, pose), pose).map(
    (value, at) => (value - canonicalPoints[at]) / little,
  );
}

/**
 * Where the mesh network sees faces on average, in coordinates along the axes from the canonical
 * head: its eyes are larger, its brows lower, its lower face shorter. Means over 127 portraits, men
 * and women alike, of those who do not smile where smiles make a difference; rounded. A new face
 * whose brows stood where the canonical head has them would look startled.
 */
const networkBias: Readonly<Record<string, number>> = {
  'head-width': -0.8,
  'temple-width': 0.6,
  'jaw-width': -0.5,
  'chin-width': -0.3,
  'midface-length': -1,
  'lower-face-length': -1.4,
  'chin-height': 0.7,
  'forehead-height': -0.4,
  'chin-projection': 0.4,
  'mouth-projection': 0.3,
  'cheek-fullness': 1,
  'eye-size': 2.6,
  'eye-slant': -0.2,
  'brow-height': -1.1,
  'brow-slant': 0.9,
  'nose-width': 1.9,
  'nose-projection': -0.6,
  'nose-bridge-width': 1.3,
  'nose-tip': -0.6,
  'mouth-width': -0.1,
  'upper-lip': 1.6,
  'lower-lip': 2.4,
  'jaw-open': 0.3,
  'lips-part': -0.2,
  'upper-lip-raise': -0.6,
  'smile-right': -0.1,
  'smile-left': -0.1,
  pucker: -0.3,
  'brow-raise-outer-right': 0.2,
  'brow-raise-outer-left': 0.2,
  'brow-lower': -0.2,
  'cheek-raise': 0.4,
  'nose-wrinkle': -0.5,
  'eye-shut-right': -0.3,
  'eye-shut-left': -0.3,
};

/**
 * What no axis says of the same mean: before the ears the network sees faces narrower than the
 * canonical head by half a centimetre a side, and the corners of the forehead lower.
 */
const networkOutline = withoutPose(
  symmetric(([x, y]) => [-0.6 * ramp(x, 5.6, 8), 0.45 * ramp(x, 3.6, 7) * ramp(-y, -3, 4), 0]),
);

const biased = [...identityAxes, ...expressionAxes].filter(({ id }) => id in networkBias);

/**
 * The face with all coordinates at 0: the canonical head, moved to where the mesh network sees
 * people on average.
 */
export const meanHead: Readonly<Float64Array> = canonicalPoints.map((value, at) =>
  biased.reduce(
    (sum, { id, field }) => sum + networkBias[id] * field[at],
    value + networkOutline[at],
  ),
);
