import type { RawImage } from '../../core/image.js';
import { luma } from '../../pixels/colour.js';
import { createGrid, fillSmoothly, rowSampler, type Grid } from '../../pixels/membrane.js';
import type { CoarseGrid } from './carry.js';
import { likeSkin, type SkinTone } from './skin-tone.js';
import { smoothStep } from './slit.js';

/** The mean colour of every cell. */
export function cellMeans(plate: Readonly<RawImage>, { width, height, cell }: CoarseGrid): Grid {
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

/**
 * How much of each cell is the face's own skin, 0 to 1.
 *
 * @param means the colour of every cell
 * @param seen one more than the triangle of the face that each cell shows, 0 for none
 * @param light what the light multiplies values by, on a grid of its own
 * @param scale cells of that grid on one of these
 */
export function skinMatte(
  means: Grid,
  seen: Readonly<Uint16Array>,
  tone: SkinTone,
  light: Grid,
  scale: number,
): Grid {
  const skin = createGrid(means.width, means.height, 1);
  fillSkin(means, skin, tone, light, scale);
  parColours(means, skin, seen);
  return skin;
}

/** No skin is looked for in deeper shadow than this: dark hair would pass for it. */
const leastGain = 0.55;

/** What is brighter may well be skin in glaring light, unless it is seen all around. */
const glaring = [190, 225] as const;

/** How like skin each cell of the plate is. */
function fillSkin(means: Grid, skin: Grid, tone: SkinTone, light: Grid, scale: number): void {
  const places = Float64Array.from({ length: skin.width }, (_, x) => (x + 0.5) * scale);
  const gainsOf = rowSampler(light, places);
  const rest = othersOf(means, tone);
  for (let y = 0, i = 0, at = 0; y < skin.height; y++) {
    const gains = gainsOf((y + 0.5) * scale);
    for (let x = 0; x < skin.width; x++, i++, at += 3) {
      const red = means.data[at];
      const green = means.data[at + 1];
      const blue = means.data[at + 2];
      const alike = likeSkin(
        tone,
        red,
        green,
        blue,
        Math.max(leastGain, gains[3 * x]),
        Math.max(leastGain, gains[3 * x + 1]),
        Math.max(leastGain, gains[3 * x + 2]),
      );
      const glare = smoothStep(...glaring, luma(red, green, blue));
      skin.data[i] = Math.max(alike, glare) * (1 - (rest?.data[i] ?? 0));
    }
  }
}

/** How surely each cell has a colour of the surroundings; smooth, for single colours are noisy. */
function othersOf({ data, width, height }: Grid, { others }: SkinTone): Grid | null {
  if (!others) return null;
  const shares = createGrid(width, height, 1);
  for (let i = 0, at = 0; i < shares.data.length; i++, at += 3) {
    shares.data[i] = others(data[at], data[at + 1], data[at + 2]);
  }
  return soften(soften(shares));
}

/** The mean over 3 × 3 cells, the middle counting double each way. */
export function soften(grid: Grid): Grid {
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
