import { boxHeight, boxWidth } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { createGrid, fillSmoothly, rowSampler, type Grid } from '../../pixels/membrane.js';
import { openMask } from '../../pixels/opening.js';
import { squaredDistances } from '../../pixels/feather.js';
import { rasteriseTriangles, triangleGradients } from '../../pixels/triangles.js';
import { canonicalPoints, triangles } from '../canonical.js';
import { spreadGains, type CoarseGrid } from './carry.js';
import { openPoints, openPointsBearded, openPointsToCurtains } from './openness.js';
import { ovalPoints } from './parts.js';
import { likeSkin, type SkinTone } from './skin-tone.js';
import { smoothStep } from './slit.js';
import { skirtedTriangles } from './skirt.js';

/** What of a picture shows skin, and what of it stays in front of the new face. */
export interface Fronts {
  readonly grid: CoarseGrid;
  /** How like the face's own skin, 0 to 1. */
  readonly skin: Grid;
  /** How much of the skirt of the new face is drawn, 0 to 1. */
  readonly skirt: Grid;
  /** How much of the picture stays although the face is drawn there, 0 to 1. */
  readonly kept: Grid;
}

/** Cells that the height of a face is looked at with, at most. */
const cellsHigh = 130;
/** From this height of the canonical head on the oval is jaw, centimetres down. */
const jawFrom = 1;
/** Where less than this looks like skin, something else is. */
const notSkin = 0.5;

/**
 * Tells hair, hands and what else hangs in front of a face from its skin, by the picture alone:
 * what does not look like this skin under this light, and goes on to the outside of the oval. Brows,
 * eyes, nose and mouth are never left, nor is a beard: whatever lies there is painted over.
 *
 * @param plate the picture with the surroundings of the face moved to where the new one is
 * @param points the new face with its skirt
 * @param gains what the light multiplies values by, 3 for every point
 */
export function findFronts(
  plate: Readonly<RawImage>,
  points: Readonly<Float64Array>,
  gains: Readonly<Float64Array>,
  tone: SkinTone | null,
  around: CoarseGrid,
  size: number,
): Fronts {
  const cell = Math.max(1, Math.round(size / cellsHigh));
  const { box } = around;
  const [width, height] = [boxWidth(box), boxHeight(box)].map((length) => Math.ceil(length / cell));
  const grid: CoarseGrid = { box, cell, width, height };
  const skin = createGrid(width, height, 1);
  const kept = createGrid(width, height, 1);
  if (!tone) return { grid, skin, skirt: skin, kept };
  const area = { x: box.x0, y: box.y0, step: cell, width, height };
  const { seen } = rasteriseTriangles(points, skirtedTriangles, area, -1);
  const means = cellMeans(plate, grid);
  fillSkin(means, skin, tone, spreadGains(points, gains, around), cell / around.cell);
  parColours(means, skin, seen);
  const bearded = hasBeard(skin, seen);
  const open = opennessMap(points, seen, grid, bearded ? openPointsBearded : openPoints);
  if (!bearded) {
    openToCurtains(open, skin, opennessMap(points, seen, grid, openPointsToCurtains), size / cell);
  }
  const reached = reachFromOutside(skin, seen, open);
  for (let i = 0; i < reached.length; i++) {
    if (reached[i] === 1) kept.data[i] = open[i] * (1 - skin.data[i]);
  }
  const softened = soften(skin);
  const skirt = tone.covered ? overJaw(softened, seen) : softened;
  return { grid, skin: softened, skirt, kept: soften(kept) };
}

/** A byte a triangle of face and skirt: 1 on the skirt under the jaw. */
const jawTriangles = Uint8Array.from({ length: skirtedTriangles.length / 3 }, (_, triangle) => {
  const ofSkirt = triangle - triangles.length / 3;
  if (ofSkirt < 0) return 0;
  const base = ovalPoints[(ofSkirt >> 1) % ovalPoints.length];
  return canonicalPoints[3 * base + 1] > jawFrom ? 1 : 0;
});

/** The same with all of the jaw's skirt drawn: the rim of a mask that was painted over goes too. */
function overJaw(skin: Grid, seen: Readonly<Uint16Array>): Grid {
  const skirt = createGrid(skin.width, skin.height, 1);
  for (let i = 0; i < seen.length; i++) {
    skirt.data[i] = seen[i] > 0 && jawTriangles[seen[i] - 1] === 1 ? 1 : skin.data[i];
  }
  return soften(skirt);
}

/** No skin is looked for in deeper shadow than this: dark hair would pass for it. */
const leastGain = 0.55;

/** How like skin each cell of the plate is. */
function fillSkin(means: Grid, skin: Grid, tone: SkinTone, light: Grid, scale: number): void {
  const places = Float64Array.from({ length: skin.width }, (_, x) => (x + 0.5) * scale);
  const gainsOf = rowSampler(light, places);
  const hair = hairOf(means, tone);
  for (let y = 0, i = 0, at = 0; y < skin.height; y++) {
    const gains = gainsOf((y + 0.5) * scale);
    for (let x = 0; x < skin.width; x++, i++, at += 3) {
      const alike = likeSkin(
        tone,
        means.data[at],
        means.data[at + 1],
        means.data[at + 2],
        Math.max(leastGain, gains[3 * x]),
        Math.max(leastGain, gains[3 * x + 1]),
        Math.max(leastGain, gains[3 * x + 2]),
      );
      skin.data[i] = alike * (1 - (hair?.data[i] ?? 0));
    }
  }
}

