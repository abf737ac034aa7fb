import { boxHeight, boxWidth, type Box } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { crop } from '../../pixels/crop.js';
import { featherOutward } from '../../pixels/feather.js';
import { createGrid, fillSmoothly, rowReader, type Grid } from '../../pixels/membrane.js';
import { rasteriseTriangles, triangleGradients } from '../../pixels/triangles.js';
import { hiddenTriangles } from './openness.js';
import { skirtedTriangles } from './skirt.js';

/** A coarse grid over a part of a picture. */
export interface CoarseGrid {
  readonly box: Box;
  /** Picture pixels a cell. */
  readonly cell: number;
  readonly width: number;
  readonly height: number;
}

/** Covers a box with cells so that a length of `size` pixels takes about `count` of them. */
export function coarseGrid(box: Box, size: number, count: number): CoarseGrid {
  const cell = Math.max(1, size / count);
  return {
    box,
    cell,
    width: Math.ceil(boxWidth(box) / cell),
    height: Math.ceil(boxHeight(box) / cell),
  };
}

/**
 * From where each place around a new face takes its pixels: surroundings move along with the
 * contour, so that hair, neck and background meet the new face where they met the old one, and
 * come to rest a little further out.
 *
 * @param from the old face with its skirt, x, y, depth in picture pixels
 * @param to the new one
 * @param reach how far outside the new face the surroundings still move, picture pixels
 * @returns x and y to add for each cell, picture pixels
 */
export function movesAround(
  from: Readonly<Float64Array>,
  to: Readonly<Float64Array>,
  grid: CoarseGrid,
  reach: number,
): Grid {
  const { box, cell, width, height } = grid;
  const map = rasteriseTriangles(
    to,
    skirtedTriangles,
    { x: box.x0, y: box.y0, step: cell, width, height },
    -1,
  );
  const planes = [0, 1].map((axis) =>
    triangleGradients(to, skirtedTriangles, (p) => from[3 * p + axis] - to[3 * p + axis]),
  );
  const moves = createGrid(width, height, 2);
  const known = new Float32Array(width * height);
  const inside = new Uint8Array(width * height);
  for (let i = 0; i < map.seen.length; i++) {
    if (map.seen[i] === 0) continue;
    const at = 3 * (map.seen[i] - 1);
    const x = box.x0 + ((i % width) + 0.5) * cell;
    const y = box.y0 + (Math.floor(i / width) + 0.5) * cell;
    for (let axis = 0; axis < 2; axis++) {
      const plane = planes[axis];
      moves.data[2 * i + axis] = plane[at] + x * plane[at + 1] + y * plane[at + 2];
    }
    known[i] = 1;
    inside[i] = 255;
  }
  const filled = fillSmoothly(moves, known);
  restWhereHidden(filled, map.seen);
  const nearness = featherOutward(inside, width, height, reach / cell);
  for (let i = 0; i < nearness.length; i++) {
    const t = nearness[i] / 255;
    const share = t * t * (3 - 2 * t);
    filled.data[2 * i] *= share;
    filled.data[2 * i + 1] *= share;
  }
  return filled;
}

/** Does not move what the new face hides whatever hangs before it; nobody sees it. */
function restWhereHidden(moves: Grid, seen: Readonly<Uint16Array>): void {
  const { width, height, data } = moves;
  const isHidden = (i: number) => seen[i] > 0 && hiddenTriangles[seen[i] - 1] === 1;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      // Its neighbours too: moves are read linearly between cells.
      let all = true;
      for (let dy = -width; all && dy <= width; dy += width) {
        for (let dx = -1; dx <= 1; dx++) all &&= isHidden(i + dy + dx);
      }
      if (all) data.fill(0, 2 * i, 2 * i + 2);
    }
  }
}

/** Moves shorter than this many pixels are none: the pixels stay byte for byte what they were. */
const leastMove = 0.04;

/**
 * The pixels of the grid's box after the moves, read from the picture linearly between its pixels;
 * alpha moves along.
 */
export function carryPixels(image: Readonly<RawImage>, grid: CoarseGrid, moves: Grid): RawImage {
  const { box, cell } = grid;
  const { data, width, height, channels } = image;
  const out = crop(image, box);
  const movesOf = rowReader(moves, cell, out.width);
  for (let y = 0, to = 0; y < out.height; y++) {
    const row = movesOf(y);
    for (let x = 0; x < out.width; x++, to += channels) {
      const across = row[2 * x];
      const down = row[2 * x + 1];
      if (across < leastMove && across > -leastMove && down < leastMove && down > -leastMove) {
        continue;
      }
      const px = Math.min(width - 1, Math.max(0, box.x0 + x + across));
      const py = Math.min(height - 1, Math.max(0, box.y0 + y + down));
      const left = px | 0;
      const top = py | 0;
      const u = px - left;
      const v = py - top;
      let at = (top * width + left) * channels;
      const next = left + 1 < width ? channels : 0;
      const under = top + 1 < height ? width * channels : 0;
      for (let c = 0; c < channels; c++, at++) {
        const above = data[at] + u * (data[at + next] - data[at]);
        const below = data[at + under] + u * (data[at + under + next] - data[at + under]);
        out.data[to + c] = above + v * (below - above) + 0.5;
      }
    }
  }
  return out;
}

/** The gains over the face and, going on smoothly, around it. */
export function spreadGains(
  points: Readonly<Float64Array>,
  gains: Readonly<Float64Array>,
  grid: CoarseGrid,
): Grid {
  const { box, cell, width, height } = grid;
  const area = { x: box.x0, y: box.y0, step: cell, width, height };
  const { seen } = rasteriseTriangles(points, skirtedTriangles, area, -1);
  const planes = [0, 1, 2].map((c) =>
    triangleGradients(points, skirtedTriangles, (point) => gains[3 * point + c]),
  );
  const values = createGrid(width, height, 3);
  const known = new Float32Array(width * height);
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 0) continue;
    const at = 3 * (seen[i] - 1);
    const x = box.x0 + ((i % width) + 0.5) * cell;
    const y = box.y0 + (Math.floor(i / width) + 0.5) * cell;
    for (let c = 0; c < 3; c++) {
      values.data[3 * i + c] = planes[c][at] + x * planes[c][at + 1] + y * planes[c][at + 2];
    }
    known[i] = 1;
  }
  return fillSmoothly(values, known);
}
