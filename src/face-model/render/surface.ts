import { pointCount } from '../canonical.js';
import { normalsOf } from '../normals.js';
import { skirtedCount, skirtedTriangles } from './skirt.js';

/** A placed face with its skirt, and how its skin lies. */
export interface Surface {
  /** `skirtedCount` × (x, y, depth) in picture pixels. */
  readonly points: Readonly<Float64Array>;
  /** Unit normals that point out of the head, in camera axes: z is -1 straight at the camera. */
  readonly normals: Readonly<Float64Array>;
  /** How hollow the face is at each point, 0 to 1; less light from around comes in there. */
  readonly hollows: Readonly<Float64Array>;
}

export function surfaceOf(points: Readonly<Float64Array>): Surface {
  const normals = normalsOf(points, skirtedTriangles);
  return { points, normals, hollows: hollowsOf(points, normals) };
}

/** By how much the points around each lie before it: corners of the eyes, sides of the nose. */
function hollowsOf(points: Readonly<Float64Array>, normals: Readonly<Float64Array>): Float64Array {
  const sums = new Float64Array(4 * skirtedCount);
  for (let at = 0; at < skirtedTriangles.length; at += 3) {
    for (let corner = 0; corner < 3; corner++) {
      const a = skirtedTriangles[at + corner];
      const b = skirtedTriangles[at + ((corner + 1) % 3)];
      const dx = points[3 * b] - points[3 * a];
      const dy = points[3 * b + 1] - points[3 * a + 1];
      const dz = points[3 * b + 2] - points[3 * a + 2];
      const length = Math.hypot(dx, dy, dz) || 1;
      sums[4 * a] += dx / length;
      sums[4 * a + 1] += dy / length;
      sums[4 * a + 2] += dz / length;
      sums[4 * a + 3]++;
    }
  }
  const rough = Float64Array.from({ length: skirtedCount }, (_, point) => {
    let along = 0;
    for (let axis = 0; axis < 3; axis++) {
      along += sums[4 * point + axis] * normals[3 * point + axis];
    }
    return point < pointCount ? along / Math.max(1, sums[4 * point + 3]) : 0;
  });
  const smooth = smoothOver(smoothOver(rough));
  return smooth.map((value) => Math.min(1, Math.max(0, value / 0.3)));
}

/** Mixes each point's value with those it has an edge with. */
function smoothOver(values: Readonly<Float64Array>): Float64Array {
  const sums = Float64Array.from(values);
  const counts = new Float64Array(values.length).fill(1);
  for (let at = 0; at < skirtedTriangles.length; at += 3) {
    for (let corner = 0; corner < 3; corner++) {
      const a = skirtedTriangles[at + corner];
      sums[a] += 0.5 * values[skirtedTriangles[at + ((corner + 1) % 3)]];
      counts[a] += 0.5;
    }
  }
  return sums.map((sum, point) => sum / counts[point]);
}
