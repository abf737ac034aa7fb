import { boxHeight, boxWidth, type Box, type Point } from '../core/geometry.js';

/**
 * Draws a closed polygon as coverage: for each pixel of `area` (whole numbers, half-open) the
 * share of it that lies inside, exact to rounding, 0 to 255. Row-major, one byte a pixel. The
 * polygon may reach out of the area and may wind either way; where it overlaps itself in one
 * direction it stays solid. Cost: rows times edges, plus one pass over the area.
 * @source signed-area accumulation, as in R. Levien's font-rs
 */
export function rasterisePolygon(points: readonly Point[], area: Box): Uint8Array {
  const width = boxWidth(area);
  const height = boxHeight(area);
  const edges = points
    .map((point, i) => edgeBetween(point, points[(i + 1) % points.length], area))
    .filter((edge) => edge.top < edge.bottom);
  const coverage = new Uint8Array(width * height);
  // Each entry is by how much more (or less) of a pixel lies inside than of the one to its left.
  const steps = new Float64Array(width + 2);
  for (let y = 0; y < height; y++) {
    steps.fill(0);
    for (const edge of edges) if (edge.top < y + 1 && edge.bottom > y) addEdge(steps, edge, y);
    let inside = 0;
    for (let x = 0; x < width; x++) {
      inside += steps[x];
      coverage[y * width + x] = Math.round(255 * Math.min(1, Math.abs(inside)));
    }
  }
  return coverage;
}

/** An edge relative to the area's corner; `sign` says whether it was drawn downwards. */
interface Edge {
  readonly top: number;
  readonly bottom: number;
  readonly xAtTop: number;
  readonly slope: number;
  readonly sign: number;
}

function edgeBetween(a: Point, b: Point, area: Box): Edge {
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
  return {
    top: upper.y - area.y0,
    bottom: lower.y - area.y0,
    xAtTop: upper.x - area.x0,
    slope: (lower.x - upper.x) / (lower.y - upper.y),
    sign: upper === a ? 1 : -1,
  };
}

/** Adds what an edge does in one row, cut where it crosses the area's left or right border. */
function addEdge(steps: Float64Array, edge: Edge, row: number): void {
  const width = steps.length - 2;
  const from = Math.max(row, edge.top);
  const to = Math.min(row + 1, edge.bottom);
  const xAt = (y: number) => edge.xAtTop + (y - edge.top) * edge.slope;
  const cuts = [0, width]
    .map((border) => edge.top + (border - edge.xAtTop) / edge.slope)
    .filter((y) => y > from && y < to)
    .sort((a, b) => a - b);
  let start = from;
  for (const end of [...cuts, to]) {
    addPiece(steps, xAt(start), xAt(end), (end - start) * edge.sign);
    start = end;
  }
}

/** Adds a piece of an edge inside one row and on one side of each border of the area. */
function addPiece(steps: Float64Array, xa: number, xb: number, height: number): void {
  const width = steps.length - 2;
  const left = Math.min(Math.max(Math.min(xa, xb), 0), width);
  const right = Math.min(Math.max(Math.max(xa, xb), 0), width);
  // The height passed at x grows from 0 at `left` to `height` at `right`; a pixel's coverage is
  // the mean of that over the pixel, so a difference of its integral.
  const integral = (x: number) => {
    if (x <= left) return 0;
    if (x >= right) return height * (x - (left + right) / 2);
    return (height * (x - left) ** 2) / (2 * (right - left));
  };
  let before = 0;
  for (let x = Math.floor(left), last = Math.ceil(right); x <= last; x++) {
    const covered = integral(x + 1) - integral(x);
    steps[x] += covered - before;
    before = covered;
  }
}
