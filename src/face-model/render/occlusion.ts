import { boxHeight, boxWidth } from '../../core/geometry.js';
import type { RawImage } from '../../core/image.js';
import { createGrid, type Grid } from '../../pixels/membrane.js';
import { rasteriseTriangles, triangleGradients } from '../../pixels/triangles.js';
import { canonicalPoints, triangles } from '../canonical.js';
import { spreadGains, type CoarseGrid } from './carry.js';
import { broadParts, openToCurtains, reachFromOutside } from './curtains.js';
import { cellMeans, skinMatte, soften } from './matte.js';
import { openPoints, openPointsBearded, openPointsToCurtains } from './openness.js';
import { ovalPoints } from './parts.js';
import type { SkinTone } from './skin-tone.js';
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

/**
 * Tells hair and what else hangs in front of a face from its skin, by colours alone: what does not
 * look like this skin under this light, and goes on to the outside of the oval. Near the oval thin
 * things stay, farther in only what hangs down in breadth. Eyes, nose and mouth are never left, nor is
 * a beard: whatever lies there is painted over.
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
  const kept = createGrid(width, height, 1);
  if (!tone) return { grid, skin: kept, skirt: kept, kept };
  const area = { x: box.x0, y: box.y0, step: cell, width, height };
  const { seen } = rasteriseTriangles(points, skirtedTriangles, area, -1);
  const means = cellMeans(plate, grid);
  const light = spreadGains(points, gains, around);
  const skin = skinMatte(means, seen, tone, light, cell / around.cell);
  const bearded = hasBeard(skin, seen);
  const open = opennessMap(points, seen, grid, bearded ? openPointsBearded : openPoints);
  if (!bearded) {
    const broad = broadParts(skin, size / cell);
    const wider = opennessMap(points, seen, grid, openPointsToCurtains);
    openToCurtains(open, broad, wider, skin, size / cell);
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
