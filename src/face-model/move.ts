import { boxHeight, boxWidth, type Box } from '../core/geometry.js';
import type { Displacement } from '../pixels/warp.js';
import { normalsOf } from './normals.js';

/** How far a point carries its surroundings along, as shares of the face's size: coarse to fine. */
const reaches = [0.3, 0.14, 0.07, 0.035] as const;
/** Samples of the movement in a reach. */
const samplesPerReach = 2.5;
/** Beyond so many reaches a point is not felt. */
const cutoff = 3;
/** How soon a movement fades where no points are: the share of a point that holds still. */
const stillness = 0.08;
/** Points that turn their side or back to the viewer move nothing. */
const leastFacing = 0.08;

/**
 * The smooth movement of a picture that brings the points of a face from where they are to where
 * they should be. It follows the points closely where they lie, carries hair, ears and ground along
 * beside the face, and ends at the ellipse in `bounds`, so that nothing tears, whatever the head's
 * turn. Cost: 20 ms and a pass over the area.
 *
 * @param from, to 468 × (x, y, depth) in picture pixels
 * @param area the pixels to move: whole numbers
 * @param bounds what holds the ellipse in which anything moves
 * @source S. Lee, G. Wolberg, S. Shin, Scattered data interpolation with multilevel B-splines, IEEE
 *   TVCG 3(3), 1997, for the refinement from coarse to fine
 */
export function moveFace(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  area: Box,
  bounds: Box,
): Displacement {
  const points = movements(from, to);
  const size = sizeOf(to);
  const read = new Float64Array(2);
  // Coarse movements are written on ever finer grids, so that the last one holds them all.
  let moves = layOut(bounds, reaches[0] * size);
  reaches.forEach((reach, at) => {
    const layer = at === 0 ? moves : layOut(bounds, reach * size);
    fill(layer, points);
    // What a layer has not explained is left to the finer ones.
    for (const point of points) {
      readAt(layer, point.x, point.y, read);
      point.moveX -= read[0];
      point.moveY -= read[1];
    }
    if (at > 0) {
      addCoarser(layer, moves);
      moves = layer;
    }
  });
  const [a, b] = [boxWidth(bounds) / 2, boxHeight(bounds) / 2];
  const [width, height] = [boxWidth(area), boxHeight(area)];
  const [across, down] = [0, 1].map(() => new Float32Array(width * height));
  for (let row = 0, at = 0; row < height; row++) {
    const y = area.y0 + (row + 0.5);
    for (let column = 0; column < width; column++, at++) {
      const x = area.x0 + (column + 0.5);
      const fade = fadeAt(Math.hypot((x - bounds.x0 - a) / a, (y - bounds.y0 - b) / b));
      if (fade === 0) continue;
      readAt(moves, x, y, read);
      across[at] = fade * read[0];
      down[at] = fade * read[1];
    }
  }
  return { width, height, x: across, y: down };
}

/** A point where it should be, and from where its pixels come, relative to that. */
interface Movement {
  readonly x: number;
  readonly y: number;
  moveX: number;
  moveY: number;
}

function movements(from: ArrayLike<number>, to: ArrayLike<number>): Movement[] {
  const normals = normalsOf(from);
  const points: Movement[] = [];
  for (let at = 0; at < to.length; at += 3) {
    if (-normals[at + 2] < leastFacing) continue;
    const [x, y] = [to[at], to[at + 1]];
    points.push({ x, y, moveX: from[at] - x, moveY: from[at + 1] - y });
  }
  return points;
}

/** A grid of movements over a box. */
interface Layer {
  readonly x: number;
  readonly y: number;
  readonly step: number;
  readonly reach: number;
  readonly width: number;
  readonly height: number;
  /** width × height × (x, y). */
  readonly moves: Float32Array;
}

function layOut(bounds: Box, reach: number): Layer {
  const step = reach / samplesPerReach;
  const [width, height] = [boxWidth(bounds), boxHeight(bounds)].map(
    (side) => Math.ceil(side / step) + 2,
  );
  const moves = new Float32Array(width * height * 2);
  return { x: bounds.x0, y: bounds.y0, step, reach, width, height, moves };
}

/** Gives every place of a grid the mean of the movements around it, weighted by nearness. */
function fill(
  { x, y, step, reach, width, height, moves }: Layer,
  points: readonly Movement[],
): void {
  const weights = new Float32Array(width * height).fill(stillness);
  const radius = Math.ceil((cutoff * reach) / step);
  // A Gaussian over a grid is one over its columns times one over its rows.
  const nearness = (distance: number) => Math.exp((-2 * distance ** 2) / samplesPerReach ** 2);
  const across = new Float64Array(2 * radius + 1);
  for (const point of points) {
    const [column, row] = [(point.x - x) / step, (point.y - y) / step];
    const [left, right] = between(Math.round(column) - radius, Math.round(column) + radius, width);
    const [top, bottom] = between(Math.round(row) - radius, Math.round(row) + radius, height);
    for (let i = left; i <= right; i++) across[i - left] = nearness(i - column);
    for (let j = top; j <= bottom; j++) {
      const down = nearness(j - row);
      for (let i = left; i <= right; i++) {
        const weight = down * across[i - left];
        const at = j * width + i;
        weights[at] += weight;
        moves[2 * at] += weight * point.moveX;
        moves[2 * at + 1] += weight * point.moveY;
      }
    }
  }
  for (let at = 0; at < moves.length; at++) moves[at] /= weights[at >> 1];
}

/** Adds the movements of a coarser grid to those of a finer one. */
function addCoarser({ x, y, step, width, moves }: Layer, coarser: Layer): void {
  const read = new Float64Array(2);
  for (let at = 0; at < moves.length; at += 2) {
    const [column, row] = [(at / 2) % width, Math.floor(at / 2 / width)];
    readAt(coarser, x + column * step, y + row * step, read);
    moves[at] += read[0];
    moves[at + 1] += read[1];
  }
}

function between(from: number, to: number, count: number): [number, number] {
  return [Math.max(0, from), Math.min(count - 1, to)];
}

/** Writes the movement at a point, between the four places of the grid around it, to `out`. */
function readAt(
  { x, y, step, width, height, moves }: Layer,
  px: number,
  py: number,
  out: Float64Array,
): void {
  const column = Math.min(width - 1.001, Math.max(0, (px - x) / step));
  const row = Math.min(height - 1.001, Math.max(0, (py - y) / step));
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [u, v] = [column - left, row - top];
  const at = 2 * (top * width + left);
  const below = at + 2 * width;
  const [p, q, r, s] = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v];
  out[0] = p * moves[at] + q * moves[at + 2] + r * moves[below] + s * moves[below + 2];
  out[1] = p * moves[at + 1] + q * moves[at + 3] + r * moves[below + 1] + s * moves[below + 3];
}

/** 1 inside an ellipse, 0 at its edge, by the share of the way to the edge. */
function fadeAt(share: number): number {
  const left = Math.min(1, Math.max(0, (1 - share) / 0.3));
  return left * left * (3 - 2 * left);
}

/** The face's extent across the picture. */
function sizeOf(points: ArrayLike<number>): number {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 3) {
    left = Math.min(left, points[at]);
    right = Math.max(right, points[at]);
    top = Math.min(top, points[at + 1]);
    bottom = Math.max(bottom, points[at + 1]);
  }
  return Math.max(2, right - left, bottom - top);
}
