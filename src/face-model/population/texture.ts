import { createImage, type RawImage } from '../../core/image.js';
import { luma } from '../../pixels/colour.js';
import { meanChannels } from '../../pixels/plane.js';
import { resize } from '../../pixels/resize.js';
import { textureSize } from '../face.js';

/** Side of the brightness plane of a compact texture. */
export const lumaSide = 128;
/** Side of its two planes of colour, and of the plane that says what was seen. */
export const chromaSide = 32;

/** A texel that only its mirror image shows counts for this share of a seen one. */
const mirrorShare = 0.3;

/**
 * A face's texture made small: brightness at 128 × 128, colour at 32 × 32, because eyes and
 * sampling theory ask for no more of a mean of faces; 19 KiB. Bytes, so that sums of any number of
 * textures are exact and do not depend on their order.
 */
export interface CompactTexture {
  /** BT.601 luma, row-major. */
  readonly luma: Uint8Array;
  /** Blue difference, then red difference, 128 is none. */
  readonly chroma: Uint8Array;
  /** How much of each colour texel the picture showed, 255 is all of it. */
  readonly seen: Uint8Array;
}

/**
 * Makes a texture small. What was not seen is taken from the mirror image where that was, and
 * continued from its surroundings where neither was.
 *
 * @param texture `textureSize` squared, 3 channels
 * @param seen a byte for every texel, 255 is surely seen
 */
export function compactTexture(
  texture: Readonly<RawImage>,
  seen: Readonly<Uint8Array>,
): CompactTexture {
  const small = shrink(texture, seen);
  const filled = completed(mirrored(small));
  const [bright, blue, red] = [0, 1, 2].map(() => new Uint8Array(lumaSide * lumaSide));
  for (let i = 0; i < bright.length; i++) {
    const r = filled.colours[3 * i];
    const g = filled.colours[3 * i + 1];
    const b = filled.colours[3 * i + 2];
    const y = luma(r, g, b);
    bright[i] = Math.round(y);
    blue[i] = Math.min(255, Math.round(128 + 0.564 * (b - y)));
    red[i] = Math.min(255, Math.round(128 + 0.713 * (r - y)));
  }
  const planes = createImage(lumaSide, lumaSide, 3);
  for (let i = 0; i < bright.length; i++) {
    planes.data[3 * i] = Math.round(255 * small.weights[i]);
    planes.data[3 * i + 1] = blue[i];
    planes.data[3 * i + 2] = red[i];
  }
  const [coarseSeen, coarseBlue, coarseRed] = meanChannels(planes, lumaSide / chromaSide);
  return {
    luma: bright,
    chroma: Uint8Array.from([...coarseBlue, ...coarseRed], Math.round),
    seen: Uint8Array.from(coarseSeen, Math.round),
  };
}

/** The texture in full size, 3 channels, from luma and chroma of any range. */
export function expandTexture(bright: ArrayLike<number>, chroma: ArrayLike<number>): RawImage {
  const half = chromaSide * chromaSide;
  const coarse = createImage(chromaSide, chromaSide, 3);
  for (let i = 0; i < half; i++) {
    coarse.data[3 * i + 1] = clamp(chroma[i]);
    coarse.data[3 * i + 2] = clamp(chroma[half + i]);
  }
  const out = resize(coarse, lumaSide, lumaSide);
  for (let i = 0; i < lumaSide * lumaSide; i++) {
    const y = bright[i];
    const blue = out.data[3 * i + 1] - 128;
    const red = out.data[3 * i + 2] - 128;
    out.data[3 * i] = clamp(y + 1.402 * red);
    out.data[3 * i + 1] = clamp(y - 0.344 * blue - 0.714 * red);
    out.data[3 * i + 2] = clamp(y + 1.772 * blue);
  }
  return resize(out, textureSize, textureSize);
}

/** Colours with how much each can be relied upon, 0 to 1. */
interface Weighted {
  readonly side: number;
  /** side² × (red, green, blue). */
  readonly colours: Float32Array;
  readonly weights: Float32Array;
}

function createWeighted(side: number): Weighted {
  const texels = side * side;
  return { side, colours: new Float32Array(3 * texels), weights: new Float32Array(texels) };
}

function shrink({ data }: Readonly<RawImage>, seen: Readonly<Uint8Array>): Weighted {
  const whole = createWeighted(textureSize);
  for (let i = 0; i < seen.length; i++) {
    whole.weights[i] = seen[i] / 255;
    for (let c = 0; c < 3; c++) whole.colours[3 * i + c] = data[3 * i + c];
  }
  return halved(whole);
}

/** Half the side; each texel is the weighted mean of the four it covers. */
function halved(from: Weighted): Weighted {
  const out = createWeighted(from.side / 2);
  for (let y = 0, to = 0; y < out.side; y++) {
    for (let x = 0; x < out.side; x++, to++) {
      const first = 2 * y * from.side + 2 * x;
      let sum = 0;
      for (let corner = 0; corner < 4; corner++) {
        const at = first + (corner & 1) + (corner >> 1) * from.side;
        const weight = from.weights[at];
        sum += weight;
        for (let c = 0; c < 3; c++) out.colours[3 * to + c] += weight * from.colours[3 * at + c];
      }
      out.weights[to] = sum / 4;
      for (let c = 0; c < 3 && sum > 0; c++) out.colours[3 * to + c] /= sum;
    }
  }
  return out;
}

function mirrored(from: Weighted): Weighted {
  const out = createWeighted(from.side);
  for (let y = 0, at = 0; y < from.side; y++) {
    for (let x = 0; x < from.side; x++, at++) {
      const other = (y + 1) * from.side - 1 - x;
      const own = from.weights[at];
      const lent = mirrorShare * (1 - own) * from.weights[other];
      out.weights[at] = own + lent;
      for (let c = 0; c < 3 && own + lent > 0; c++) {
        out.colours[3 * at + c] =
          (own * from.colours[3 * at + c] + lent * from.colours[3 * other + c]) / (own + lent);
      }
    }
  }
  return out;
}

/**
 * Fills what has no weight from coarser and coarser means of what has.
 *
 * @source P. Burt, Moment images, polynomial fit filters, and the problem of surface interpolation,
 *   CVPR 1988 ("pull-push")
 */
function completed(from: Weighted): Weighted {
  if (from.side === 1) return from;
  const coarse = completed(halved(from));
  const out = createWeighted(from.side);
  for (let y = 0, at = 0; y < from.side; y++) {
    for (let x = 0; x < from.side; x++, at++) {
      const own = Math.min(1, from.weights[at] / mirrorShare);
      const below = (y >> 1) * coarse.side + (x >> 1);
      out.weights[at] = 1;
      for (let c = 0; c < 3; c++) {
        out.colours[3 * at + c] =
          own * from.colours[3 * at + c] + (1 - own) * coarse.colours[3 * below + c];
      }
    }
  }
  return out;
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
