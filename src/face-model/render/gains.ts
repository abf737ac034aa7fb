import { median } from '../../numbers/median.js';
import { luma } from '../../pixels/colour.js';
import { levelFor, sampleMipmap, type Mipmap } from '../../pixels/mipmap.js';
import { pointCount, texturePlaces } from '../canonical.js';
import { gainOf, type FaceLight } from '../light.js';
import { ovalPoints } from './parts.js';
import type { SkinTone } from './skin-tone.js';
import { skirtedCount } from './skirt.js';
import type { Surface } from './surface.js';

/** Gains stay within these: what the light model says beyond is noise of a surface hardly seen. */
const gainRange = { least: 0.25, most: 1.9 } as const;

/**
 * What a light multiplies sRGB values by at each point of a face with its skirt: three numbers a
 * point, the light's colour left out.
 */
export function gainsOf(light: FaceLight, { normals, hollows }: Surface): Float64Array {
  const gains = new Float64Array(3 * skirtedCount);
  for (let at = 0; at < gains.length; at += 3) {
    const gain = gainOf(light, normals[at], normals[at + 1], normals[at + 2]);
    const open = 1 - hollowShade * hollows[at / 3];
    gains.fill(open * Math.min(gainRange.most, Math.max(gainRange.least, gain)), at, at + 3);
  }
  // What the skirt turns away is guessed; it must not become a dark rim on a forehead.
  for (let point = pointCount; point < skirtedCount; point++) {
    const edge = 3 * ovalPoints[(point - pointCount) % ovalPoints.length];
    for (let c = 0; c < 3; c++) {
      gains[3 * point + c] = Math.max(gains[3 * point + c], skirtFloor * gains[edge + c]);
    }
  }
  return gains;
}

/** The skirt is at least this much as bright as the face beside it. */
const skirtFloor = 0.88;
/** How much of the light the deepest hollows of a face lack. */
const hollowShade = 0.3;

/** Strength and width of the shine on skin. */
const shineStrength = 30;
const shineExponent = 9;

/**
 * The shine on skin at each point, in sRGB steps to add: widest where the surface turns halfway
 * between the light and the camera.
 */
export function shineOf(light: FaceLight, { normals }: Surface): Float64Array {
  const source = lightDirection(light);
  const half = unit([source[0], source[1], source[2] - 1]);
  return Float64Array.from({ length: skirtedCount }, (_, point) => {
    const at = 3 * point;
    const cosine = normals[at] * half[0] + normals[at + 1] * half[1] + normals[at + 2] * half[2];
    const gain = gainOf(light, normals[at], normals[at + 1], normals[at + 2]);
    return shineStrength * Math.min(1.5, gain) * Math.max(0, cosine) ** shineExponent;
  });
}

/** Where most light comes from, as far as the half of the face that is seen tells. */
function lightDirection(light: FaceLight): number[] {
  const sum = [0, -0.12, -0.25];
  const rings = 6;
  for (let i = 1; i <= rings; i++) {
    const slant = (i / rings) * (Math.PI / 2.4);
    for (let k = 0; k < 12; k++) {
      const turn = (k * Math.PI) / 6;
      const normal = [
        Math.sin(slant) * Math.cos(turn),
        Math.sin(slant) * Math.sin(turn),
        -Math.cos(slant),
      ];
      const shade = (gainOf(light, normal[0], normal[1], normal[2]) - 1) / 12;
      for (let axis = 0; axis < 3; axis++) sum[axis] += shade * normal[axis];
    }
  }
  return unit(sum);
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** The mean of the gains at some points, three numbers. */
export function gainsAt(gains: Readonly<Float64Array>, points: readonly number[]): number[] {
  return [0, 1, 2].map(
    (c) => points.reduce((sum, point) => sum + gains[3 * point + c], 0) / points.length,
  );
}

/**
 * Gains under which the new skin has the tone of the skin in the picture: one factor a colour for
 * the whole face, such that half of the points come out brighter than they were.
 *
 * @param shine what the light adds, 1 for every point
 * @param share 1 to match it wholly, 0 to keep what the texture says
 */
export function matchGains(
  gains: Readonly<Float64Array>,
  shine: Readonly<Float64Array>,
  tone: SkinTone,
  albedo: Mipmap,
  share: number,
): Float64Array {
  const level = levelFor(albedo, 4);
  const fresh = new Float64Array(3);
  const logs: number[][] = [[], [], []];
  for (const { point, colour } of tone.seen) {
    sampleMipmap(albedo, level, texturePlaces[2 * point], texturePlaces[2 * point + 1], fresh, 0);
    for (let c = 0; c < 3; c++) {
      const wanted = Math.max(0.7 * colour[c], colour[c] - shine[point]);
      logs[c].push(Math.log((wanted + 2) / (fresh[c] * gains[3 * point + c] + 2)));
    }
  }
  const factors = logs.map((values) => Math.exp(share * median(values)));
  return Float64Array.from(gains, (gain, at) => gain * factors[at % 3]);
}

/**
 * Gains in coloured light: what the tone says of how colours change with the direction in which
 * the skin looks, and from place to place, is added to what the light says of brightness.
 *
 * @param share how much of it, 0 to 1
 */
export function colourGains(
  gains: Readonly<Float64Array>,
  tone: SkinTone,
  { normals }: Surface,
  share = 1,
): Float64Array {
  return Float64Array.from(gains, (gain, at) => {
    const [x, y] = [normals[at - (at % 3)], normals[at - (at % 3) + 1]];
    const [across, down] = tone.slopes[at % 3];
    return gain * Math.exp(share * (across * x + down * y + tone.casts[at]));
  });
}

/** Eyes and teeth are brighter than the skin by at most and at least this factor and this step. */
const brightest = { factor: 1.12, step: 34 } as const;
const dullest = { factor: 1, step: 8 } as const;
/** How bright the whites of eyes and teeth are without light. */
const whiteLevel = 205;
/** What skin looks like in white light, on the whole. */
const usualSkin = [205, 158, 134] as const;
/** How much of the difference to that is the light's colour; the rest is this skin's own. */
const lightShare = 0.55;

/**
 * The gains for whites beside skin. How bright the light is cannot be told from how dark the skin
 * is, nor its colour from the skin's: whites neither shine out of a face in the dark nor stay grey
 * in a bright one.
 */
export function gainsOfWhites(gains: readonly number[], albedo: Mipmap): number[] {
  const skin = new Float64Array(3);
  sampleMipmap(albedo, levelFor(albedo, 16), 0.5, 0.5, skin, 0);
  const bright = luma(skin[0] * gains[0], skin[1] * gains[1], skin[2] * gains[2]);
  const level = luma(gains[0], gains[1], gains[2]);
  const usual = luma(usualSkin[0], usualSkin[1], usualSkin[2]);
  const most = brightest.factor * bright + brightest.step;
  const least = dullest.factor * bright + dullest.step;
  const white = Math.min(most, Math.max(least, whiteLevel * level));
  return gains.map((gain, c) => {
    const cast = (skin[c] * gain * usual) / (Math.max(1, bright) * usualSkin[c]);
    return (white / whiteLevel) * cast ** lightShare;
  });
}
