import { median } from '../../numbers/median.js';
import type { RawImage } from '../../core/image.js';
import { luma } from '../../pixels/colour.js';

/** The noise of a picture on skin, standard deviations of brightness. */
export interface Grain {
  /** From pixel to pixel. */
  readonly fine: number;
  /** From one pair of pixels to the next, as cameras and JPEG leave it. */
  readonly coarse: number;
}

/** Stronger noise than this is not drawn: it would be pattern, not noise. */
const strongest = 7;
/** The new skin brings some detail of its own. */
const ownShare = 0.85;
const normalDeviation = 1.4826;
/** Odd, so that grains of two pixels are met both whole and halved. */
const stride = 3;
/**
 * By how much the variance of what a face is made of grows when it is read at twice the distance;
 * that of noise stays. Measured on small faces, whose noise is nothing beside them.
 */
const detailGrowth = 5.8;
/** Faces less high than this, in pixels, are nearly all detail, and bear less noise in proportion. */
const plainFrom = 160;

/**
 * Measures the noise of a picture around some places of even skin: two numbers that say nothing
 * about what is there. Features of a small face are not taken for noise: what grows with the
 * distance at which it is read is none.
 *
 * @param places x, y, …, picture pixels
 * @param radius of the square around each place, whole pixels
 * @param size height of the face, pixels
 */
export function measureGrain(
  image: Readonly<RawImage>,
  places: readonly number[],
  radius: number,
  size: number,
): Grain {
  const { data, width, height, channels } = image;
  const at = (x: number, y: number) => {
    const i = (y * width + x) * channels;
    return luma(data[i], data[i + 1], data[i + 2]);
  };
  const pair = (x: number, y: number) =>
    (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4;
  const fine = createSpread(at, 1);
  const wide = createSpread(pair, 2);
  for (let i = 0; i < places.length; i += 2) {
    const [px, py] = [Math.round(places[i]), Math.round(places[i + 1])];
    if (px < radius + margin || py < radius + margin) continue;
    if (px >= width - radius - margin - 1 || py >= height - radius - margin - 1) continue;
    for (let y = py - radius; y <= py + radius; y += stride) {
      for (let x = px - radius; x <= px + radius; x += stride) {
        fine.add(x, y);
        wide.add(x, y);
      }
    }
  }
  const variances = { fine: fine.noise(), wide: wide.noise() };
  const coarse = Math.sqrt(Math.max(0, variances.wide - variances.fine / 4));
  const most = strongest * Math.min(1, size / plainFrom);
  return {
    fine: Math.min(most, ownShare * Math.sqrt(variances.fine)),
    coarse: Math.min(most, ownShare * coarse),
  };
}

/** How far from a place values are read. */
const margin = 4;

/** Gathers how far values lie from the mean of those `step` to both sides, and twice as far. */
function createSpread(at: (x: number, y: number) => number, step: number) {
  const [near, far]: number[][] = [[], []];
  return {
    add(x: number, y: number): void {
      near.push(Math.abs(at(x, y) - (at(x - step, y) + at(x + step, y)) / 2));
      far.push(Math.abs(at(x, y) - (at(x - 2 * step, y) + at(x + 2 * step, y)) / 2));
    },
    /** The variance of what does not grow with the distance. */
    noise(): number {
      if (near.length === 0) return 0;
      // A value less the mean of two others has one and a half times their variance.
      const [here, there] = [near, far].map(
        (values) => (normalDeviation * median(values)) ** 2 / 1.5,
      );
      return Math.min(here, Math.max(0, (detailGrowth * here - there) / (detailGrowth - 1)));
    },
  };
}

const tileBits = 8;
const tileSide = 1 << tileBits;
const mask = tileSide - 1;
let tile: Float32Array | undefined;

/** Adds up to the noise at a pixel; the same for the same pixel of a picture. */
export function grainAt({ fine, coarse }: Grain, x: number, y: number): number {
  tile ??= noiseTile();
  const near = tile[((y & mask) << tileBits) | (x & mask)];
  const wide = tile[((((y >> 1) + 97) & mask) << tileBits) | (((x >> 1) + 41) & mask)];
  return fine * near + coarse * wide;
}

/** Numbers that look like white noise of deviation 1, from a hash of their places. */
function noiseTile(): Float32Array {
  return Float32Array.from({ length: tileSide * tileSide }, (_, i) => {
    let sum = -2;
    let hash = Math.imul(i + 1, 0x9e3779b1);
    for (let k = 0; k < 4; k++) {
      hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash ^= hash >>> 16;
      sum += (hash >>> 0) / 2 ** 32;
    }
    // The sum of four uniform numbers has a variance of a third.
    return sum * Math.sqrt(3);
  });
}
