import type { RawImage } from '../../core/image.js';
import { createGrid, fillSmoothly, rowReader, type Grid } from '../../pixels/membrane.js';
import type { CoarseGrid } from './carry.js';
import type { FacePatch } from './patch.js';
import { grainAt, type Grain } from './grain.js';
import type { Fronts } from './occlusion.js';
import { smoothStep } from './slit.js';

/** What is put together. */
export interface ComposeRequest {
  /** The picture without the new face, its surroundings moved into place; mutated. */
  readonly plate: RawImage;
  readonly patch: FacePatch;
  readonly grid: CoarseGrid;
  readonly fronts: Fronts;
  readonly grain: Grain;
  /** Height of the face, picture pixels. */
  readonly size: number;
  /** How far colours are bent towards those of the skin around, 0 to 1. */
  readonly toneMatch: number;
}

/** Share of the skirt that is the new face's wholly, counted from its end. */
const skirtPlateau = 0.55;
/** How far into the face its colours are drawn towards those around it, in face heights. */
const colourReach = 0.11;
/** Colours are not moved further than this, as a logarithm. */
const farthest = 0.4;

/**
 * Lays the new face over the plate: all of it inside the oval, and on the skirt where the plate
 * shows skin. Colours are bent smoothly towards those of the skin around it, so that none jumps.
 */
export function compose(request: ComposeRequest): void {
  const { plate, patch, grain, toneMatch } = request;
  const { box } = patch;
  const shares = takenShares(request);
  const bend = colourBend(request, shares);
  for (let i = 0; i < bend.data.length; i++) bend.data[i] = Math.exp(toneMatch * bend.data[i]);
  const factorsOf = rowReader(bend, request.grid.cell, patch.width);
  const { channels, data } = plate;
  for (let y = 0, at = 0, to = 0; y < patch.height; y++) {
    const factors = factorsOf(y);
    for (let x = 0; x < patch.width; x++, at++, to += channels) {
      if (shares[at] === 0) continue;
      const share = shares[at] / 255;
      const noise = grainAt(grain, box.x0 + x, box.y0 + y);
      for (let c = 0; c < 3; c++) {
        const fresh = patch.colour[3 * at + c] * factors[3 * x + c] + noise;
        const mixed = data[to + c] + share * (fresh - data[to + c]) + 0.5;
        data[to + c] = mixed < 0 ? 0 : mixed > 255 ? 255 : mixed;
      }
    }
  }
}

/** For every pixel how much of it becomes the new face's, a byte each. */
function takenShares({ patch, fronts }: ComposeRequest): Uint8Array {
  const shares = new Uint8Array(patch.share.length);
  const { skirt, kept } = fronts;
  const { cell } = fronts.grid;
  const keptOf = rowReader(kept, cell, patch.width);
  const skirtOf = rowReader(skirt, cell, patch.width);
  for (let y = 0, at = 0; y < patch.height; y++) {
    const keptRow = keptOf(y);
    const skirtRow = skirtOf(y);
    for (let x = 0; x < patch.width; x++, at++) {
      const cover = patch.cover[at];
      if (cover === 0) continue;
      const share = patch.share[at];
      if (share === cover) {
        shares[at] = cover * (1 - keptRow[x]) + 0.5;
        continue;
      }
      shares[at] = cover * smoothStep(0, skirtPlateau, share / cover) * skirtRow[x] + 0.5;
    }
  }
  return shares;
}

/**
 * By how much, as a logarithm, the new colours are moved: on the skirt so that they become those of
 * the skin there, well inside the face not at all, smoothly between.
 */
function colourBend(
  { plate, patch, grid, fronts, size }: ComposeRequest,
  shares: Readonly<Uint8Array>,
): Grid {
  const { cell, width, height } = grid;
  const bends = createGrid(width, height, 3);
  const known = new Float32Array(width * height);
  const inside = new Float32Array(width * height);
  const { data, channels } = plate;
  // A few pixels of each cell tell as much as all of them.
  const step = Math.max(1, Math.floor(cell / 3));
  const skinOf = rowReader(fronts.skin, fronts.grid.cell, patch.width);
  for (let y = step >> 1; y < patch.height; y += step) {
    const skinRow = skinOf(y);
    const row = Math.floor((y + 0.5) / cell) * width;
    for (let x = step >> 1; x < patch.width; x += step) {
      const at = y * patch.width + x;
      if (shares[at] === 0) continue;
      const to = row + Math.floor((x + 0.5) / cell);
      if (patch.share[at] === patch.cover[at]) {
        inside[to] += step * step;
        continue;
      }
      const weight = Math.min(shares[at] / 255, skinRow[x]);
      for (let c = 0; c < 3; c++) {
        const ratio = Math.log((data[channels * at + c] + 8) / (patch.colour[3 * at + c] + 8));
        bends.data[3 * to + c] += weight * Math.min(farthest, Math.max(-farthest, ratio));
      }
      known[to] += weight;
    }
  }
  const full = (cell / step) ** 2;
  for (let i = 0; i < known.length; i++) {
    if (known[i] > 0) for (let c = 0; c < 3; c++) bends.data[3 * i + c] /= known[i];
    known[i] = Math.min(1, known[i] / (0.3 * full));
  }
  settleInside(inside, known, grid, colourReach * size);
  return fillSmoothly(bends, known);
}

/** Makes what lies deeper in the face than `reach` known to need no change. */
function settleInside(
  inside: Readonly<Float32Array>,
  known: Float32Array,
  { cell, width, height }: CoarseGrid,
  reach: number,
): void {
  const cells = Math.max(1, Math.round(reach / cell));
  const full = 0.6 * cell * cell;
  for (let y = cells; y < height - cells; y++) {
    for (let x = cells; x < width - cells; x++) {
      const deep =
        inside[y * width + x] >= full &&
        inside[(y - cells) * width + x] >= full &&
        inside[(y + cells) * width + x] >= full &&
        inside[y * width + x - cells] >= full &&
        inside[y * width + x + cells] >= full;
      if (deep) known[y * width + x] = 1;
    }
  }
}
