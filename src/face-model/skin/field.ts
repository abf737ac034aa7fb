import type { Box, Point } from '../../core/geometry.js';
import type { Random } from '../../core/random.js';
import { textureSize } from '../face.js';

/** One value for every pixel of a face's texture: `textureSize` squared, row-major. */
export type Field = Float32Array;

export function createField(): Field {
  return new Float32Array(textureSize * textureSize);
}

/**
 * Adds `amount` times `other` to `field` (mutated).
 *
 * @param within where `other` is not 0, as from {@link extentOf}; everywhere when absent
 */
export function addField(
  field: Field,
  other: Readonly<Field>,
  amount: number,
  { x0, y0, x1, y1 }: Box = everywhere,
): void {
  for (let y = y0; y < y1; y++) {
    const end = y * textureSize + x1;
    for (let i = y * textureSize + x0; i < end; i++) field[i] += amount * other[i];
  }
}

const everywhere: Box = { x0: 0, y0: 0, x1: textureSize, y1: textureSize };

/** The smallest box that holds all of a field that is not 0, whole pixels, half-open. */
export function extentOf(field: Readonly<Field>): Box {
  let [x0, y0, x1, y1] = [textureSize, textureSize, 0, 0];
  for (let i = 0; i < field.length; i++) {
    if (field[i] === 0) continue;
    const [x, y] = [i % textureSize, Math.floor(i / textureSize)];
    [x0, x1] = [Math.min(x0, x), Math.max(x1, x + 1)];
    [y0, y1] = [Math.min(y0, y), Math.max(y1, y + 1)];
  }
  return x1 > x0 ? { x0, y0, x1, y1 } : { x0: 0, y0: 0, x1: 0, y1: 0 };
}

/** Where a soft spot lies: its middle and its standard deviations across and down, in pixels. */
export interface Spot {
  readonly at: Point;
  readonly across: number;
  readonly down: number;
}

/** Adds a Gaussian spot with `amount` in its middle. Mutates `field`. */
export function addSpot(field: Field, { at, across, down }: Spot, amount: number): void {
  const [x0, x1] = span(at.x - 3 * across, at.x + 3 * across);
  const [y0, y1] = span(at.y - 3 * down, at.y + 3 * down);
  const row = new Float32Array(x1 - x0);
  for (let x = x0; x < x1; x++) row[x - x0] = Math.exp(-(((x + 0.5 - at.x) / across) ** 2) / 2);
  for (let y = y0; y < y1; y++) {
    const height = amount * Math.exp(-(((y + 0.5 - at.y) / down) ** 2) / 2);
    for (let x = x0; x < x1; x++) field[y * textureSize + x] += height * row[x - x0];
  }
}

/** The cross-section and the course of a line; both arguments from -1 or 0 to 1. */
export interface LineShape {
  /** Standard deviation of the line's cross-section in pixels. */
  readonly width: number;
  /** How strong it is at a share of its length, 0 to 1. */
  readonly course: (share: number) => number;
  /** Strength of the lighter ridges on both sides of a fold as a share of the line's, 0 for none. */
  readonly ridge?: number;
}

/** A line that is strong in the middle and fades out to both ends. */
export const fading = (share: number): number => Math.sin(Math.PI * share) ** 0.7;

/** A line as strong at its ends as in the middle. */
export const steady = (): number => 1;

/**
 * Adds a soft line along straight pieces between `points`, `amount` at its middle. Mutates
 * `field`. Cost: pixels of the boxes around its pieces.
 */
export function addLine(
  field: Field,
  points: readonly Point[],
  { width, course, ridge = 0 }: LineShape,
  amount: number,
): void {
  const reach = width * (ridge > 0 ? 5 : 3);
  const [x0, x1] = span(minimum(points, 'x') - reach, maximum(points, 'x') + reach);
  const [y0, y1] = span(minimum(points, 'y') - reach, maximum(points, 'y') + reach);
  const columns = x1 - x0;
  const nearest = new Float64Array(columns * (y1 - y0)).fill(reach * reach);
  const shares = new Float64Array(nearest.length).fill(-1);
  for (const piece of piecesOf(points)) {
    const { dx, dy, squared, from, to, end } = piece;
    const [left, right] = span(Math.min(piece.x, end.x) - reach, Math.max(piece.x, end.x) + reach);
    const [top, bottom] = span(Math.min(piece.y, end.y) - reach, Math.max(piece.y, end.y) + reach);
    for (let y = top; y < bottom; y++) {
      for (let x = left, at = (y - y0) * columns + left - x0; x < right; x++, at++) {
        const along = ((x + 0.5 - piece.x) * dx + (y + 0.5 - piece.y) * dy) / squared;
        const t = Math.min(Math.max(along, 0), 1);
        const distance = (x + 0.5 - piece.x - t * dx) ** 2 + (y + 0.5 - piece.y - t * dy) ** 2;
        if (distance < nearest[at]) {
          nearest[at] = distance;
          shares[at] = from + t * (to - from);
        }
      }
    }
  }
  for (let y = y0, at = 0; y < y1; y++) {
    for (let x = x0; x < x1; x++, at++) {
      if (shares[at] < 0) continue;
      const away = Math.sqrt(nearest[at]) / width;
      const beside = ridge > 0 ? ridge * Math.exp(-((away - 2.4) ** 2) / 1.4) : 0;
      const profile = Math.exp(-(away ** 2) / 2) - beside;
      field[y * textureSize + x] += amount * course(shares[at]) * profile;
    }
  }
}

