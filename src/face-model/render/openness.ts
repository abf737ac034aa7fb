import { ramp } from '../axes/field.js';
import { canonicalPoints, pointCount, triangles } from '../canonical.js';
import { ovalPoints } from './parts.js';
import { skirtedCount } from './skirt.js';

/** The oval's half at the subject's left, from the top down. */
const half = ovalPoints.slice(0, ovalPoints.length / 2 + 1);

/** Where something may be left in front of the face, for each point: 0 not at all, 1 wholly. */
export const openPoints = Float64Array.from({ length: skirtedCount }, (_, point) =>
  point < pointCount ? openAt(canonicalPoints[3 * point], canonicalPoints[3 * point + 1]) : 1,
);
/** The same of a face with a beard, whose jaw and cheeks are not trusted. */
export const openPointsBearded = Float64Array.from(openPoints, (open, point) =>
  point < pointCount ? open * (1 - ramp(canonicalPoints[3 * point + 1], -0.5, 1)) : 1,
);

/** The same for hair that hangs over a face in breadth: up to the eyes, nose and mouth. */
export const openPointsToCurtains = Float64Array.from(openPoints, (open, point) => {
  if (point >= pointCount) return open;
  const [x, y] = canonicalPoints.subarray(3 * point, 3 * point + 2);
  const eye = ramp(-y, 0.6, 1.6) * (1 - ramp(-y, 4.2, 5));
  const from = 0.54 + 0.08 * eye;
  return Math.max(open, ramp(-y, 5.2, 6.2), sideAt(x, y, from, from + 0.1));
});

/** Forehead above the brows, and the sides of the face below the arms of glasses. */
function openAt(x: number, y: number): number {
  const glasses = ramp(-y, 0.6, 1.6) * (1 - ramp(-y, 5.4, 6.2));
  return Math.max(ramp(-y, 5.7, 6.7), (1 - glasses) * sideAt(x, y, 0.7, 0.82));
}

/** The sides of a face, down to the chin, beyond so much of its width. */
function sideAt(x: number, y: number, from: number, to: number): number {
  return ramp(Math.abs(x) / halfWidthAt(y), from, to) * (1 - ramp(y, 7.6, 8.8));
}

/** Half the width of the canonical oval at a height. */
function halfWidthAt(y: number): number {
  const next = half.findIndex((point) => canonicalPoints[3 * point + 1] >= y);
  if (next <= 0) return 0.5;
  const [a, b] = [3 * half[next - 1], 3 * half[next]];
  const share = (y - canonicalPoints[a + 1]) / (canonicalPoints[b + 1] - canonicalPoints[a + 1]);
  return Math.max(0.5, canonicalPoints[a] + share * (canonicalPoints[b] - canonicalPoints[a]));
}

/** A byte a triangle of the face: 1 where nothing is ever left in front of it. */
export const hiddenTriangles: Readonly<Uint8Array> = Uint8Array.from(
  { length: triangles.length / 3 },
  (_, triangle) =>
    triangles.subarray(3 * triangle, 3 * triangle + 3).every((point) => openPoints[point] === 0)
      ? 1
      : 0,
);
