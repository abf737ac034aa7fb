import { createMatrix } from '../numbers/matrix.js';
import { solveRidged } from '../numbers/solve.js';
import { luma, type Colour } from '../pixels/colour.js';
import { eyeCorners, leftLids, lowerLipRows, rightLids, upperLipRows } from './axes/regions.js';
import { pointCount, texturePlaces, canonicalPoints } from './canonical.js';
import { textureSize } from './face.js';
import { normalsOf } from './normals.js';
import type { RawImage } from '../core/image.js';
import { uncovered } from './cover.js';
import { coloursAround, withoutOthers } from './surroundings.js';
import { unwrap, type Unwrapped } from './unwrap.js';

/** The light on a face without any of its detail: twelve numbers. JSON-safe. */
export interface FaceLight {
  /**
   * Nine coefficients of spherical harmonics over normals in camera axes (x right, y down, z away).
   * Their sum is a factor of linear light, 1 for skin as it is lit on the whole.
   */
  readonly shading: readonly number[];
  /** The colour of the skin where the factor is 1. */
  readonly tint: Colour;
}

/** Turns sRGB values into linear light, near enough. */
const gamma = 2.2;
/** Nothing on a face is darker or brighter than these factors by its direction alone. */
const least = 0.12;
const most = 3;
/** How strongly the coefficients are held to 0, by order; the first is free. */
const strictness = [1e-3, 2, 2, 2, 6, 6, 6, 6, 6] as const;
/** Rounds of leaving out what does not fit: beard, glasses, hair, shine. */
const rounds = 5;
/** Texels to each side of a point that its colour is averaged over. */
const reach = 4;

/**
 * The low-frequency light on a face, from the skin that is seen. Brows, eyes, lips and nostrils are
 * left out, places with beard or hair count for less, and what fits no smooth light is ignored.
 * About a millisecond.
 *
 * @param placed the points that the texture was read with
 * @returns even light of mid-grey where no skin is seen
 * @source R. Ramamoorthi, P. Hanrahan, An efficient representation for irradiance environment maps,
 *   SIGGRAPH 2001; R. Basri, D. Jacobs, Lambertian reflectance and linear subspaces, IEEE TPAMI
 *   25(2), 2003
 */
export function fitLight(unwrapped: Unwrapped, placed: ArrayLike<number>): FaceLight {
  const samples = skinSamples(unwrapped, normalsOf(placed));
  if (samples.length < 12) return evenLight;
  const overall = weightedMedian(samples.map(({ level, weight }) => [level, weight]));
  if (overall <= 0) return evenLight;
  let shading = [1, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const misfits = samples.map(({ basis, level }) => level / overall - sumOf(shading, basis));
    const scale = Math.max(
      0.03,
      weightedMedian(misfits.map((x, i) => [Math.abs(x), samples[i].weight])),
    );
    // The first round knows of no light yet, so it trusts everybody.
    const trust = misfits.map((x) => (round === 0 ? 1 : bisquare(x / (4.5 * scale))));
    shading = solve(samples, trust, overall);
  }
  const mean = weightedMedian(
    samples.map(({ basis, weight }) => [factorOf(shading, basis), weight]),
  );
  shading = shading.map((coefficient) => coefficient / mean);
  return { shading, tint: tintOf(samples, shading) };
}

/** The light on the skin of a face that a picture shows; masks, hair and the like are left out. About 7 ms. */
export function readLight(image: Readonly<RawImage>, placed: Readonly<Float64Array>): FaceLight {
  const skin = uncovered(unwrap(image, placed));
  return fitLight(withoutOthers(skin, coloursAround(image, placed)), placed);
}

/** What the light multiplies linear values by where the surface looks this way. */
export function shadeOf({ shading }: FaceLight, x: number, y: number, z: number): number {
  return factorOf(shading, basisOf(x, y, z));
}

/** The same for sRGB values. */
export function gainOf(light: FaceLight, x: number, y: number, z: number): number {
  return shadeOf(light, x, y, z) ** (1 / gamma);
}

const evenLight: FaceLight = {
  shading: [1, 0, 0, 0, 0, 0, 0, 0, 0],
  tint: { red: 128, green: 128, blue: 128 },
};

/** A point of the skin. */
interface SkinSample {
  readonly basis: readonly number[];
  /** Linear, 0 to 1. */
  readonly colour: readonly [number, number, number];
  /** Linear luminance. */
  readonly level: number;
  readonly weight: number;
}

