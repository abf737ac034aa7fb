import { identityAxes } from '../axes.js';
import type { Appearance } from '../face.js';
import { inDeviations, type FaceSample } from './description.js';
import { chromaSide, expandTexture, lumaSide } from './texture.js';

/** Where the parts of a face begin in a row of numbers, and where they end. */
export const rowParts = {
  identity: 0,
  luma: identityAxes.length,
  chroma: identityAxes.length + lumaSide ** 2,
  iris: identityAxes.length + lumaSide ** 2 + 2 * chromaSide ** 2,
  end: identityAxes.length + lumaSide ** 2 + 2 * chromaSide ** 2 + 3,
} as const;

/** Someone's own looks, free of any picture: who it is in shape, and what the face is covered with. */
export interface Person {
  /** Along the identity axes, in standard deviations. */
  readonly identity: readonly number[];
  readonly appearance: Appearance;
  /** What the face does at rest, as of `drawRepose`; that of whoever it replaces when absent. */
  readonly repose?: readonly number[];
}

/**
 * A weighted mean of faces. Everything is added up in whole numbers, so the mean does not depend
 * on the order in which faces come, to the last bit.
 */
export interface FaceSum {
  /** @param share a whole number from 1 on: how much this face counts */
  add(face: FaceSample, share: number): void;
  /** `rowParts.end` numbers: identity in deviations, colours 0 to 255. At least one face was added. */
  mean(): Float32Array;
}

/** 170 KB. */
export function createFaceSum(): FaceSum {
  const sums = new Float64Array(rowParts.end);
  const texelWeights = new Float64Array(chromaSide ** 2);
  let faces = 0;
  return {
    add({ identity, luma, chroma, iris, seen }, share) {
      faces += share;
      const addEvenly = (values: ArrayLike<number>, from: number) => {
        for (let i = 0; i < values.length; i++) sums[from + i] += share * values[i];
      };
      addEvenly(identity, rowParts.identity);
      addEvenly(iris, rowParts.iris);
      // What had to be guessed counts for next to nothing where somebody was seen.
      const weights = Float64Array.from(seen, (byte) => share * Math.max(1, byte));
      weights.forEach((weight, i) => (texelWeights[i] += weight));
      for (let i = 0; i < luma.length; i++) {
        sums[rowParts.luma + i] += weights[chromaTexelOf(i)] * luma[i];
      }
      for (let i = 0; i < chroma.length; i++) {
        sums[rowParts.chroma + i] += weights[i % weights.length] * chroma[i];
      }
    },
    mean() {
      const row = new Float32Array(rowParts.end);
      const identity = inDeviations(sums.subarray(rowParts.identity, rowParts.luma));
      identity.forEach((value, i) => (row[rowParts.identity + i] = value / faces));
      for (let i = 0; i < lumaSide ** 2; i++) {
        row[rowParts.luma + i] = sums[rowParts.luma + i] / texelWeights[chromaTexelOf(i)];
      }
      for (let i = rowParts.chroma; i < rowParts.iris; i++) {
        row[i] = sums[i] / texelWeights[(i - rowParts.chroma) % texelWeights.length];
      }
      for (let i = rowParts.iris; i < rowParts.end; i++) row[i] = sums[i] / faces;
      return row;
    },
  };
}

/** The row of one face. */
export function rowOfFace(face: FaceSample): Float32Array {
  const sum = createFaceSum();
  sum.add(face, 1);
  return sum.mean();
}

/** The person whom a row describes; colours out of range are clipped. About 3 ms. */
export function personOf(row: Readonly<Float32Array>): Person {
  const [red, green, blue] = row.subarray(rowParts.iris, rowParts.end);
  const byte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  return {
    identity: [...row.subarray(rowParts.identity, rowParts.luma)],
    appearance: {
      albedo: expandTexture(
        row.subarray(rowParts.luma, rowParts.chroma),
        row.subarray(rowParts.chroma, rowParts.iris),
      ),
      iris: { red: byte(red), green: byte(green), blue: byte(blue) },
    },
  };
}

/** The texel of the colour planes that a texel of the brightness plane lies in. */
function chromaTexelOf(index: number): number {
  const step = lumaSide / chromaSide;
  const [x, y] = [index % lumaSide, Math.floor(index / lumaSide)];
  return Math.floor(y / step) * chromaSide + Math.floor(x / step);
}