/** How surely each cell has the colour of hair; smooth, for single colours are noisy. */
function hairOf({ data, width, height }: Grid, { hair }: SkinTone): Grid | null {
  if (!hair) return null;
  const shares = createGrid(width, height, 1);
  for (let i = 0, at = 0; i < shares.data.length; i++, at += 3) {
    shares.data[i] = hair(data[at], data[at + 1], data[at + 2]);
  }
  return soften(soften(shares));
}

/** The mean colour of every cell. */
function cellMeans(plate: Readonly<RawImage>, { width, height, cell }: CoarseGrid): Grid {
  const means = createGrid(width, height, 3);
  const { data, channels } = plate;
  for (let y = 0, to = 0; y < height; y++) {
    const bottom = Math.min(plate.height, (y + 1) * cell);
    for (let x = 0; x < width; x++, to += 3) {
      const right = Math.min(plate.width, (x + 1) * cell);
      for (let row = y * cell; row < bottom; row++) {
        let at = (row * plate.width + x * cell) * channels;
        for (let column = x * cell; column < right; column++, at += channels) {
          for (let c = 0; c < 3; c++) means.data[to + c] += data[at + c];
        }
      }
      const share = 1 / ((bottom - y * cell) * (right - x * cell));
      for (let c = 0; c < 3; c++) means.data[to + c] *= share;
    }
  }
  return means;
}

/** The mean over 3 × 3 cells, the middle counting double each way. */
function soften(grid: Grid): Grid {
  const { width, height, data } = grid;
  const out = createGrid(width, height, 1);
  for (let y = 0, i = 0; y < height; y++) {
    const up = y > 0 ? -width : 0;
    const down = y + 1 < height ? width : 0;
    for (let x = 0; x < width; x++, i++) {
      const left = x > 0 ? -1 : 0;
      const right = x + 1 < width ? 1 : 0;
      const above = data[i + up + left] + 2 * data[i + up] + data[i + up + right];
      const here = data[i + left] + 2 * data[i] + data[i + right];
      const below = data[i + down + left] + 2 * data[i + down] + data[i + down + right];
      out.data[i] = (above + here + here + below) / 16;
    }
  }
  return out;
}

/** Cells of the matte that one cell of the fields of local colours takes in. */
const fieldCells = 3;
/** Local colours nearer to each other than the first tell nothing, those farther than the second all. */
const tellingFrom = 18;
const tellingTo = 48;

/**
 * Sharpens what is skin and what is not, in place: between the colour of the surest skin near a
 * cell and that of the surest rest near it, each cell lies somewhere, whatever the shadow.
 *
 * @source after Levin, Lischinski, Weiss, A closed-form solution to natural image matting, IEEE
 *   TPAMI 30(2), 2008: a pixel is a mix of two colours that change slowly
 */
function parColours(means: Grid, skin: Grid, seen: Readonly<Uint16Array>): void {
  const [width, height] = [skin.width, skin.height].map((n) => Math.ceil(n / fieldCells));
  const fields = [0, 1].map(() => createGrid(width, height, 3));
  const known = [0, 1].map(() => new Float32Array(width * height));
  for (let y = 0, i = 0; y < skin.height; y++) {
    for (let x = 0; x < skin.width; x++, i++) {
      const to = Math.floor(y / fieldCells) * width + Math.floor(x / fieldCells);
      const onFace = seen[i] > 0;
      const weight = skin.data[i] > 0.85 && onFace ? skin.data[i] : skin.data[i] < 0.15 ? 1 : 0;
      if (weight === 0) continue;
      const kind = skin.data[i] > 0.5 ? 0 : 1;
      for (let c = 0; c < 3; c++) fields[kind].data[3 * to + c] += weight * means.data[3 * i + c];
      known[kind][to] += weight;
    }
  }
  const [bright, other] = fields.map((field, kind) => {
    for (let i = 0; i < known[kind].length; i++) {
      if (known[kind][i] === 0) continue;
      for (let c = 0; c < 3; c++) field.data[3 * i + c] /= known[kind][i];
      known[kind][i] = Math.min(1, known[kind][i] / 4);
    }
    return fillSmoothly(field, known[kind]);
  });
  const places = Float64Array.from({ length: skin.width }, (_, x) => (x + 0.5) / fieldCells);
  const [brightOf, otherOf] = [rowSampler(bright, places), rowSampler(other, places)];
  for (let y = 0, i = 0; y < skin.height; y++) {
    const a = brightOf((y + 0.5) / fieldCells);
    const b = otherOf((y + 0.5) / fieldCells);
    for (let x = 0; x < skin.width; x++, i++) {
      let along = 0;
      let length = 0;
      for (let c = 0; c < 3; c++) {
        const apart = a[3 * x + c] - b[3 * x + c];
        along += (means.data[3 * i + c] - b[3 * x + c]) * apart;
        length += apart ** 2;
      }
      const telling = smoothStep(tellingFrom, tellingTo, Math.sqrt(length));
      const share = smoothStep(0.1, 0.75, along / Math.max(1, length));
      skin.data[i] += telling * (share - skin.data[i]);
    }
  }
}

