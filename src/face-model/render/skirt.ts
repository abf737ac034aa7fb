import { canonicalPoints, pointCount, texturePlaces, triangles } from '../canonical.js';
import { ovalPoints } from './parts.js';

/** Rings of points outside the oval. */
const rings = 3;
/** How strongly the head is curved beyond the oval, centimetres. */
const headRadius = 9;
/** How far the skirt reaches, in centimetres: at the forehead, the temples, the ears, the jaw. */
const reaches = { forehead: 2, temple: 1.4, ear: 1, jaw: 0.9 } as const;

/** How many points a face has with its skirt. */
export const skirtedCount = pointCount + rings * ovalPoints.length;

/**
 * The triangles of the face and, after them, those of the skirt; wound alike.
 */
export const skirtedTriangles: Readonly<Uint16Array> = joinTriangles();

/** Where the points lie in the texture; the skirt mirrors what lies inside the oval. */
export const skirtedPlaces: Readonly<Float64Array> = joinPlaces();

/** How much of a point is the new face's: 1 on the face, less over the skirt, 0 at its end. */
export const skirtWeights: Readonly<Float64Array> = Float64Array.from(
  { length: skirtedCount },
  (_, point) =>
    point < pointCount ? 1 : 1 - (Math.floor((point - pointCount) / ovalPoints.length) + 1) / rings,
);

/** From a point of the oval to its points on the skirt, in the canonical head; 3 numbers each. */
const canonicalSteps: Readonly<Float64Array> = stepsOutward();

/**
 * Adds the skirt to a placed face: skin beyond the oval along the curvature of the head, up to the
 * hairline, over the temples and under the jaw.
 *
 * @param placed 468 × (x, y, depth) in picture pixels
 * @returns `skirtedCount` × (x, y, depth)
 */
export function withSkirt(placed: Readonly<Float64Array>): Float64Array {
  const points = new Float64Array(3 * skirtedCount);
  points.set(placed);
  const turn = alignCanonical(placed);
  for (let i = 0; i < rings * ovalPoints.length; i++) {
    const base = 3 * ovalPoints[i % ovalPoints.length];
    for (let axis = 0; axis < 3; axis++) {
      let step = 0;
      for (let k = 0; k < 3; k++) step += turn[3 * axis + k] * canonicalSteps[3 * i + k];
      points[3 * (pointCount + i) + axis] = placed[base + axis] + step;
    }
  }
  return points;
}

/**
 * The linear part of the affine map that takes the canonical head nearest to a placed face: 3 × 3
 * row-major.
 */
export function alignCanonical(placed: Readonly<Float64Array>): Float64Array {
  const mean = meanOf(placed);
  const cross = new Float64Array(9);
  for (let at = 0; at < 3 * pointCount; at += 3) {
    for (let axis = 0; axis < 3; axis++) {
      for (let k = 0; k < 3; k++) {
        cross[3 * axis + k] +=
          (placed[at + axis] - mean[axis]) * (canonicalPoints[at + k] - canonicalMean[k]);
      }
    }
  }
  return times(cross, canonicalInverse);
}

const canonicalMean = meanOf(canonicalPoints);
const canonicalInverse = inverse(spreadOf(canonicalPoints, canonicalMean));

function meanOf(points: Readonly<Float64Array>): number[] {
  const sum = [0, 0, 0];
  for (let at = 0; at < 3 * pointCount; at++) sum[at % 3] += points[at];
  return sum.map((value) => value / pointCount);
}

function spreadOf(points: Readonly<Float64Array>, mean: readonly number[]): Float64Array {
  const spread = new Float64Array(9);
  for (let at = 0; at < 3 * pointCount; at += 3) {
    for (let i = 0; i < 9; i++) {
      const [row, column] = [Math.floor(i / 3), i % 3];
      spread[i] += (points[at + row] - mean[row]) * (points[at + column] - mean[column]);
    }
  }
  return spread;
}

function times(a: Readonly<Float64Array>, b: Readonly<Float64Array>): Float64Array {
  return Float64Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [3 * Math.floor(i / 3), i % 3];
    return a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6];
  });
}

function inverse(m: Readonly<Float64Array>): Float64Array {
  const minor = (a: number, b: number, c: number, d: number) => m[a] * m[d] - m[b] * m[c];
  const adjugate = [
    minor(4, 5, 7, 8), -minor(1, 2, 7, 8), minor(1, 2, 4, 5),
    -minor(3, 5, 6, 8), minor(0, 2, 6, 8), -minor(0, 2, 3, 5),
    minor(3, 4, 6, 7), -minor(0, 1, 6, 7), minor(0, 1, 3, 4),
  ]; // prettier-ignore
  const determinant = m[0] * adjugate[0] + m[1] * adjugate[3] + m[2] * adjugate[6];
  return Float64Array.from(adjugate, (value) => value / determinant);
}

