import { createImage, type RawImage } from '../core/image.js';
import { rasteriseTriangles, triangleGradients } from '../pixels/triangles.js';
import { samplePlaces } from '../pixels/warp.js';
import { texturePlaces, triangles } from './canonical.js';
import { textureSize } from './face.js';
import { crossProduct } from './normals.js';
import { flatPlaces, frontWinding, textureTriangles } from './texture-layout.js';

/** What a picture shows of a face, laid out flat. */
export interface Unwrapped {
  /** `textureSize` squared, 3 channels; what is not seen holds whatever covers it. */
  readonly texture: RawImage;
  /** A byte a texel: 255 is seen from the front, 0 not at all; less the more it turns away. */
  readonly seen: Uint8Array;
}

/** Samples across the larger side of the face when it is asked what hides what. */
const depthSamples = 160;
/** What lies behind another part by more than this share of the face is hidden by it. */
const depthSlack = 0.02;
/** The cosine to the viewer below which a place is not trusted, and from which on fully. */
const grazing = { from: 0.1, to: 0.45 } as const;

/**
 * Reads the texture of a face off a picture, linearly between pixels. About 5 ms.
 *
 * @param image with 4 channels, colours are weighted by alpha
 * @param placed 468 × (x, y, depth) in picture pixels, as from `placePoints`; the mesh itself will
 *   do
 */
export function unwrap(image: Readonly<RawImage>, placed: ArrayLike<number>): Unwrapped {
  const points = Float64Array.from(placed);
  const layout = textureTriangles();
  const facing = facingOf(points);
  const hidden = hiding(points);
  const texture = createImage(textureSize, textureSize);
  const seen = new Uint8Array(textureSize ** 2);
  const [across, down, depth] = [0, 1, 2].map((axis) => planesOver(points, axis));
  const [xs, ys, depths] = [0, 1, 2].map(() => new Float64Array(textureSize));
  const texels = new Int32Array(textureSize);
  const colours = new Uint8Array(4 * textureSize);
  for (let row = 0; row < textureSize; row++) {
    const v = (row + 0.5) / textureSize;
    let count = 0;
    for (let column = 0; column < textureSize; column++) {
      const texel = row * textureSize + column;
      if (layout[texel] === 0) continue;
      const at = 3 * (layout[texel] - 1);
      const u = (column + 0.5) / textureSize;
      xs[count] = across[at] + across[at + 1] * u + across[at + 2] * v;
      ys[count] = down[at] + down[at + 1] * u + down[at + 2] * v;
      depths[count] = depth[at] + depth[at + 1] * u + depth[at + 2] * v;
      texels[count++] = texel;
    }
    samplePlaces(image, xs.subarray(0, count), ys.subarray(0, count), colours);
    for (let i = 0; i < count; i++) {
      const texel = texels[i];
      const from = image.channels * i;
      texture.data[3 * texel] = colours[from];
      texture.data[3 * texel + 1] = colours[from + 1];
      texture.data[3 * texel + 2] = colours[from + 2];
      const squarely = facing[layout[texel] - 1];
      if (squarely === 0) continue;
      if (xs[i] < 0 || ys[i] < 0 || xs[i] >= image.width || ys[i] >= image.height) continue;
      if (!hidden(xs, ys, depths, i)) seen[texel] = squarely;
    }
  }
  return { texture, seen };
}

/**
 * The mean colour of a texture around a point of the mesh, three values; null where it is not seen.
 *
 * @param reach texels to each side
 */
export function colourAround(
  { texture, seen }: Unwrapped,
  point: number,
  reach: number,
): number[] | null {
  const [column, row] = [0, 1].map((axis) =>
    Math.floor(texturePlaces[2 * point + axis] * textureSize),
  );
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = Math.max(0, row - reach); y <= Math.min(textureSize - 1, row + reach); y++) {
    for (let x = Math.max(0, column - reach); x <= Math.min(textureSize - 1, column + reach); x++) {
      const texel = y * textureSize + x;
      if (seen[texel] === 0) continue;
      for (let c = 0; c < 3; c++) sums[c] += texture.data[3 * texel + c];
      count++;
    }
  }
  return count > 0 ? sums.map((sum) => sum / count) : null;
}

/** A coordinate of the placed points as planes over texture space. */
function planesOver(points: Float64Array, axis: number): Float64Array {
  return triangleGradients(flatPlaces, triangles, (point) => points[3 * point + axis]);
}

/** A byte a triangle: how squarely it faces the viewer. */
function facingOf(points: Float64Array): Uint8Array {
  const facing = new Uint8Array(triangles.length / 3);
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [3 * triangles[at], 3 * triangles[at + 1], 3 * triangles[at + 2]];
    const [nx, ny, nz] = crossProduct(points, a, b, c);
    const size = Math.hypot(nx, ny, nz);
    const cosine = size > 0 ? (frontWinding * nz) / size : 0;
    const share = Math.min(1, Math.max(0, (cosine - grazing.from) / (grazing.to - grazing.from)));
    facing[at / 3] = Math.round(255 * share);
  }
  return facing;
}

/** Tells whether the place at an index of three lists lies behind another part of the face. */
function hiding(
  points: Float64Array,
): (xs: Float64Array, ys: Float64Array, depths: Float64Array, i: number) => boolean {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 3) {
    left = Math.min(left, points[at]);
    right = Math.max(right, points[at]);
    top = Math.min(top, points[at + 1]);
    bottom = Math.max(bottom, points[at + 1]);
  }
  const side = Math.max(right - left, bottom - top);
  const step = side / depthSamples;
  const [width, height] = [right - left, bottom - top].map((reach) => Math.ceil(reach / step));
  const grid = { x: left, y: top, step, width, height };
  const map = rasteriseTriangles(points, triangles, grid, frontWinding);
  const planes = triangleGradients(points, triangles, (point) => points[3 * point + 2]);
  return (xs, ys, depths, i) => {
    const [x, y] = [xs[i], ys[i]];
    const column = Math.min(width - 1, Math.max(0, Math.floor((x - left) / step)));
    const row = Math.min(height - 1, Math.max(0, Math.floor((y - top) / step)));
    const at = 3 * (map.seen[row * width + column] - 1);
    if (at < 0) return false;
    return depths[i] > planes[at] + planes[at + 1] * x + planes[at + 2] * y + depthSlack * side;
  };
}