/** The triangles of chin and lower cheeks, where beards grow. */
const beardTriangles = Uint8Array.from({ length: triangles.length / 3 }, (_, triangle) => {
  const centre = [0, 1].map((axis) => {
    const corners = triangles.subarray(3 * triangle, 3 * triangle + 3);
    return corners.reduce((sum, point) => sum + canonicalPoints[3 * point + axis], 0) / 3;
  });
  const [x, y] = centre;
  return y > 6.2 && Math.abs(x) < 3.2 ? 1 : 0;
});

/** Above this share of the chin not looking like skin, it is taken for bearded. */
const beardShare = 0.4;

function hasBeard(skin: Grid, seen: Readonly<Uint16Array>): boolean {
  let [count, hairy] = [0, 0];
  for (let i = 0; i < seen.length; i++) {
    const triangle = seen[i] - 1;
    if (triangle < 0 || triangle >= beardTriangles.length || !beardTriangles[triangle]) continue;
    count++;
    hairy += 1 - skin.data[i];
  }
  return count > 0 && hairy > beardShare * count;
}

/** What is thinner is no hair that hangs over a face, but a brow or an arm of glasses; face heights. */
const leastThick = 0.065;
/** So far beyond what is thick its ragged rim goes, likewise. */
const ragged = 0.02;
/** What hides less of a face than this is left out of account, in squares of its height. */
const leastHidden = 0.008;

/**
 * Opens a face, in place, to what hangs over it in breadth: curtains of hair, which may hide more of
 * it than what is thin.
 */
function openToCurtains(
  open: Float32Array,
  skin: Grid,
  wider: Readonly<Float32Array>,
  size: number,
): void {
  const { width, height, data } = skin;
  const other = Uint8Array.from(data, (alike) => (alike < notSkin ? 255 : 0));
  const thick = openMask(other, width, height, (leastThick / 2) * size);
  const away = squaredDistances(thick, width, height);
  const reach = (ragged * size) ** 2;
  const hides = Uint8Array.from(open, (share, i) =>
    away[i] <= reach && wider[i] > 0.05 && share < 0.95 ? 1 : 0,
  );
  const queue = new Int32Array(hides.length);
  for (let first = 0; first < hides.length; first++) {
    if (hides[first] !== 1) continue;
    let length = 0;
    const add = (i: number) => {
      if (hides[i] !== 1) return;
      hides[i] = 2;
      queue[length++] = i;
    };
    add(first);
    for (let next = 0; next < length; next++) visitBeside(queue[next], width, height, add);
    if (length < leastHidden * size * size) continue;
    for (let k = 0; k < length; k++) open[queue[k]] = Math.max(open[queue[k]], wider[queue[k]]);
  }
}

/** Calls for the cells to the four sides of one. */
function visitBeside(
  i: number,
  width: number,
  height: number,
  visit: (beside: number) => void,
): void {
  const x = i % width;
  if (x > 0) visit(i - 1);
  if (x + 1 < width) visit(i + 1);
  if (i >= width) visit(i - width);
  if (i + width < width * height) visit(i + width);
}

function opennessMap(
  points: Readonly<Float64Array>,
  seen: Readonly<Uint16Array>,
  { box, cell, width }: CoarseGrid,
  open: Readonly<Float64Array>,
): Float32Array {
  const plane = triangleGradients(points, skirtedTriangles, (point) => open[point]);
  const map = new Float32Array(seen.length).fill(1);
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 0) continue;
    const at = 3 * (seen[i] - 1);
    const x = box.x0 + ((i % width) + 0.5) * cell;
    const y = box.y0 + (Math.floor(i / width) + 0.5) * cell;
    map[i] = Math.min(1, Math.max(0, plane[at] + x * plane[at + 1] + y * plane[at + 2]));
  }
  return map;
}

/** A byte a cell: 1 where what is not skin is joined to what is not skin outside of the oval. */
function reachFromOutside(
  skin: Grid,
  seen: Readonly<Uint16Array>,
  open: Readonly<Float32Array>,
): Uint8Array {
  const { width, height } = skin;
  const reached = new Uint8Array(seen.length);
  const queue = new Int32Array(seen.length);
  let length = 0;
  const add = (i: number) => {
    if (reached[i] === 1) return;
    reached[i] = 1;
    // Half-skin cells at the rim are taken in, but nothing is reached through them.
    if (skin.data[i] < notSkin && open[i] > 0.05) queue[length++] = i;
  };
  for (let i = 0; i < seen.length; i++) {
    const outside = seen[i] === 0 || seen[i] * 3 > triangles.length;
    if (outside && skin.data[i] < notSkin) add(i);
  }
  for (let next = 0; next < length; next++) visitBeside(queue[next], width, height, add);
  return reached;
}
