import type { RawImage } from '../core/image.js';
import { median } from '../numbers/median.js';
import { luma } from '../pixels/colour.js';
import { rasteriseTriangles, type SampleGrid } from '../pixels/triangles.js';
import { ramp } from './axes/field.js';
import { canonicalPoints, triangles } from './canonical.js';
import { partOf, parts } from './render/parts.js';
import { frontWinding } from './texture-layout.js';
import type { Unwrapped } from './unwrap.js';

/** How surely a colour is that of hair, or of what else is around a face, and not its skin's, 0 to 1. */
export type OtherShare = (red: number, green: number, blue: number) => number;

/** Samples on the height of a face. */
const samplesHigh = 64;
/** How far around the face is looked, in its heights. */
const reach = 0.15;
/** From the top of the forehead down to the chin, what is over or beside the face ends here. */
const overUpTo = 0.6;
/** Fewer samples than this tell nothing. */
const leastSamples = 40;
/** Bins of brightness, and of each of two ratios of colours. */
const [brights, hues] = [18, 10];
/** Their widths, as logarithms; brightness begins at that of black. */
const [brightStep, hueStep] = [0.16, 0.12];
/** Dark colours say little about their hue: this much is added before logarithms are taken. */
const darkest = 16;
/**
 * A share of all colours that is so small counts as none. Glaring light makes a few bright colours of
 * any skin; a wall or a window is more of them.
 */
const none = { dark: 1 / 800, bright: 1 / 60 } as const;
/** Skin is told from the rest by its own colours, unless it is darker or brighter by these factors. */
const [darker, brighter] = [0.8, 1.25];
/** What of the middle is darker than this share of it is hair that hangs down to there. */
const shadow = 0.35;
/** A colour so many times as common around the face as in its middle begins to be of the rest, and is. */
const [tellingFrom, tellingTo] = [2, 5];

/** Triangles of cheeks and bridge of the nose: what is seen there is skin in nearly everybody. */
const middleTriangles = Uint8Array.from(partOf, (part, triangle) => {
  const corners = triangles.subarray(3 * triangle, 3 * triangle + 3);
  const inside = corners.every((point) => {
    const [x, y] = canonicalPoints.subarray(3 * point, 3 * point + 2);
    return Math.abs(x) < 4.8 && y > -1.4 && y < 3.6;
  });
  return part === parts.skin && inside ? 1 : 0;
});

/**
 * Tells dark hair from skin in shadow and a bright wall from skin in glaring light: their colours are
 * seen over and beside the face and not in its middle. About a millisecond.
 *
 * @param placed 468 × (x, y, depth) in picture pixels
 * @returns null when too little is seen
 * @source after Boykov, Jolly, Interactive graph cuts, ICCV 2001: histograms of colours of what is
 *   known to lie within and without
 */
export function coloursAround(
  image: Readonly<RawImage>,
  placed: Readonly<Float64Array>,
): OtherShare | null {
  const grid = gridAround(placed);
  const { seen } = rasteriseTriangles(placed, triangles, grid, frontWinding);
  const isOver = overFace(placed);
  const middle: { bin: number; bright: number }[] = [];
  const around: number[] = [];
  const { data, width, height, channels } = image;
  for (let i = 0; i < seen.length; i++) {
    const x = grid.x + ((i % grid.width) + 0.5) * grid.step;
    const y = grid.y + (Math.floor(i / grid.width) + 0.5) * grid.step;
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const isMiddle = seen[i] > 0 && middleTriangles[seen[i] - 1] === 1;
    if (!isMiddle && (seen[i] > 0 || !isOver(x, y))) continue;
    const at = (Math.floor(y) * width + Math.floor(x)) * channels;
    const bin = binOf(data[at], data[at + 1], data[at + 2]);
    if (isMiddle) middle.push({ bin, bright: luma(data[at], data[at + 1], data[at + 2]) });
    else around.push(bin);
  }
  if (middle.length < leastSamples || around.length < leastSamples) return null;
  const usual = median(middle.map(({ bright }) => bright));
  const skin = middle.filter(({ bright }) => bright > shadow * usual).map(({ bin }) => bin);
  const [ours, theirs] = [sharesOf(skin), sharesOf(around)];
  const shares = ours.map((share, bin) => {
    const few = Math.floor(bin / hues ** 2) * brightStep < logOf(usual) ? none.dark : none.bright;
    return ramp((theirs[bin] + few) / (share + few), tellingFrom, tellingTo);
  });
  return (red, green, blue) => {
    const bright = luma(red, green, blue) / usual;
    return bright > darker && bright < brighter ? 0 : shares[binOf(red, green, blue)];
  };
}