/** The mean of the points inside the oval that a point of it has an edge with. */
function innerNeighbours(values: Readonly<Float64Array>, size: number, point: number): number[] {
  const found = new Set<number>();
  for (let i = triangles.indexOf(point); i >= 0; i = triangles.indexOf(point, i + 1)) {
    const corners = triangles.subarray(i - (i % 3), i - (i % 3) + 3);
    for (const corner of corners) if (!ovalPoints.includes(corner)) found.add(corner);
  }
  return Array.from({ length: size }, (_, axis) => {
    let sum = 0;
    for (const corner of found) sum += values[size * corner + axis];
    return sum / found.size;
  });
}

/** Follows a circle from each point of the oval, first along the face's own slope, then back. */
function stepsOutward(): Float64Array {
  const steps = new Float64Array(3 * rings * ovalPoints.length);
  ovalPoints.forEach((point, i) => {
    const here = canonicalPoints.subarray(3 * point, 3 * point + 3);
    const inner = innerNeighbours(canonicalPoints, 3, point);
    const before = ovalPoints[(i + ovalPoints.length - 1) % ovalPoints.length];
    const after = ovalPoints[(i + 1) % ovalPoints.length];
    const along = unit(
      [0, 1, 2].map(
        (axis) => canonicalPoints[3 * after + axis] - canonicalPoints[3 * before + axis],
      ),
    );
    const slope = [0, 1, 2].map((axis) => here[axis] - inner[axis]);
    const slip = dot(slope, along);
    const out = unit(slope.map((value, axis) => value - slip * along[axis]));
    const normal = crossOf(out, along);
    // Into the head is backwards, and towards its axis.
    const into = dot(normal, [-here[0], 0, 8]) > 0 ? normal : normal.map((value) => -value);
    const reach = reachAt(here[1]);
    for (let ring = 0; ring < rings; ring++) {
      const angle = (reach * (ring + 1)) / rings / headRadius;
      const [forth, back] = [headRadius * Math.sin(angle), headRadius * (1 - Math.cos(angle))];
      const to = 3 * (ring * ovalPoints.length + i);
      for (let axis = 0; axis < 3; axis++) steps[to + axis] = forth * out[axis] + back * into[axis];
    }
  });
  return steps;
}

/** How far the skirt reaches from this height of the canonical oval, centimetres. */
function reachAt(y: number): number {
  const between = (a: number, b: number, share: number) => {
    const t = Math.min(1, Math.max(0, share));
    return a + (b - a) * t * t * (3 - 2 * t);
  };
  if (y < -4) return between(reaches.temple, reaches.forehead, (-y - 4) / 3.5);
  if (y < 0) return between(reaches.ear, reaches.temple, -y / 4);
  return between(reaches.ear, reaches.jaw, y / 5);
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function crossOf(a: readonly number[], b: readonly number[]): number[] {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function joinTriangles(): Uint16Array {
  const count = ovalPoints.length;
  const point = (ring: number, i: number) =>
    ring === 0 ? ovalPoints[i % count] : pointCount + (ring - 1) * count + (i % count);
  const skirt: number[] = [];
  for (let ring = 0; ring < rings; ring++) {
    for (let i = 0; i < count; i++) {
      const [a, b] = [point(ring, i), point(ring, i + 1)];
      const [c, d] = [point(ring + 1, i), point(ring + 1, i + 1)];
      skirt.push(a, b, c, c, b, d);
    }
  }
  return Uint16Array.from([...triangles, ...skirt]);
}

function joinPlaces(): Float64Array {
  const places = new Float64Array(2 * skirtedCount);
  places.set(texturePlaces);
  for (let i = 0; i < rings * ovalPoints.length; i++) {
    const point = ovalPoints[i % ovalPoints.length];
    const inner = innerNeighbours(texturePlaces, 2, point);
    const share = (Math.floor(i / ovalPoints.length) + 1) / rings;
    for (let axis = 0; axis < 2; axis++) {
      const here = texturePlaces[2 * point + axis];
      places[2 * (pointCount + i) + axis] = here + share * (inner[axis] - here);
    }
  }
  return places;
}
