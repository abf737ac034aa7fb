import type { Point } from '../../core/geometry.js';
import type { ProbabilityMap } from './probability-map.js';

/** A patch of touching map pixels above a threshold. */
export interface Component {
  /** Number of pixels. */
  readonly area: number;
  /** Corners of its rows of pixels; their convex hull is that of the whole patch. */
  readonly corners: readonly Point[];
}

/**
 * Patches of pixels of at least `threshold` (0 to 255) that touch by a side or a corner, ordered by
 * their first pixel from the top. Rows of pixels are joined by union-find, so the cost is one look
 * at each pixel.
 */
export function findComponents(map: ProbabilityMap, threshold: number): Component[] {
  const runs = findRuns(map, threshold);
  const parent = joinRuns(runs);
  const found = new Map<number, { area: number; corners: Point[] }>();
  for (let i = 0; i < runs.length; i++) {
    const { y, from, to } = runs[i];
    const root = rootOf(parent, i);
    let component = found.get(root);
    if (!component) found.set(root, (component = { area: 0, corners: [] }));
    component.area += to - from;
    component.corners.push(
      { x: from, y },
      { x: to, y },
      { x: from, y: y + 1 },
      { x: to, y: y + 1 },
    );
  }
  return [...found.values()];
}

/** Pixels `from <= x < to` of one row. */
interface Run {
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

function findRuns({ data, width, height }: ProbabilityMap, threshold: number): Run[] {
  const runs: Run[] = [];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      if (data[row + x] < threshold) continue;
      const from = x;
      while (x < width && data[row + x] >= threshold) x++;
      runs.push({ y, from, to: x });
    }
  }
  return runs;
}

/** For each run another one of its patch; following them ends at the patch's first run. */
function joinRuns(runs: readonly Run[]): Int32Array {
  const parent = Int32Array.from(runs, (_, i) => i);
  let above = 0;
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i];
    while (above < i && (runs[above].y < run.y - 1 || endsLeftOf(runs[above], run))) above++;
    for (let k = above; k < i && runs[k].y < run.y && runs[k].from <= run.to; k++) {
      if (runs[k].to < run.from) continue;
      const a = rootOf(parent, k);
      const b = rootOf(parent, i);
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return parent;
}

/** Whether a run of the row above ends too far left to touch this one or any later one. */
function endsLeftOf(upper: Run, lower: Run): boolean {
  return upper.y === lower.y - 1 && upper.to < lower.from;
}

function rootOf(parent: Int32Array, index: number): number {
  let root = index;
  while (parent[root] !== root) root = parent[root];
  while (parent[index] !== root) {
    const next = parent[index];
    parent[index] = root;
    index = next;
  }
  return root;
}