function skinSamples({ texture, seen }: Unwrapped, normals: Float64Array): SkinSample[] {
  const samples: SkinSample[] = [];
  for (let index = 0; index < pointCount; index++) {
    if (skinWeights[index] === 0) continue;
    const column = Math.floor(texturePlaces[2 * index] * textureSize);
    const row = Math.floor(texturePlaces[2 * index + 1] * textureSize);
    const sums = [0, 0, 0];
    let sight = 0;
    for (let y = Math.max(0, row - reach); y <= Math.min(textureSize - 1, row + reach); y++) {
      for (
        let x = Math.max(0, column - reach);
        x <= Math.min(textureSize - 1, column + reach);
        x++
      ) {
        const texel = y * textureSize + x;
        sight += seen[texel];
        for (let c = 0; c < 3; c++) sums[c] += seen[texel] * linear[texture.data[3 * texel + c]];
      }
    }
    if (sight === 0) continue;
    const [red, green, blue] = sums.map((sum) => sum / sight);
    const share = sight / (255 * (2 * reach + 1) ** 2);
    const normal = normals.subarray(3 * index, 3 * index + 3);
    samples.push({
      basis: basisOf(normal[0], normal[1], normal[2]),
      colour: [red, green, blue],
      level: luma(red, green, blue),
      weight: skinWeights[index] * share,
    });
  }
  return samples;
}

const linear = Float64Array.from({ length: 256 }, (_, value) => (value / 255) ** gamma);

/** How much a point's colour tells of the light: skin that is bare in everybody most, 0 to 1. */
export const skinWeights: Readonly<Float64Array> = weighSkin();

function weighSkin(): Float64Array {
  const noSkin = new Set<number>([
    ...upperLipRows.flat(),
    ...lowerLipRows.flat(),
    ...[61, 76, 62, 78, 291, 306, 292, 308],
    ...Object.values(leftLids).flat(),
    ...Object.values(rightLids).flat(),
    ...Object.values(eyeCorners).flat(),
    // Brows.
    ...[70, 63, 105, 66, 107, 46, 53, 52, 65, 55],
    ...[300, 293, 334, 296, 336, 276, 283, 282, 295, 285],
    // Nostrils.
    ...[2, 97, 98, 326, 327, 94, 370, 141, 60, 290, 20, 250, 99, 328, 75, 305, 166, 392],
  ]);
  return Float64Array.from({ length: pointCount }, (_, index) => {
    if (noSkin.has(index)) return 0;
    const [, y] = canonicalPoints.subarray(3 * index, 3 * index + 3);
    // Hair over the forehead, beard from the nose down.
    return y < -6.5 ? 0.3 : y > 2 ? 0.5 : 1;
  });
}

/** Spherical harmonics up to order 2, their constants left to the coefficients. */
function basisOf(x: number, y: number, z: number): number[] {
  return [1, x, y, z, x * y, x * z, y * z, x * x - y * y, 3 * z * z - 1];
}

function sumOf(shading: readonly number[], basis: readonly number[]): number {
  return shading.reduce((sum, coefficient, at) => sum + coefficient * basis[at], 0);
}

function factorOf(shading: readonly number[], basis: readonly number[]): number {
  return Math.min(most, Math.max(least, sumOf(shading, basis)));
}

/** Weighted least squares for the nine coefficients, ridged. */
function solve(
  samples: readonly SkinSample[],
  trust: readonly number[],
  overall: number,
): number[] {
  const gram = createMatrix(9, 9);
  const right = createMatrix(9, 1);
  samples.forEach(({ basis, level, weight }, at) => {
    const share = weight * trust[at];
    for (let i = 0; i < 9; i++) {
      right.data[i] += share * basis[i] * (level / overall);
      for (let j = 0; j < 9; j++) gram.data[9 * i + j] += share * basis[i] * basis[j];
    }
  });
  for (let i = 0; i < 9; i++) gram.data[10 * i] += strictness[i];
  return Array.from(solveRidged(gram, 1e-6, right).data);
}

/** Tukey's weight of a misfit in units of where it falls to 0. */
function bisquare(x: number): number {
  return Math.abs(x) < 1 ? (1 - x * x) ** 2 : 0;
}

/** The skin’s colour with the shading taken off. */
function tintOf(samples: readonly SkinSample[], shading: readonly number[]): Colour {
  const [red, green, blue] = [0, 1, 2].map((c) => {
    const level = weightedMedian(
      samples.map(({ basis, colour, weight }) => [colour[c] / factorOf(shading, basis), weight]),
    );
    return Math.round(255 * Math.min(1, level) ** (1 / gamma));
  });
  return { red, green, blue };
}

function weightedMedian(pairs: (readonly [value: number, weight: number])[]): number {
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2;
  let sum = 0;
  for (const [value, weight] of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return 0;
}
