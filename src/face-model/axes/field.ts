import { canonicalPoints, pointCount } from '../canonical.js';

/** A place on the head or a displacement of one, in centimetres. */
export type Vector = readonly [x: number, y: number, z: number];

/** By how much a point of the canonical head is moved. */
export type Move = (place: Vector, index: number) => Vector;

/** A direction in which a face can differ from the canonical one. */
export interface Axis {
  readonly id: string;
  /** What grows when the coordinate does. */
  readonly meaning: string;
  /** 468 × (x, y, z): the displacement at coordinate 1, in centimetres. */
  readonly field: Readonly<Float64Array>;
}

/** Where the canonical head has a point. */
export function placeOf(index: number): Vector {
  const at = 3 * index;
  return [canonicalPoints[at], canonicalPoints[at + 1], canonicalPoints[at + 2]];
}

/** For every point the one on the other side of the face; those on the middle line are their own. */
export const mirrorPoints: Readonly<Uint16Array> = findMirrors();

function findMirrors(): Uint16Array {
  const key = ([x, y, z]: Vector) => `${Math.abs(x)} ${y} ${z} ${Math.sign(x)}`;
  const at = new Map<string, number>();
  for (let index = 0; index < pointCount; index++) at.set(key(placeOf(index)), index);
  return Uint16Array.from({ length: pointCount }, (_, index) => {
    const [x, y, z] = placeOf(index);
    return at.get(key([-x, y, z])) ?? index;
  });
}

/** The field of a move as it is. */
export function fieldOf(move: Move): Float64Array {
  const field = new Float64Array(3 * pointCount);
  for (let index = 0; index < pointCount; index++) {
    const [x, y, z] = move(placeOf(index), index);
    field[3 * index] = x;
    field[3 * index + 1] = y;
    field[3 * index + 2] = z;
  }
  return field;
}

/** The field of a move and of its mirror image together: what is said of the left holds for both. */
export function symmetric(move: Move): Float64Array {
  const field = fieldOf(move);
  return sumOf(field, mirrored(field));
}

/** The same on the other side of the face. */
export function mirrored(field: Readonly<Float64Array>): Float64Array {
  const other = new Float64Array(field.length);
  for (let index = 0; index < pointCount; index++) {
    const from = 3 * mirrorPoints[index];
    other[3 * index] = -field[from];
    other[3 * index + 1] = field[from + 1];
    other[3 * index + 2] = field[from + 2];
  }
  return other;
}

/** 0 at and below `from`, 1 at and above `to`, smooth between. */
export function ramp(value: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

/**
 * 1 at a place of the face, falling off smoothly in all directions: a Gaussian with the given
 * sigmas, seen from the front.
 */
export function near(
  [x, y]: Vector,
  [middleX, middleY]: readonly [number, number],
  [acrossX, acrossY]: readonly [number, number],
): number {
  return Math.exp(-(((x - middleX) / acrossX) ** 2 + ((y - middleY) / acrossY) ** 2) / 2);
}

/** A displacement, weakened. */
export function times(weight: number, [x, y, z]: Vector): Vector {
  return [weight * x, weight * y, weight * z];
}

function sumOf(a: Readonly<Float64Array>, b: Readonly<Float64Array>): Float64Array {
  return a.map((value, at) => value + b[at]);
}
