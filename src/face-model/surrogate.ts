import { createMatrix } from '../numbers/matrix.js';
import { solveRidged } from '../numbers/solve.js';
import { expressionAxes } from './axes.js';
import { ramp } from './axes/field.js';
import { eyeCorners, leftLids, lowerLipRows, rightLids, upperLipRows } from './axes/regions.js';
import type { FaceForm, FittedFace, HeadPose } from './face.js';
import { formPoints, someFormPoints } from './form.js';
import { nudgePose, placePoints, rigidFields } from './pose.js';
import { inRepose } from './repose.js';

/**
 * Another person in the place of the one who was seen. The expression stays, lids and lips as open
 * and the mouth as bent as they were (as shares of the eye's and the mouth's width); so does the
 * pose to some degrees, and eyes, nose and mouth are where they were as far as the other face
 * allows. About 4 ms.
 *
 * @param identity coordinates along the identity axes, as from `drawIdentity`
 */
export function giveIdentity(
  fitted: FittedFace,
  identity: readonly number[],
  { repose, calm = false, restKept = 0 }: Manner = {},
): FittedFace {
  const { rest = [] } = fitted.form;
  const seen = fitted.form.expression.map((coordinate) => (calm ? 0 : coordinate));
  const done = repose ? inRepose(seen, repose) : seen;
  const kept = restKept > 0 ? { rest: rest.map((value) => restKept * value) } : {};
  const expression = enlivened(done, 1 - restKept);
  const plain = { identity, expression, ...kept };
  const form = calm ? openTo(0, lips, plain) : keepOpenness(fitted.form, plain);
  return { form, pose: settle(fitted, form) };
}

/** How the other one takes over what the person's face does. */
export interface Manner {
  /** What the other's face does at rest, as of `drawRepose`; what the person's does when absent. */
  readonly repose?: readonly number[];
  /** Whether the other's face does nothing, whatever the person's does. */
  readonly calm?: boolean;
  /**
   * The share of the `rest` of the form that is taken over, 0 to 1: it tells who somebody is, so
   * nothing of it unless given.
   */
  readonly restKept?: number;
}

/**
 * Where the points of {@link giveIdentity} are seen: 468 × (x, y, depth) in picture pixels.
 */
export function placeSurrogate(
  fitted: FittedFace,
  identity: readonly number[],
  manner?: Manner,
): Float64Array {
  const { form, pose } = giveIdentity(fitted, identity, manner);
  return placePoints(formPoints(form), pose);
}

/**
 * The most probable expression is a weaker one than was seen; with this factor expressions and
 * landmarks stay closest to what they were (see the page of `synthetic`).
 */
const liveliness = 1.3;
/** Lids are fitted well, and how a turned head is seen askew is no expression. */
const asFitted = /^(eye|askew|mouth-aside)/;

/** Coordinates as plain as before the fit held them back. @param share 0 leaves them as they are */
function enlivened(expression: readonly number[], share: number): number[] {
  return expression.map((coordinate, axis) => {
    if (asFitted.test(expressionAxes[axis].id)) return coordinate;
    return coordinate * (1 + share * (liveliness - 1));
  });
}

/** How exactly the landmarks are to be met, centimetres. */
const landmarkError = 0.1;
/**
 * How far each of the rigid directions may go: the head is free to step and to grow, and may turn
 * by some degrees. A longer nose, seen from the front, is read as a head that looks down.
 */
const freedom = [10, 10, 10, 0.05, 0.05, 0.02, 0.5] as const;

/**
 * The pose in which a form stands where a face was seen: eyes, nose tip and corners of the mouth
 * come as near to where they were as steps, another size and turns of a few degrees can bring them.
 */
export function settle(fitted: FittedFace, form: FaceForm): HeadPose {
  const wanted = fivePlaces(placePoints(formPoints(fitted.form), fitted.pose));
  const points = formPoints(form);
  const fields = rigidFields(points);
  let { pose } = fitted;
  // Turns are nearly linear: the second round mends what the first leaves.
  for (let round = 0; round < 2; round++) {
    const places = fivePlaces(placePoints(points, pose));
    const unit = landmarkError * pose.scale;
    const origin = { ...pose, x: 0, y: 0 };
    const columns = fields.map((field, at) =>
      fivePlaces(placePoints(field, origin)).map((move) => (freedom[at] * move) / unit),
    );
    const misses = places.map((place, at) => (wanted[at] - place) / unit);
    const product = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, value, at) => sum + value * b[at], 0);
    const gram = createMatrix(columns.length, columns.length);
    gram.data.set(columns.flatMap((row) => columns.map((column) => product(row, column))));
    const right = createMatrix(columns.length, 1);
    right.data.set(columns.map((column) => product(column, misses)));
    const moved = Array.from(solveRidged(gram, 1, right).data, (value, at) => freedom[at] * value);
    pose = nudgePose(pose, moved);
  }
  return pose;
}

