import { median } from '../numbers/median.js';
import { colourAround, type Unwrapped } from './unwrap.js';

/** Whether a colour may be the face's own skin. */
export type IsBare = (red: number, green: number, blue: number) => boolean;

/** Between and under the eyes and on the forehead: what a mask leaves bare. */
const upperPoints = [
  151, 9, 8, 108, 337, 168, 6, 118, 119, 120, 347, 348, 349, 117, 346, 69, 299, 107, 336,
];
/** The tip of the nose: no beard grows on it, and few but masks and scarves cover it and the mouth. */
const nosePoints = [4, 5, 1, 45, 275, 220, 440];
const mouthPoints = [164, 165, 391, 92, 322, 57, 287, 18, 83, 313, 17, 0];

/** Points that are asked first; fewer than this that are seen tell nothing. */
const leastUpper = 8;
/** The reddest of them are skin, the rest may be hair, brows or glasses. */
const skinShare = 0.6;
/** Most of a place is covered when so small a share of it already differs. */
const quarter = 0.25;
/**
 * Logarithms of ratios of colours that differ by more are not of one skin. Of 314 bare faces, nose
 * and mouth both differ by more in 7, none of them taller than 30 pixels.
 */
const otherHue = 0.12;
/** Skin is not darker than other skin of the face by more than this, as a logarithm. */
const otherShade = -0.8;
/** Dark colours say little about their hue: this much is added before logarithms are taken. */
const darkest = 8;

interface Tint {
  readonly redGreen: number;
  readonly greenBlue: number;
  readonly bright: number;
}

/**
 * Tells whether a mask, a scarf or the like covers nose and mouth: both are of another hue than the
 * skin above them, or far darker.
 *
 * @param colourAt three sRGB values around a point of the mesh, null where it is not seen
 * @returns what tells bare skin from the cover, or null when nothing covers the face
 */
export function findCover(colourAt: (point: number) => ArrayLike<number> | null): IsBare | null {
  const tintsAt = (points: readonly number[]) =>
    points.flatMap((point) => {
      const colour = colourAt(point);
      return colour ? [tintOf(colour[0], colour[1], colour[2])] : [];
    });
  const upper = tintsAt(upperPoints);
  if (upper.length < leastUpper) return null;
  upper.sort((a, b) => b.redGreen + b.greenBlue - a.redGreen - a.greenBlue);
  const skin = upper.slice(0, Math.ceil(skinShare * upper.length));
  const own: Tint = {
    redGreen: median(skin.map(({ redGreen }) => redGreen)),
    greenBlue: median(skin.map(({ greenBlue }) => greenBlue)),
    bright: median(skin.map(({ bright }) => bright)),
  };
  const isCovered = (points: readonly number[]) => {
    const tints = tintsAt(points);
    if (tints.length === 0) return false;
    const hues = tints.map((tint) => hueApart(tint, own)).sort((a, b) => a - b);
    const shade = median(tints.map(({ bright }) => bright - own.bright));
    return hues[Math.floor(quarter * hues.length)] > otherHue || shade < otherShade;
  };
  if (!isCovered(nosePoints) || !isCovered(mouthPoints)) return null;
  return (red, green, blue) => {
    const tint = tintOf(red, green, blue);
    return hueApart(tint, own) < otherHue && tint.bright - own.bright > otherShade;
  };
}

function tintOf(red: number, green: number, blue: number): Tint {
  const [r, g, b] = [red, green, blue].map((value) => Math.log(value + darkest));
  return { redGreen: r - g, greenBlue: g - b, bright: (r + g + b) / 3 };
}

function hueApart(a: Tint, b: Tint): number {
  return Math.hypot(a.redGreen - b.redGreen, a.greenBlue - b.greenBlue) / Math.SQRT2;
}

/** Texels to each side of a point that its colour is averaged over. */
const reach = 3;

/** The same texture with what a mask or scarf covers taken out of what is seen. About a millisecond. */
export function uncovered({ texture, seen }: Unwrapped): Unwrapped {
  const { data } = texture;
  const isBare = findCover((point) => colourAround({ texture, seen }, point, reach));
  if (!isBare) return { texture, seen };
  const bare = seen.map((byte, texel) => {
    const at = 3 * texel;
    return byte > 0 && isBare(data[at], data[at + 1], data[at + 2]) ? byte : 0;
  });
  return { texture, seen: bare };
}