function piecesOf(points: readonly Point[]) {
  const lengths = points.slice(1).map((p, i) => Math.hypot(p.x - points[i].x, p.y - points[i].y));
  const total = lengths.reduce((sum, length) => sum + length, 0) || 1;
  let done = 0;
  return lengths.map((length, i) => {
    const from = done / total;
    done += length;
    const [dx, dy] = [points[i + 1].x - points[i].x, points[i + 1].y - points[i].y];
    const squared = Math.max(dx * dx + dy * dy, 1e-9);
    return { ...points[i], end: points[i + 1], dx, dy, squared, from, to: done / total };
  });
}

/** Some rows of the texture, half-open. */
export type Rows = readonly [from: number, to: number];

const allRows: Rows = [0, textureSize];

/**
 * Adds smooth noise with a standard deviation of about `amount`: random values on a grid of
 * `across` × `down` pixels, interpolated smoothly. Mutates `field`, within `rows` alone. About
 * 0.3 ms for all of them.
 */
export function addNoise(
  field: Field,
  random: Random,
  [across, down]: readonly [number, number],
  amount: number,
  rows: Rows = allRows,
): void {
  const columns = Math.ceil(textureSize / across) + 2;
  const bytes = random.bytes(columns * (Math.ceil((rows[1] - rows[0]) / down) + 2));
  // A uniform byte less its middle has a deviation of 73.9; interpolation leaves two thirds of it.
  const scale = (1.5 * amount) / 73.9;
  const cells = new Int32Array(textureSize);
  const shares = new Float32Array(textureSize);
  for (let x = 0; x < textureSize; x++) {
    cells[x] = Math.floor((x + 0.5) / across);
    shares[x] = smooth((x + 0.5) / across - cells[x]);
  }
  const line = new Float32Array(columns);
  for (let y = rows[0]; y < rows[1]; y++) {
    const place = (y - rows[0] + 0.5) / down;
    const cell = Math.floor(place);
    const share = smooth(place - cell);
    for (let c = 0; c < columns; c++) {
      const above = bytes[cell * columns + c];
      line[c] = (above + share * (bytes[(cell + 1) * columns + c] - above) - 127.5) * scale;
    }
    for (let x = 0, to = y * textureSize; x < textureSize; x++, to++) {
      const at = cells[x];
      const left = line[at];
      field[to] += left + shares[x] * (line[at + 1] - left);
    }
  }
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}

/** Blurs by a Gaussian of about `sigma` pixels (three running means); edges repeat. A new field. */
export function blurred(field: Readonly<Field>, sigma: number): Field {
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  let from = Float32Array.from(field);
  for (let pass = 0; pass < 3; pass++) {
    from = runningMean(runningMean(from, radius, 1, textureSize), radius, textureSize, 1);
  }
  return from;
}

function runningMean(
  from: Readonly<Field>,
  radius: number,
  step: number,
  line: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(textureSize * textureSize);
  const last = textureSize - 1;
  for (let l = 0; l < textureSize; l++) {
    const start = l * line;
    let sum = 0;
    for (let i = -radius; i <= radius; i++)
      sum += from[start + Math.min(Math.max(i, 0), last) * step];
    for (let i = 0; i < textureSize; i++) {
      out[start + i * step] = sum / (2 * radius + 1);
      sum += from[start + Math.min(i + radius + 1, last) * step];
      sum -= from[start + Math.max(i - radius, 0) * step];
    }
  }
  return out;
}

/** Whole pixels of the texture between two places, half-open. */
function span(from: number, to: number): [number, number] {
  const low = Math.min(Math.max(Math.floor(from), 0), textureSize);
  return [low, Math.min(Math.max(Math.ceil(to), low), textureSize)];
}

function minimum(points: readonly Point[], axis: 'x' | 'y'): number {
  return Math.min(...points.map((point) => point[axis]));
}

function maximum(points: readonly Point[], axis: 'x' | 'y'): number {
  return Math.max(...points.map((point) => point[axis]));
}