/** Eye corners (whose middle is the eye), nose tip, mouth corners. */
const fivePoints: readonly (readonly number[])[] = [
  eyeCorners.right,
  eyeCorners.left,
  [1],
  [61],
  [291],
];

/** Five times (x, y), as a list. */
function fivePlaces(placed: ArrayLike<number>): number[] {
  return fivePoints.flatMap((indices) =>
    [0, 1].map(
      (axis) => indices.reduce((sum, index) => sum + placed[3 * index + axis], 0) / indices.length,
    ),
  );
}

/** Something an axis opens and shuts, or lifts and lets down. */
interface Gap {
  readonly axis: string;
  /** Points over each other, pair by pair. */
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  readonly width: readonly [number, number];
  /** The upper points' counterparts of the other side, for a gap that may be below 0. */
  readonly beside?: readonly number[];
  /** Up to the first it is shut, from the second on as open as it looks: lips that meet look open. */
  readonly shut?: readonly [number, number];
}

const mouthWidth = [61, 291] as const;
/** How far each corner of the mouth goes towards the other's height; at 0.5 they are level. */
const evenness = 0.4;

const lips: Gap = {
  axis: 'lips-part',
  upper: upperLipRows[3].slice(2, 7),
  lower: lowerLipRows[3].slice(2, 7),
  width: mouthWidth,
  shut: [0.02, 0.09],
};

const gaps: readonly Gap[] = [
  // How far the corners of the mouth stand above the upper lip's middle: a smile, or its opposite.
  { axis: 'smile-right', upper: [61, 61], beside: [291, 291], lower: [0, 13], width: mouthWidth },
  { axis: 'smile-left', upper: [291, 291], beside: [61, 61], lower: [0, 13], width: mouthWidth },
  // The ends of lids and lips stay together however far they open.
  { axis: 'eye-shut-right', ...middleOf(rightLids), width: eyeCorners.right },
  { axis: 'eye-shut-left', ...middleOf(leftLids), width: eyeCorners.left },
  lips,
];

function middleOf(lids: typeof leftLids | typeof rightLids): Pick<Gap, 'upper' | 'lower'> {
  return { upper: lids.upper.slice(2, 5), lower: lids.lower.slice(2, 5) };
}

/** `form` with its lids and lips as far apart as those of `model`, and its mouth as bent. */
function keepOpenness(model: FaceForm, form: FaceForm): FaceForm {
  const modelPoints = formPoints(model);
  return gaps.reduce((kept, gap) => {
    const seen = opennessOf(modelPoints, gap);
    if (gap.beside) {
      const other = opennessOf(modelPoints, { ...gap, upper: gap.beside });
      return openTo(seen + evenness * (other - seen), gap, kept);
    }
    return openTo(Math.max(0, seen) * (gap.shut ? ramp(seen, ...gap.shut) : 1), gap, kept);
  }, form);
}

/** No action is stronger, however wide a gap a mesh without width is read to have. */
const strongest = 8;

/** `form` with a gap as wide as wanted, or as near to it as faces go. */
function openTo(wanted: number, gap: Gap, form: FaceForm): FaceForm {
  const expression = [...form.expression];
  const axis = expressionAxes.findIndex(({ id }) => id === gap.axis);
  const asked = [...gap.upper, ...gap.lower, ...gap.width];
  const opennessAt = (coordinate: number) => {
    expression[axis] = coordinate;
    return opennessOf(someFormPoints({ ...form, expression }, asked), gap);
  };
  // Gaps are very nearly linear in their axis, so two steps of the secant are enough.
  let before = expression[axis];
  let opennessBefore = opennessAt(before);
  let now = before + 0.1;
  for (let step = 0; step < 2; step++) {
    const openness = opennessAt(now);
    const slope = (openness - opennessBefore) / (now - before);
    const next = now + (wanted - openness) / slope;
    if (!Number.isFinite(next)) break;
    const possible = Math.min(strongest, Math.max(-strongest, next));
    [before, opennessBefore, now] = [now, openness, possible];
  }
  expression[axis] = now;
  return { ...form, expression };
}

/** The mean gap as a share of the width; below 0 where the edges overlap. */
function opennessOf(points: ArrayLike<number>, { upper, lower, width }: Gap): number {
  const [a, b] = width.map((index) => [0, 1, 2].map((axis) => points[3 * index + axis]));
  const apart = upper.reduce(
    (sum, index, at) => sum + points[3 * lower[at] + 1] - points[3 * index + 1],
    0,
  );
  return apart / upper.length / Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
