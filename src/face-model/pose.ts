import { fitRotation } from '../numbers/rotation.js';
import { canonicalPoints } from './canonical.js';
import type { HeadPose } from './face.js';

/**
 * Points of a head that keep their place whatever the face does, without jaw, mouth and brows, as
 * indices in MediaPipe's topology.
 */
export const stillPoints = [
  10, 151, 168, 6, 4, 33, 263, 133, 362, 117, 346, 127, 356, 234, 454,
] as const;

/**
 * Where a head stands: rotation, scale and translation that bring its still points closest to
 * where they were seen.
 *
 * @param mesh 468 × (x, y, z) in picture pixels; where z counts from is of no account
 * @param head the head's own points in centimetres; the canonical ones when absent
 * @source Umeyama, Least-squares estimation of transformation parameters between two point
 *   patterns, IEEE TPAMI 13(4), 1991
 */
export function fitPose(
  mesh: ArrayLike<number>,
  head: ArrayLike<number> = canonicalPoints,
): HeadPose {
  const from = pick(head);
  const to = pick(mesh);
  const rotation = fitRotation(from, to);
  const turned = placePoints(from, { rotation, scale: 1, x: 0, y: 0 });
  const [a, b] = [middleOf(turned), middleOf(to)];
  let along = 0;
  let size = 0;
  for (let at = 0; at < turned.length; at++) {
    along += (turned[at] - a[at % 3]) * (to[at] - b[at % 3]);
    size += (turned[at] - a[at % 3]) ** 2;
  }
  const scale = along / size;
  return { rotation, scale, x: b[0] - scale * a[0], y: b[1] - scale * a[1] };
}

/**
 * Points of a head as they are seen in the picture.
 *
 * @param points n × (x, y, z) in the head's centimetres
 * @returns n × (x, y, depth) in picture pixels; smaller depths are nearer
 */
export function placePoints(points: ArrayLike<number>, pose: HeadPose): Float64Array {
  const { rotation: r, scale, x, y } = pose;
  const placed = new Float64Array(points.length);
  for (let at = 0; at < points.length; at += 3) {
    const [p, q, s] = [points[at], points[at + 1], points[at + 2]];
    placed[at] = scale * (r[0] * p + r[1] * q + r[2] * s) + x;
    placed[at + 1] = scale * (r[3] * p + r[4] * q + r[5] * s) + y;
    placed[at + 2] = scale * (r[6] * p + r[7] * q + r[8] * s);
  }
  return placed;
}

/**
 * The inverse of {@link placePoints}.
 *
 * @param placed n × (x, y, depth) in picture pixels
 * @returns n × (x, y, z) in the head's centimetres
 */
export function unplacePoints(placed: ArrayLike<number>, pose: HeadPose): Float64Array {
  const { rotation: r, scale, x, y } = pose;
  const points = new Float64Array(placed.length);
  for (let at = 0; at < placed.length; at += 3) {
    const p = (placed[at] - x) / scale;
    const q = (placed[at + 1] - y) / scale;
    const s = placed[at + 2] / scale;
    points[at] = r[0] * p + r[3] * q + r[6] * s;
    points[at + 1] = r[1] * p + r[4] * q + r[7] * s;
    points[at + 2] = r[2] * p + r[5] * q + r[8] * s;
  }
  return points;
}

/**
 * A copy of a mesh whose depths count from where the pose puts the head's origin, so that
 * {@link unplacePoints} leads back to the head.
 *
 * @param mesh 468 × (x, y, z) in picture pixels
 * @param head the head's own points in centimetres; the canonical ones when absent
 */
export function levelDepth(
  mesh: ArrayLike<number>,
  pose: HeadPose,
  head: ArrayLike<number> = canonicalPoints,
): Float64Array {
  const expected = middleOf(placePoints(pick(head), pose))[2];
  const shift = expected - middleOf(pick(mesh))[2];
  const level = Float64Array.from(mesh);
  for (let at = 2; at < level.length; at += 3) level[at] += shift;
  return level;
}

/**
 * How points move when the head under them does, to first order and per unit: steps along x, y and
 * z, turns about them (radians), growth.
 *
 * @param head n × (x, y, z)
 */
export function rigidFields(head: ArrayLike<number>): Float64Array[] {
  const fields = Array.from({ length: 7 }, () => new Float64Array(head.length));
  const [right, down, away, aboutX, aboutY, aboutZ, growth] = fields;
  for (let x = 0; x < head.length; x += 3) {
    const [y, z] = [x + 1, x + 2];
    right[x] = down[y] = away[z] = 1;
    [aboutX[y], aboutX[z]] = [-head[z], head[y]];
    [aboutY[x], aboutY[z]] = [head[z], -head[x]];
    [aboutZ[x], aboutZ[y]] = [-head[y], head[x]];
  }
  growth.set(head);
  return fields;
}

/**
 * The pose that puts a head where the given pose would put it once it has moved.
 *
 * @param moved how far along each of {@link rigidFields}; turns of some degrees at most
 */
export function nudgePose(pose: HeadPose, moved: readonly number[]): HeadPose {
  const [x, y, z, aboutX, aboutY, aboutZ, growth] = moved;
  const angle = Math.hypot(aboutX, aboutY, aboutZ);
  const turn = rotationAbout([aboutX, aboutY, aboutZ], angle);
  const [atX, atY] = placePoints([x, y, z], pose);
  return {
    rotation: productOf(pose.rotation, turn),
    scale: pose.scale * (1 + growth),
    x: atX,
    y: atY,
  };
}

/** The rotation about an axis whose length is the angle, in radians. @source Rodrigues, 1840 */
function rotationAbout([x, y, z]: readonly number[], angle: number): number[] {
  const sine = angle > 0 ? Math.sin(angle) / angle : 1;
  const rest = angle > 0 ? (1 - Math.cos(angle)) / angle ** 2 : 0.5;
  return [
    1 - rest * (y * y + z * z),
    rest * x * y - sine * z,
    rest * x * z + sine * y,
    rest * x * y + sine * z,
    1 - rest * (x * x + z * z),
    rest * y * z - sine * x,
    rest * x * z - sine * y,
    rest * y * z + sine * x,
    1 - rest * (x * x + y * y),
  ];
}

function productOf(a: readonly number[], b: readonly number[]): number[] {
  return a.map((_, at) => {
    const [row, column] = [3 * Math.floor(at / 3), at % 3];
    return a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6];
  });
}

function pick(points: ArrayLike<number>): number[] {
  return stillPoints.flatMap((index) => [0, 1, 2].map((axis) => points[3 * index + axis]));
}

function middleOf(points: ArrayLike<number>): number[] {
  const middle = [0, 0, 0];
  for (let at = 0; at < points.length; at++) middle[at % 3] += (3 * points[at]) / points.length;
  return middle;
}
