/** Which triangle is seen at each sample of a grid, nearest first. */
export interface TriangleMap {
  readonly width: number;
  readonly height: number;
  /** Row-major; 0 where there is none, else one more than the index of the triangle. */
  readonly seen: Uint16Array;
}

/** Where the samples of a grid lie: sample (i, j) at (x + (i + ½) · step, y + (j + ½) · step). */
export interface SampleGrid {
  readonly x: number;
  readonly y: number;
  /** Distance between samples, in units of the points. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws triangles with a depth buffer: of those that cover a sample the nearest is kept. Triangles
 * that turn their back on the viewer (clockwise in the grid, y down, when seen from behind) are
 * left out, and so are those without extent. Where two share an edge there is neither a gap nor a
 * doubt: the smaller index wins at equal depth.
 *
 * @param points x, y, depth of every point; a smaller depth is nearer
 * @param triangles three indices of points each, up to 65,535 triangles
 * @param front the sign of the doubled area ((b - a) × (c - a)) of a triangle that faces the viewer
 * @source Catmull, A subdivision algorithm for computer display of curved surfaces, 1974
 */
export function rasteriseTriangles(
  points: Readonly<Float64Array>,
  triangles: Readonly<Uint16Array>,
  grid: SampleGrid,
  front: 1 | -1,
): TriangleMap {
  const { width, height } = grid;
  const seen = new Uint16Array(width * height);
  const depths = new Float32Array(width * height).fill(Infinity);
  const corners = new Float64Array(8);
  for (let index = 0; 3 * index < triangles.length; index++) {
    drawTriangle(points, triangles, index, grid, front, seen, depths, corners);
  }
  return { width, height, seen };
}

/** @param corners room for the three corners and the first again, x and y in samples */
function drawTriangle(
  points: Readonly<Float64Array>,
  triangles: Readonly<Uint16Array>,
  index: number,
  grid: SampleGrid,
  front: 1 | -1,
  seen: Uint16Array,
  depths: Float32Array,
  corners: Float64Array,
): void {
  const { x, y, step, width, height } = grid;
  const a = 3 * triangles[3 * index];
  const b = 3 * triangles[3 * index + 1];
  const c = 3 * triangles[3 * index + 2];
  const ax = (points[a] - x) / step - 0.5;
  const ay = (points[a + 1] - y) / step - 0.5;
  const bx = (points[b] - x) / step - 0.5;
  const by = (points[b + 1] - y) / step - 0.5;
  const cx = (points[c] - x) / step - 0.5;
  const cy = (points[c + 1] - y) / step - 0.5;
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (!(area * front > 1e-9)) return;
  const az = points[a + 2];
  const along = ((points[b + 2] - az) * (cy - ay) - (points[c + 2] - az) * (by - ay)) / area;
  const down = ((points[c + 2] - az) * (bx - ax) - (points[b + 2] - az) * (cx - ax)) / area;
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
  const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
  corners[0] = corners[6] = ax;
  corners[1] = corners[7] = ay;
  corners[2] = bx;
  corners[3] = by;
  corners[4] = cx;
  corners[5] = cy;
  for (let row = top; row <= bottom; row++) {
    let from = Infinity;
    let to = -Infinity;
    for (let side = 0; side < 6; side += 2) {
      const px = corners[side];
      const py = corners[side + 1];
      const qx = corners[side + 2];
      const qy = corners[side + 3];
      if ((py < row && qy < row) || (py > row && qy > row)) continue;
      const first = py === qy ? Math.min(px, qx) : px + ((row - py) / (qy - py)) * (qx - px);
      const last = py === qy ? Math.max(px, qx) : first;
      if (first < from) from = first;
      if (last > to) to = last;
    }
    const end = Math.min(width - 1, Math.floor(to));
    let column = Math.max(0, Math.ceil(from));
    let depth = az + (column - ax) * along + (row - ay) * down;
    for (let at = row * width + column; column <= end; column++, at++, depth += along) {
      if (depth < depths[at]) {
        depths[at] = depth;
        seen[at] = index + 1;
      }
    }
  }
}

/**
 * Values of the points as planes over the picture: for every triangle three numbers (p, q, r) such
 * that the value at (x, y) is p + q·x + r·y. Triangles without extent have their first point's
 * value everywhere.
 *
 * @param points x, y, depth of every point
 * @param value the value at the point of this index; asked for once for every point
 */
export function triangleGradients(
  points: Readonly<Float64Array>,
  triangles: Readonly<Uint16Array>,
  value: (point: number) => number,
): Float64Array {
  const planes = new Float64Array(triangles.length);
  const values = new Float64Array(points.length / 3);
  for (let point = 0; point < values.length; point++) values[point] = value(point);
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at];
    const b = triangles[at + 1];
    const c = triangles[at + 2];
    const ax = points[3 * a];
    const ay = points[3 * a + 1];
    const bx = points[3 * b] - ax;
    const by = points[3 * b + 1] - ay;
    const cx = points[3 * c] - ax;
    const cy = points[3 * c + 1] - ay;
    const area = bx * cy - by * cx;
    const first = values[a];
    const toB = values[b] - first;
    const toC = values[c] - first;
    const q = area === 0 ? 0 : (toB * cy - toC * by) / area;
    const r = area === 0 ? 0 : (toC * bx - toB * cx) / area;
    planes[at] = first - q * ax - r * ay;
    planes[at + 1] = q;
    planes[at + 2] = r;
  }
  return planes;
}