/** The same texture with what has the colours of the surroundings taken out of what is seen. */
export function withoutOthers({ texture, seen }: Unwrapped, others: OtherShare | null): Unwrapped {
  if (!others) return { texture, seen };
  const { data } = texture;
  const bare = seen.map((byte, texel) => {
    const at = 3 * texel;
    return byte > 0 ? byte * (1 - others(data[at], data[at + 1], data[at + 2])) : 0;
  });
  return { texture, seen: bare };
}

function gridAround(placed: Readonly<Float64Array>): SampleGrid {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < placed.length; at += 3) {
    left = Math.min(left, placed[at]);
    right = Math.max(right, placed[at]);
    top = Math.min(top, placed[at + 1]);
    bottom = Math.max(bottom, placed[at + 1]);
  }
  const high = bottom - top;
  const step = Math.max(1, high / samplesHigh);
  const [x, y] = [left - reach * high, top - reach * high];
  const [width, height] = [right - left, high].map((length) =>
    Math.ceil((length + 2 * reach * high) / step),
  );
  return { x, y, step, width, height };
}

/** Tells whether a place lies higher up the head than the mouth. */
function overFace(placed: Readonly<Float64Array>): (x: number, y: number) => boolean {
  const [x, y] = [placed[3 * 10], placed[3 * 10 + 1]];
  const [dx, dy] = [placed[3 * 152] - x, placed[3 * 152 + 1] - y];
  const limit = overUpTo * (dx * dx + dy * dy);
  return (px, py) => (px - x) * dx + (py - y) * dy < limit;
}

function binOf(red: number, green: number, blue: number): number {
  const [r, g, b] = [logOf(red), logOf(green), logOf(blue)];
  const bright = Math.min(brights - 1, ((r + g + b) / 3 / brightStep) | 0);
  const first = Math.min(hues - 1, Math.max(0, (r - g) / hueStep + hues / 2) | 0);
  const second = Math.min(hues - 1, Math.max(0, (g - b) / hueStep + hues / 2) | 0);
  return (bright * hues + first) * hues + second;
}

/** The logarithm for each value, 0 to 255, of how much brighter than black it is. */
const logs = Float64Array.from({ length: 256 }, (_, value) => Math.log1p(value / darkest));

function logOf(value: number): number {
  return logs[Math.round(value)];
}

/** How common each bin is, spread over the bins beside it. */
function sharesOf(bins: readonly number[]): Float32Array {
  const counts = new Float32Array(brights * hues * hues);
  for (const bin of bins) counts[bin] += 1 / bins.length;
  const sizes = [brights, hues, hues];
  const strides = [hues * hues, hues, 1];
  return strides.reduce((shares, stride, axis) => {
    const next = new Float32Array(shares.length);
    for (let i = 0; i < shares.length; i++) {
      const place = Math.floor(i / stride) % sizes[axis];
      next[i] += shares[i] / 2;
      next[place > 0 ? i - stride : i] += shares[i] / 4;
      next[place + 1 < sizes[axis] ? i + stride : i] += shares[i] / 4;
    }
    return next;
  }, counts);
}
