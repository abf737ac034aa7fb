import { triangles } from './canonical.js';

/**
 * The outward normals of a face at its points: the mean over the triangles around each, larger
 * ones counting for more. In the axes of the points, so normals of placed points are the camera's:
 * where the face looks at the camera, z is -1.
 *
 * @param points 468 × (x, y, z), or as many as `mesh` speaks of
 * @param mesh three indices of points a triangle; those of the face when absent
 * @returns as many normals as points, x, y, z each, of length 1
 */
export function normalsOf(
  points: ArrayLike<number>,
  mesh: Readonly<Uint16Array> = triangles,
): Float64Array {
  const normals = new Float64Array(points.length);
  for (let at = 0; at < mesh.length; at += 3) {
    const a = 3 * mesh[at];
    const b = 3 * mesh[at + 1];
    const c = 3 * mesh[at + 2];
    // As `crossProduct` does, without an array for each.
    const px = points[b] - points[a];
    const py = points[b + 1] - points[a + 1];
    const pz = points[b + 2] - points[a + 2];
    const qx = points[c] - points[a];
    const qy = points[c + 1] - points[a + 1];
    const qz = points[c + 2] - points[a + 2];
    const x = py * qz - pz * qy;
    const y = pz * qx - px * qz;
    const z = px * qy - py * qx;
    for (let corner = 0; corner < 3; corner++) {
      const to = 3 * mesh[at + corner];
      normals[to] += x;
      normals[to + 1] += y;
      normals[to + 2] += z;
    }
  }
  for (let at = 0; at < normals.length; at += 3) {
    const length = Math.hypot(normals[at], normals[at + 1], normals[at + 2]);
    for (let axis = 0; axis < 3; axis++) normals[at + axis] /= length || 1;
  }
  return normals;
}

/**
 * The normal of a triangle, as long as twice its area.
 *
 * @param points n × (x, y, z)
 * @param a, b, c where its corners begin in `points`
 */
export function crossProduct(
  points: ArrayLike<number>,
  a: number,
  b: number,
  c: number,
): [x: number, y: number, z: number] {
  const [px, py, pz] = [points[b] - points[a], points[b + 1] - points[a + 1], points[b + 2] - points[a + 2]]; // prettier-ignore
  const [qx, qy, qz] = [points[c] - points[a], points[c + 1] - points[a + 1], points[c + 2] - points[a + 2]]; // prettier-ignore
  return [py * qz - pz * qy, pz * qx - px * qz, px * qy - py * qx];
}
